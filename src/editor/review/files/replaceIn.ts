import * as vscode from "vscode";
import { WorkspaceError } from "../../../agent/ports/workspaceFault.ts";
import { shownPath } from "../../core/documents.ts";
import { lockOf } from "../../core/workspace/readOnly.ts";

/**
 * Makes one edit of a document. Unsaved text hides whether a document became read-only, and the workspace's edits ignore
 * that. So where an editor shows it, the edit is that editor's, which refuses by itself.
 * @returns false if the editor refused since the text had changed
 * @throws WorkspaceError if the document is read-only
 */
export async function replaceIn(
  document: vscode.TextDocument,
  replacements: readonly (readonly [vscode.Range, string])[],
): Promise<boolean> {
  const editor = document.isDirty
    ? vscode.window.visibleTextEditors.find((each) => each.document === document)
    : undefined;
  if (!editor) {
    const edit = new vscode.WorkspaceEdit();
    for (const [range, text] of replacements) edit.replace(document.uri, range, text);
    return vscode.workspace.applyEdit(edit);
  }
  return replaceBy(editor, replacements, { undoStopBefore: true, undoStopAfter: true });
}

/** The same by an editor, with these steps for its Undo. */
export async function replaceBy(
  editor: vscode.TextEditor,
  replacements: readonly (readonly [vscode.Range, string])[],
  stops: { undoStopBefore: boolean; undoStopAfter: boolean },
): Promise<boolean> {
  const { document } = editor;
  const { version, uri } = document;
  const done = await editor.edit((edit) => replacements.forEach(([range, text]) => edit.replace(range, text)), stops);
  const isSome = replacements.some(([range, text]) => !range.isEmpty || text !== "");
  // A read-only editor answers that it has made the edit, and has not.
  if (done && isSome && document.version === version)
    throw new WorkspaceError({ kind: "read-only", path: shownPath(uri), by: await lockOf(uri) });
  return done;
}

import * as vscode from "vscode";
import { WorkspaceError } from "../../../agent/ports/workspaceFault.ts";
import { shownPath } from "../../core/documents.ts";
import { lockOf } from "../../core/workspace/readOnly.ts";

/**
 * Makes one edit of a document. If an editor shows the document, that editor makes the edit: it refuses by itself if
 * the document became read-only. Workspace edits ignore that, and unsaved text hides it.
 * @returns false if the editor refused because the text had changed
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

/** Makes the edit in an editor. `stops`: the undo stops around it. */
export async function replaceBy(
  editor: vscode.TextEditor,
  replacements: readonly (readonly [vscode.Range, string])[],
  stops: { undoStopBefore: boolean; undoStopAfter: boolean },
): Promise<boolean> {
  const { document } = editor;
  const { version, uri } = document;
  const done = await editor.edit((edit) => replacements.forEach(([range, text]) => edit.replace(range, text)), stops);
  const isSome = replacements.some(([range, text]) => !range.isEmpty || text !== "");
  // A read-only editor reports success without making the edit.
  if (done && isSome && document.version === version)
    throw new WorkspaceError({ kind: "read-only", path: shownPath(uri), by: await lockOf(uri) });
  return done;
}

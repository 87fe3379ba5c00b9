import * as vscode from "vscode";
import { WorkspaceError } from "../../../agent/ports/workspaceFault.ts";
import type { PendingHunk } from "../../../edit/pending/pendingHunks.ts";
import { shownPath } from "../../core/documents.ts";
import { whyReadOnly } from "../../core/workspace/readOnly.ts";

/**
 * Checks that hunks can be undone.
 * @param encoding in which the hunks were made
 * @throws WorkspaceError if the file is gone, the document is read-only, or it is read in another encoding
 */
export async function refuseUndo(
  document: vscode.TextDocument,
  hunks: readonly PendingHunk[],
  encoding = document.encoding,
): Promise<void> {
  const { uri } = document;
  const path = shownPath(uri);
  const isGone = uri.scheme === "file" && !document.isDirty && !(await exists(uri));
  if (isGone) throw new WorkspaceError({ kind: "missing-file", path });
  const by = await whyReadOnly(document);
  if (by) throw new WorkspaceError({ kind: "read-only", path, by });
  if (encoding !== document.encoding && hunks.some(({ original }) => /[^\0-\x7f]/.test(original)))
    throw new WorkspaceError({ kind: "misread", path, encoding: document.encoding });
}

/** Whether a file exists. The editor keeps the text of a deleted file for a while. */
const exists = (uri: vscode.Uri): Thenable<boolean> =>
  vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );

/** Whether a document has unsaved text or has no file yet. A cell counts as its notebook. */
export function isUnsaved(document: vscode.TextDocument): boolean {
  const notebook = notebookOf(document);
  return notebook ? notebook.isDirty || notebook.isUntitled : document.isDirty;
}

/** Saves a file's document, or a cell's notebook. Other documents are left to the user. False if saving fails. */
export async function saveWhole(document: vscode.TextDocument): Promise<boolean> {
  const notebook = notebookOf(document);
  if (notebook) return notebook.save();
  return document.uri.scheme === "file" ? document.save() : true;
}

function notebookOf(document: vscode.TextDocument): vscode.NotebookDocument | undefined {
  const isIts = (cell: vscode.NotebookCell): boolean => cell.document === document;
  return vscode.workspace.notebookDocuments.find((each) => each.getCells().some(isIts));
}

import * as vscode from "vscode";
import { WorkspaceError } from "../../../agent/ports/workspaceFault.ts";
import type { PendingHunk } from "../../../edit/pending/pendingHunks.ts";
import { shownPath } from "../../core/documents.ts";
import { whyReadOnly } from "../../core/workspace/readOnly.ts";

/**
 * Throws WorkspaceError where hunks cannot be undone: the document's file is gone, the document is read-only by now, or is
 * read in another encoding than `encoding`, in which they were made.
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

/** Whether a file is there: the editor holds the text of a closed one for a while after it went. */
const exists = (uri: vscode.Uri): Thenable<boolean> =>
  vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );

/** Whether a document has unsaved text: of a cell, whether its notebook has, or is no file yet. */
export function isUnsaved(document: vscode.TextDocument): boolean {
  const notebook = notebookOf(document);
  return notebook ? notebook.isDirty || notebook.isUntitled : document.isDirty;
}

/** Saves a file's document, and of a cell its notebook; others are saved as the user saves them. False where that fails. */
export async function saveWhole(document: vscode.TextDocument): Promise<boolean> {
  const notebook = notebookOf(document);
  if (notebook) return notebook.save();
  return document.uri.scheme === "file" ? document.save() : true;
}

function notebookOf(document: vscode.TextDocument): vscode.NotebookDocument | undefined {
  const isIts = (cell: vscode.NotebookCell): boolean => cell.document === document;
  return vscode.workspace.notebookDocuments.find((each) => each.getCells().some(isIts));
}

import * as vscode from "vscode";
import { wordsOf } from "../core/errorWords.ts";
import { openAt, shownPath } from "../core/documents.ts";
import { tellError } from "../show/notices.ts";
import { documentAt, writeConfirmed } from "../core/reading.ts";

/**
 * Shows a change in VS Code's Refactor Preview, where each edit has a check box, and applies the checked ones.
 * @param there an existing file
 * @returns false if the user discarded it
 */
export async function previewEdits(edits: vscode.WorkspaceEdit, label: string, there: vscode.Uri): Promise<boolean> {
  const asked = new vscode.WorkspaceEdit();
  // Only an edit that needs confirmation opens the preview, but it starts unchecked. So an edit that does nothing needs
  // it: creating a file that exists. An untitled document is not such a file.
  const canHide = there.scheme !== "untitled";
  const metadata = { needsConfirmation: !canHide, label };
  if (canHide) asked.createFile(there, { ignoreIfExists: true }, { needsConfirmation: true, label });
  for (const [uri, changes] of edits.entries()) {
    asked.set(
      uri,
      changes.map((change): [vscode.TextEdit, vscode.WorkspaceEditEntryMetadata] => [change, metadata]),
    );
  }
  return vscode.workspace.applyEdit(asked, { isRefactoring: true });
}

/**
 * Shows the text of a new file in the Refactor Preview, as an untitled document, and creates the file when the user
 * accepts. A file created by the edit itself would be deleted by undoing in it. If the file can't be created, the text
 * stays in the untitled document.
 * @param there an existing file
 * @returns whether the file was created
 */
export async function previewNewFile(
  uri: vscode.Uri,
  text: string,
  label: string,
  there: vscode.Uri,
): Promise<boolean> {
  const address = uri.with({ scheme: "untitled" });
  const waiting = openAt(address);
  if (waiting && waiting.getText() !== "") return refused(waiting, uri, "An unsaved text waits for its place.");
  const edits = new vscode.WorkspaceEdit();
  edits.insert(address, new vscode.Position(0, 0), text);
  if (!(await previewEdits(edits, label, there))) return false;
  // The event for its document may come a moment later.
  const draft = await documentAt(address);
  const taken = draft.getText();
  if (taken === "") return false;
  const problem = await writeConfirmed(uri, taken).catch(wordsOf);
  if (problem !== undefined) return refused(draft, uri, problem);
  // An untitled document without text is already closed.
  const empty = new vscode.WorkspaceEdit();
  empty.delete(address, new vscode.Range(new vscode.Position(0, 0), draft.positionAt(taken.length)));
  return vscode.workspace.applyEdit(empty);
}

/** Shows the untitled document whose text is not in a file, and says why. */
async function refused(draft: vscode.TextDocument, uri: vscode.Uri, why: string): Promise<false> {
  await vscode.window.showTextDocument(draft);
  void tellError(`Gemma Code: ${shownPath(uri)} was not made. ${why}`);
  return false;
}

/** The number of changed places and files, in words. */
export function extentOf(edits: vscode.WorkspaceEdit): string {
  const entries = edits.entries();
  const places = entries.reduce((sum, [, changes]) => sum + changes.length, 0);
  const count = (n: number, what: string) => `${n} ${what}${n === 1 ? "" : "s"}`;
  return `${count(places, "place")} in ${count(entries.length, "file")}`;
}

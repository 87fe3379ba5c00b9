import * as vscode from "vscode";
import { wordsOf } from "../core/errorWords.ts";
import { openAt, shownPath } from "../core/documents.ts";
import { tellError } from "../show/notices.ts";

/**
 * Shows a change in VS Code's Refactor Preview, where each edit has its check box, and applies what the user leaves
 * checked.
 * @param there a file that exists
 * @returns false when the user discarded it
 */
export async function previewEdits(edits: vscode.WorkspaceEdit, label: string, there: vscode.Uri): Promise<boolean> {
  const asked = new vscode.WorkspaceEdit();
  // An edit that needs confirmation brings the preview up, but begins unchecked. So the one that needs it is one that
  // does nothing and is not shown: making a file that is there. An untitled document is no such file.
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
 * Shows the text of a new file in the Refactor Preview, as that of an untitled document, and makes the file when the user
 * takes it. A file that the edit itself made would be deleted by undoing in it. Where the file cannot be made, the text
 * stays in the untitled document.
 * @param there a file that exists
 * @returns whether the file was made
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
  // Here its document may be told a moment later than that the edit was made.
  const draft = await vscode.workspace.openTextDocument(address);
  const taken = draft.getText();
  if (taken === "") return false;
  const problem = await make(uri, taken).catch(wordsOf);
  if (problem !== undefined) return refused(draft, uri, problem);
  // An untitled document without text is no longer there for the user.
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

/** Makes a file; says why not where one is there by now. Throws the file system's errors. */
async function make(uri: vscode.Uri, text: string): Promise<string | undefined> {
  const isThere = await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  if (isThere) return "There is such a file by now.";
  await vscode.workspace.fs.writeFile(uri, await vscode.workspace.encode(text, { uri }));
  return undefined;
}

/** How many places in how many files a change touches, in words. */
export function extentOf(edits: vscode.WorkspaceEdit): string {
  const entries = edits.entries();
  const places = entries.reduce((sum, [, changes]) => sum + changes.length, 0);
  const count = (n: number, what: string) => `${n} ${what}${n === 1 ? "" : "s"}`;
  return `${count(places, "place")} in ${count(entries.length, "file")}`;
}

import { randomUUID } from "node:crypto";
import { basename } from "node:path/posix";
import * as vscode from "vscode";
import { wordsOf } from "../core/errorWords.ts";
import { openAt, shownPath } from "../core/documents.ts";
import { tellError } from "../show/notices.ts";
import { documentAt, writeConfirmed } from "../core/reading.ts";
import { addFileEdit, fileEditsOf } from "./fileEdits.ts";

/**
 * Shows a change in VS Code's Refactor Preview, where each edit has its check box, and applies what the user leaves
 * checked. Files that the change makes, renames or deletes are part of it.
 * @param there a file that exists
 * @returns false when the user discarded it
 */
export async function previewEdits(edits: vscode.WorkspaceEdit, label: string, there: vscode.Uri): Promise<boolean> {
  const asked = new vscode.WorkspaceEdit();
  // An edit that needs confirmation brings the preview up, but begins unchecked. So the one that needs it is one that
  // does nothing and is not shown: deleting a file that is not there. Beside an untitled document there is no such place.
  const canHide = there.scheme !== "untitled";
  const metadata = { needsConfirmation: !canHide, label };
  const files = fileEditsOf(edits);
  const made = new Set(files.flatMap(({ to }) => (to ? [to.toString()] : [])));
  const addTexts = (areMade: boolean): void => {
    for (const [uri, changes] of edits.entries()) {
      if (made.has(uri.toString()) !== areMade) continue;
      asked.set(
        uri,
        changes.map((change): [vscode.TextEdit, vscode.WorkspaceEditEntryMetadata] => [change, metadata]),
      );
    }
  };
  // What the editor answers for a language server has lost its order: texts go by the names that their files have then.
  addTexts(false);
  for (const file of files) addFileEdit(asked, file, metadata);
  addTexts(true);
  if (canHide) {
    const nothing = vscode.Uri.joinPath(there, "..", `${basename(there.path)}.${randomUUID()}`);
    asked.deleteFile(nothing, { ignoreIfNotExists: true }, { needsConfirmation: true, label });
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

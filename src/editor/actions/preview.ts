import * as vscode from "vscode";

/**
 * Shows a change in VS Code's Refactor Preview, where each edit has its check box, and applies what the person leaves
 * checked.
 * @param created files that do not exist yet; their text is among the edits
 * @param there a file that exists
 * @returns false when the person discarded it
 */
export async function previewEdits(
  edits: vscode.WorkspaceEdit,
  label: string,
  there: vscode.Uri,
  created: readonly vscode.Uri[] = [],
): Promise<boolean> {
  const asked = new vscode.WorkspaceEdit();
  // An edit that needs confirmation brings the preview up, but begins unchecked. So the one that needs it is one that
  // does nothing and is not shown: making a file that is there. An untitled document is no such file.
  const canHide = there.scheme !== "untitled";
  const metadata = { needsConfirmation: !canHide, label };
  if (canHide) asked.createFile(there, { ignoreIfExists: true }, { needsConfirmation: true, label });
  for (const uri of created) asked.createFile(uri, { overwrite: false }, metadata);
  for (const [uri, changes] of edits.entries()) {
    asked.set(
      uri,
      changes.map((change): [vscode.TextEdit, vscode.WorkspaceEditEntryMetadata] => [change, metadata]),
    );
  }
  return vscode.workspace.applyEdit(asked, { isRefactoring: true });
}

/** How many places in how many files a change touches, in words. */
export function extentOf(edits: vscode.WorkspaceEdit): string {
  const entries = edits.entries();
  const places = entries.reduce((sum, [, changes]) => sum + changes.length, 0);
  const count = (n: number, what: string) => `${n} ${what}${n === 1 ? "" : "s"}`;
  return `${count(places, "place")} in ${count(entries.length, "file")}`;
}

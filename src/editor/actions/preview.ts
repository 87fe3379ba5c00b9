import * as vscode from "vscode";

/**
 * Shows a change in VS Code's Refactor Preview, where each edit has its check box, and applies what the person confirms.
 * @param created files that do not exist yet; their text is among the edits
 * @returns false when the person discarded it
 */
export async function previewEdits(
  edits: vscode.WorkspaceEdit,
  label: string,
  created: readonly vscode.Uri[] = [],
): Promise<boolean> {
  const asked = new vscode.WorkspaceEdit();
  const metadata = { needsConfirmation: true, label };
  for (const uri of created) asked.createFile(uri, { overwrite: false }, metadata);
  for (const [uri, changes] of edits.entries()) {
    asked.set(
      uri,
      changes.map((change) => [change, metadata]),
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

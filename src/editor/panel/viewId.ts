import * as vscode from "vscode";

/** The panel's view, as the manifest contributes it. */
export const viewId = "gemma.chat";

/**
 * Brings the panel to the front with the command that VS Code creates for every view; there is no other way to open
 * one.
 */
export async function showView(options?: { preserveFocus: boolean }): Promise<void> {
  await vscode.commands.executeCommand(`${viewId}.focus`, ...(options ? [options] : []));
}

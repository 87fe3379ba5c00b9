import * as vscode from "vscode";

/** The argument of our key for undoing proposed code. */
export const BY_KEY = "key";

/**
 * The key for undoing proposed code is also the editor's key for removing brackets, and keeps that meaning outside
 * proposals.
 * @returns whether there were brackets
 */
export async function removeBrackets(): Promise<boolean> {
  const document = vscode.window.activeTextEditor?.document;
  const before = document?.getText();
  await vscode.commands.executeCommand("editor.action.removeBrackets");
  return document?.getText() !== before;
}

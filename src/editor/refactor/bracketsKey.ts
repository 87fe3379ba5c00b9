import * as vscode from "vscode";

/** The argument that our key for undoing proposed code gives. */
export const BY_KEY = "key";

/**
 * The key for undoing proposed code is the editor's own for removing the brackets around the cursor, and stays that where
 * the cursor stands beside proposals.
 * @returns whether there were brackets
 */
export async function removeBrackets(): Promise<boolean> {
  const document = vscode.window.activeTextEditor?.document;
  const before = document?.getText();
  await vscode.commands.executeCommand("editor.action.removeBrackets");
  return document?.getText() !== before;
}

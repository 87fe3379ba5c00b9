import * as vscode from "vscode";
import { liesWithin } from "../../review/files/addresses.ts";

/**
 * Hears when a document goes.
 * @param closed it is closed, also after it was renamed. (The editor tells a change of language as closing, too.)
 * @param leaves its file, or a folder around it, is about to be renamed: that waits for the result
 */
export function watchDocument(
  document: vscode.TextDocument,
  { closed, leaves }: { closed(): void; leaves(): Promise<void> },
): vscode.Disposable[] {
  return [
    vscode.workspace.onDidCloseTextDocument(() => {
      if (!vscode.workspace.textDocuments.includes(document)) closed();
    }),
    vscode.workspace.onWillRenameFiles((event) => {
      if (event.files.some(({ oldUri }) => liesWithin(document.uri, oldUri))) event.waitUntil(leaves());
    }),
  ];
}

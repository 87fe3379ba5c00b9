import * as vscode from "vscode";
import { liesWithin } from "../../review/files/addresses.ts";

/**
 * Watches for the end of a document.
 * @param closed called when it was closed, also after a rename (not when only its language changed)
 * @param leaves called before its file or a folder around it is renamed; the rename waits for the result
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

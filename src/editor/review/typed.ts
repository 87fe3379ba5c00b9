import * as vscode from "vscode";

/**
 * Whether a change may be the user's typing: all of it happens at cursors, or beside their lines, of editors that show the
 * document. Formatters, reloads from disk and other tools change a text anywhere.
 */
export function isTyped({ document, contentChanges }: vscode.TextDocumentChangeEvent): boolean {
  const selections = vscode.window.visibleTextEditors
    .filter((editor) => editor.document === document)
    .flatMap((editor) => editor.selections);
  return contentChanges.every(({ range }) =>
    selections.some(({ start, end }) => start.line <= range.end.line + 1 && end.line >= range.start.line - 1),
  );
}

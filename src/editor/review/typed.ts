import * as vscode from "vscode";

/**
 * Whether a change may be user typing: all of it is at or beside cursors of editors that show the document. Formatters,
 * reloads and other tools change text anywhere.
 */
export function isTyped({ document, contentChanges }: vscode.TextDocumentChangeEvent): boolean {
  const selections = vscode.window.visibleTextEditors
    .filter((editor) => editor.document === document)
    .flatMap((editor) => editor.selections);
  return contentChanges.every(({ range }) =>
    selections.some(({ start, end }) => start.line <= range.end.line + 1 && end.line >= range.start.line - 1),
  );
}

import * as vscode from "vscode";

/**
 * Whether a change may be user typing: all of it is at or beside cursors of editors that show the document. Formatters,
 * reloads and other tools change text anywhere.
 */
export function isTyped({ document, contentChanges }: vscode.TextDocumentChangeEvent): boolean {
  const selections = selectionsIn(document);
  return contentChanges.every(({ range }) =>
    selections.some(({ start, end }) => start.line <= range.end.line + 1 && end.line >= range.start.line - 1),
  );
}

/** Columns that a cursor may be away from what was typed at it: its place is told a little later or sooner. */
const SLACK = 2;

/**
 * Whether all of a change is right at cursors, as typed signs are. A formatter's may be beside the cursor's line, but
 * hardly ever at the cursor itself.
 */
export function isAtCursors({ document, contentChanges }: vscode.TextDocumentChangeEvent): boolean {
  const cursors = selectionsIn(document).flatMap(({ start, end }) => [start, end]);
  return contentChanges.every(({ range, text }) =>
    [range.start, range.end].some((place) =>
      cursors.some(
        ({ line, character }) => line === place.line && Math.abs(character - place.character) <= text.length + SLACK,
      ),
    ),
  );
}

/** The selections of all editors that show a document. */
const selectionsIn = (document: vscode.TextDocument): vscode.Selection[] =>
  vscode.window.visibleTextEditors
    .filter((editor) => editor.document === document)
    .flatMap(({ selections }) => selections);

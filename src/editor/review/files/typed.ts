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

/** Columns between a cursor and the text typed there: the editor may report the cursor's move before or after. */
const SLACK = 2;

/**
 * Whether all of a change is exactly at cursors, as typed characters are. A formatter's change may be on the cursor's
 * line, but rarely at the cursor.
 */
export function isAtCursors({ document, contentChanges }: vscode.TextDocumentChangeEvent): boolean {
  const selections = selectionsIn(document);
  return contentChanges.every((change) => selections.some((selection) => isTypedAt(change, selection)));
}

/** Whether typing, deleting, pasting or completing at a selection could make this change. The cursor may have moved since. */
function isTypedAt({ range, text }: vscode.TextDocumentContentChangeEvent, { start, end }: vscode.Selection): boolean {
  const isReplacing = !range.isEmpty && text !== "";
  if (!start.isEqual(end)) {
    if (range.isEmpty) return isNear(range.start, start) || isNear(range.start, end);
    return isNear(range.start, start) && isNear(range.end, end);
  }
  if (isNear(endOf(range.start, text), start)) return true;
  // A completion replaces the text before the cursor.
  return isNear(range.end, start) || (!isReplacing && isNear(range.start, start));
}

const isNear = (a: vscode.Position, b: vscode.Position): boolean =>
  a.line === b.line && Math.abs(a.character - b.character) <= SLACK;

/** The end of a text inserted at a place. */
function endOf(place: vscode.Position, text: string): vscode.Position {
  const lines = text.split("\n");
  const last = lines.at(-1)?.length ?? 0;
  return lines.length > 1
    ? new vscode.Position(place.line + lines.length - 1, last)
    : place.translate({ characterDelta: last });
}

/** The selections of all editors that show a document. */
const selectionsIn = (document: vscode.TextDocument): vscode.Selection[] =>
  vscode.window.visibleTextEditors
    .filter((editor) => editor.document === document)
    .flatMap(({ selections }) => selections);

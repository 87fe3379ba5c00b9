import * as vscode from "vscode";
import { documentSymbols, foldedRange } from "../../language/symbols.ts";

/** Symbols with more lines are not taken for a resting cursor. */
const MAX_LINES = 400;

const containers = new Set<vscode.SymbolKind>([
  vscode.SymbolKind.Function,
  vscode.SymbolKind.Method,
  vscode.SymbolKind.Constructor,
  vscode.SymbolKind.Class,
  vscode.SymbolKind.Interface,
  vscode.SymbolKind.Enum,
  vscode.SymbolKind.Struct,
]);

/**
 * The whole lines to rewrite: the selection's, otherwise the folded region's at the cursor, the innermost symbol's, or
 * the cursor's line.
 */
export async function chooseRange(document: vscode.TextDocument, selection: vscode.Selection): Promise<vscode.Range> {
  if (!selection.isEmpty) return wholeLines(document, selection);
  const folded = foldedRange(document, selection.active.line);
  if (folded) return wholeLines(document, folded);
  const symbol = innermost(await documentSymbols(document), selection.active);
  return wholeLines(document, symbol ?? selection);
}

/** The lines a range touches, except one at whose start it ends. */
export function wholeLines(document: vscode.TextDocument, { start, end }: vscode.Range): vscode.Range {
  const endsAtStart = end.character === 0 && end.line > start.line;
  const last = document.lineAt(endsAtStart ? end.line - 1 : end.line);
  return new vscode.Range(start.line, 0, last.lineNumber, last.text.length);
}

/** Collapses selections over a range: they would hide a proposal's colours. */
export function unselect(document: vscode.TextDocument, range: vscode.Range): void {
  for (const editor of vscode.window.visibleTextEditors) {
    if (editor.document !== document || !editor.selection.intersection(range)) continue;
    editor.selection = new vscode.Selection(range.start, range.start);
  }
}

/** Variables count if they span lines: functions and objects assigned to a name. */
function innermost(
  symbols: readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[],
  position: vscode.Position,
): vscode.Range | undefined {
  for (const symbol of symbols) {
    const range = "range" in symbol ? symbol.range : symbol.location.range;
    if (!range.contains(position)) continue;
    const inner = "children" in symbol ? innermost(symbol.children, position) : undefined;
    if (inner) return inner;
    const lines = range.end.line - range.start.line + 1;
    if (lines <= MAX_LINES && (containers.has(symbol.kind) || lines > 1)) return range;
  }
  return undefined;
}

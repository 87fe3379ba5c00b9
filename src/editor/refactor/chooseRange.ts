import * as vscode from "vscode";
import { documentSymbols, foldedRange } from "../language/symbols.ts";

/** A symbol longer than this is no region that a user means by resting the cursor in it. */
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

/** The whole lines to rewrite: the selection's, else the folded region's at the cursor, else the innermost symbol's, else the line. */
export async function chooseRange(document: vscode.TextDocument, selection: vscode.Selection): Promise<vscode.Range> {
  if (!selection.isEmpty) return wholeLines(document, selection);
  const folded = foldedRange(document, selection.active.line);
  if (folded) return wholeLines(document, folded);
  const symbol = innermost(await documentSymbols(document), selection.active);
  return wholeLines(document, symbol ?? selection);
}

/** The lines a range touches; one that it ends at the start of is none of them. */
export function wholeLines(document: vscode.TextDocument, { start, end }: vscode.Range): vscode.Range {
  const endsAtStart = end.character === 0 && end.line > start.line;
  const last = document.lineAt(endsAtStart ? end.line - 1 : end.line);
  return new vscode.Range(start.line, 0, last.lineNumber, last.text.length);
}

/** Variables count where they span lines: functions and objects that have a name that way. */
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

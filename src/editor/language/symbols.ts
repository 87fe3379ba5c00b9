import * as vscode from "vscode";
import { foldedAt } from "./folded.ts";

/** Time limit for a language server that may still be starting, in milliseconds. */
const TIMEOUT_MS = 700;

/** The result, or undefined if it fails or takes longer than `within`. */
export async function withTimeout<T>(asked: Thenable<T>, within = TIMEOUT_MS): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Reads pending messages first: another extension may have blocked this process for longer.
  const late = new Promise<undefined>(
    (resolve) => (timer = setTimeout(() => setImmediate(() => resolve(undefined)), within)),
  );
  try {
    return await Promise.race([Promise.resolve(asked).catch(() => undefined), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The document's symbols from its language service; none if it doesn't answer in time. */
export async function documentSymbols(
  document: vscode.TextDocument,
): Promise<readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[]> {
  const asked = vscode.commands.executeCommand<(vscode.DocumentSymbol | vscode.SymbolInformation)[] | undefined>(
    "vscode.executeDocumentSymbolProvider",
    document.uri,
  );
  return (await withTimeout(asked)) ?? [];
}

/** The innermost multi-line symbol around a position; undefined if there is none. */
export async function enclosingSymbol(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.DocumentSymbol | undefined> {
  let found: vscode.DocumentSymbol | undefined;
  let level = (await documentSymbols(document)).filter((symbol) => "children" in symbol);
  for (;;) {
    const inside = level.find(({ range }) => range.contains(position) && !range.isSingleLine);
    if (!inside) return found;
    found = inside;
    level = inside.children;
  }
}

/** The code that a cursor refers to: the enclosing symbol, otherwise its line. A selection is unchanged. */
export async function codeAt(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.Range> {
  if (!range.isEmpty) return range;
  const symbol = await enclosingSymbol(document, range.start);
  return symbol?.range ?? document.lineAt(range.start.line).range;
}

/** The folded region that starts at a line; a cursor there refers to it. */
export function foldedRange(document: vscode.TextDocument, line: number): vscode.Range | undefined {
  const editor = vscode.window.visibleTextEditors.find((each) => each.document === document);
  const folded = editor && foldedAt(line, editor.visibleRanges);
  return folded && document.validateRange(new vscode.Range(folded.first, 0, folded.last, Number.MAX_SAFE_INTEGER));
}

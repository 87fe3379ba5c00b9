import * as vscode from "vscode";
import { foldedAt } from "./folded.ts";

/** A language server that is still starting must not hold up the user. Milliseconds. */
const PATIENCE = 700;

/** The answer, or undefined when it fails or does not come soon. */
export async function soon<T>(asked: Thenable<T>, within = PATIENCE): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Not before what has come meanwhile was read: another extension may have held this process up longer than that.
  const late = new Promise<undefined>(
    (resolve) => (timer = setTimeout(() => setImmediate(() => resolve(undefined)), within)),
  );
  try {
    return await Promise.race([Promise.resolve(asked).catch(() => undefined), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The document's symbols as its language service tells them; none where it does not answer soon. */
export async function documentSymbols(
  document: vscode.TextDocument,
): Promise<readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[]> {
  const asked = vscode.commands.executeCommand<(vscode.DocumentSymbol | vscode.SymbolInformation)[] | undefined>(
    "vscode.executeDocumentSymbolProvider",
    document.uri,
  );
  return (await soon(asked)) ?? [];
}

/** The innermost symbol around a position that spans several lines, as the language service tells; undefined without one. */
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

/** The code that a bare cursor stands for: the enclosing symbol, else the cursor's line. A selection is taken as it is. */
export async function codeAt(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.Range> {
  if (!range.isEmpty) return range;
  const symbol = await enclosingSymbol(document, range.start);
  return symbol?.range ?? document.lineAt(range.start.line).range;
}

/** The folded region that a line heads where an editor shows the document: what a bare cursor there stands for. */
export function foldedRange(document: vscode.TextDocument, line: number): vscode.Range | undefined {
  const editor = vscode.window.visibleTextEditors.find((each) => each.document === document);
  const folded = editor && foldedAt(line, editor.visibleRanges);
  return folded && document.validateRange(new vscode.Range(folded.first, 0, folded.last, Number.MAX_SAFE_INTEGER));
}

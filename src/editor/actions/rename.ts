import * as vscode from "vscode";
import { toModelError } from "../../model/modelError.ts";
import { isName, namesIn, renameMessages } from "../../prompts/rename.ts";
import { linesOf } from "../attachments/attachments.ts";
import { shownPath } from "../core/documents.ts";
import type { ResolveModel } from "../core/answering.ts";
import { extentOf, previewEdits } from "../language/preview.ts";
import { enclosingSymbol } from "../language/symbols.ts";
import type { Target } from "../language/target.ts";
import { textOf } from "../core/textOf.ts";
import { inform, tellError } from "../show/notices.ts";
import { shownRows } from "../show/inputs.ts";
import { inertWords } from "../../words/inert.ts";

/** The most lines of code sent with the name. */
const MOST_LINES = 120;

/**
 * Asks the model for clearer names of the symbol at the target. The user picks one or types another. Renames through
 * the language service, so all references follow. Every edit is shown before it is applied.
 */
export async function renameForClarity({ document, range }: Target, who: ResolveModel): Promise<void> {
  const symbol = await renamable(document, range.start);
  if (!symbol) {
    void inform("There is no name here that the language service can rename.");
    return;
  }
  const name = await pickName(document, symbol, who);
  if (name === undefined) return;
  if (document.getText(symbol.range) !== symbol.name) {
    void inform(`${symbol.name} no longer exists here.`);
    return;
  }
  const edits = await renameEdits(document, symbol, name).catch(
    (error: unknown) => void tellError(`The language service refused: ${wordsOf(error)}`),
  );
  if (!edits) return;
  if (edits.entries().length === 0) {
    void inform("The language service found nothing to rename.");
    return;
  }
  await previewEdits(edits, `Rename ${symbol.name} to ${name}: ${extentOf(edits)}`, document.uri);
}

type Name = { name: string; range: vscode.Range };

/**
 * The name at a position, if the language service can rename it. Without a service, the editor accepts any word, so
 * this tries a rename without applying it.
 */
async function renamable(document: vscode.TextDocument, position: vscode.Position): Promise<Name | undefined> {
  const answer = vscode.commands.executeCommand<{ range: vscode.Range; placeholder: string } | undefined>(
    "vscode.prepareRename",
    document.uri,
    position,
  );
  const found = await Promise.resolve(answer).catch(() => undefined);
  if (!found) return undefined;
  const symbol = { name: document.getText(found.range), range: found.range };
  const edits = await renameEdits(document, symbol, `${symbol.name}2`).catch(() => undefined);
  return edits && edits.entries().length > 0 ? symbol : undefined;
}

/** The edits of a rename; rejects with the language service's reason if it refuses. */
function renameEdits(
  document: vscode.TextDocument,
  { range }: Name,
  name: string,
): Promise<vscode.WorkspaceEdit | undefined> {
  const place = [document.uri, range.start, name] as const;
  return Promise.resolve(
    vscode.commands.executeCommand<vscode.WorkspaceEdit | undefined>("vscode.executeDocumentRenameProvider", ...place),
  );
}

/** A pick list that opens at once and fills while the model writes; the user may also type a name. */
function pickName(document: vscode.TextDocument, symbol: Name, who: ResolveModel): Promise<string | undefined> {
  const list = vscode.window.createQuickPick();
  const stopped = new AbortController();
  let names: readonly string[] = [];
  const offer = (): void => {
    const typed = list.value.trim();
    const own = isName(typed) && typed !== symbol.name && !names.includes(typed) ? [typed] : [];
    list.items = shownRows(
      [...own, ...names].map((label) => ({ label, iconPath: new vscode.ThemeIcon("symbol-key") })),
    );
  };
  list.title = inertWords(`Rename ${symbol.name}`);
  list.placeholder = "Asking Gemma for clearer names; you can type one";
  list.busy = true;
  list.ignoreFocusOut = true;
  const ask = async (): Promise<void> => {
    try {
      const messages = renameMessages(symbol.name, await around(document, symbol));
      const answer = await textOf(await who(stopped.signal), messages, stopped.signal, (soFar) => {
        names = namesIn(soFar.slice(0, soFar.lastIndexOf("\n") + 1), symbol.name);
        offer();
      });
      names = namesIn(answer, symbol.name);
      list.placeholder = names.length > 0 ? "Pick a name, or type one" : "Gemma found no clearer name; type one";
      offer();
    } catch (error) {
      const { fault, message } = toModelError(error, stopped.signal);
      if (fault.kind !== "aborted") list.placeholder = inertWords(`${message} You can type a name.`);
    } finally {
      list.busy = false;
    }
  };
  return new Promise((resolve) => {
    list.onDidChangeValue(offer);
    list.onDidAccept(() => {
      const picked = list.selectedItems[0]?.label;
      if (picked === undefined) return;
      resolve(picked);
      list.hide();
    });
    list.onDidHide(() => {
      stopped.abort();
      resolve(undefined);
      list.dispose();
    });
    list.show();
    void ask();
  });
}

/** Where the name is used: the symbol around it, limited to a number of lines near the name. */
async function around(document: vscode.TextDocument, { range }: Name) {
  const symbol = await enclosingSymbol(document, range.start);
  const half = MOST_LINES / 2;
  const first = Math.max(symbol?.range.start.line ?? 0, range.start.line - half);
  const last = Math.min(symbol?.range.end.line ?? document.lineCount - 1, range.start.line + half);
  const code = new vscode.Range(first, 0, last, document.lineAt(last).text.length);
  const [startLine, endLine] = linesOf(code);
  const { languageId } = document;
  return { path: shownPath(document.uri), languageId, startLine, endLine, text: document.getText(code) };
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

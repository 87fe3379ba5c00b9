import * as vscode from "vscode";
import { actionInstructions, fixInstruction, problemsText } from "../../prompts/actions.ts";
import { linesOf } from "../attachments/attachments.ts";
import { diagnosticsAt, problemOf, remediesAt } from "../language/problems.ts";
import { codeAt, enclosingSymbol, foldedRange } from "../language/symbols.ts";
import type { Target } from "../language/target.ts";
import type { StartRefactor } from "../core/feature/startRefactor.ts";
import { inform } from "../show/notices.ts";

/** Lines around a problem outside any symbol that are sent for its repair. */
const AROUND_PROBLEM = 3;

/** Extracts the selected code into a function. */
export async function extractFunction(target: Target, start: StartRefactor): Promise<void> {
  if (target.range.isEmpty) {
    void inform("Select the code that is to become a function of its own.");
    return;
  }
  const { document, range } = target;
  const symbol = await enclosingSymbol(document, range.start);
  // The new function stands beside the code it came from, so the code around the selection is rewritten too.
  const place = symbol?.range.contains(range) ? symbol.range : range;
  const [first, last] = linesOf(range);
  const what = first === last ? `line ${first}` : `lines ${first} to ${last}`;
  const context = `The selected code, ${what}:\n${document.getText(range)}`;
  return refactorAt({ document, range: place }, actionInstructions.extractFunction, start, context);
}

/** Fixes the problems at the target. */
export async function fixProblem({ document, range }: Target, start: StartRefactor): Promise<void> {
  const diagnostics = diagnosticsAt(document, range);
  if (diagnostics.length === 0) {
    void inform("No problem is reported here.");
    return;
  }
  const problems = diagnostics.map(problemOf);
  const context = problemsText(problems, await remediesAt(document, range));
  const place = diagnostics.reduce((sum, each) => sum.union(each.range), range);
  return refactorAt(
    { document, range: await aroundProblem(document, place) },
    fixInstruction(problems),
    start,
    context,
  );
}

/**
 * The symbol that contains a problem, otherwise a few lines around it: the fix is rarely within the marked characters.
 */
async function aroundProblem(document: vscode.TextDocument, place: vscode.Range): Promise<vscode.Range> {
  const symbol = await codeAt(document, new vscode.Range(place.start, place.start));
  if (!symbol.isSingleLine && symbol.contains(place)) return symbol;
  const first = Math.max(0, place.start.line - AROUND_PROBLEM);
  const last = Math.min(document.lineCount - 1, place.end.line + AROUND_PROBLEM);
  return new vscode.Range(first, 0, last, document.lineAt(last).text.length);
}

/** Starts the inline refactor in the editor that shows the document. `context`: more for the model to know. */
export async function refactorAt(
  { document, range }: Target,
  instruction: string,
  start: StartRefactor,
  context?: string,
): Promise<void> {
  const folded = range.isEmpty ? foldedRange(document, range.start.line) : undefined;
  const place = folded ?? (await codeAt(document, range));
  const editor = await editorOf(document);
  editor.selection = new vscode.Selection(place.start, place.end);
  const request = { instruction, uri: document.uri, range: place, ...(context !== undefined && { hints: [context] }) };
  await start(request);
}

async function editorOf(document: vscode.TextDocument): Promise<vscode.TextEditor> {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  if (activeTextEditor?.document === document) return activeTextEditor;
  const column = visibleTextEditors.find((editor) => editor.document === document)?.viewColumn;
  return vscode.window.showTextDocument(document, column === undefined ? {} : { viewColumn: column });
}

import * as vscode from "vscode";
import type { Attachment } from "../../agent/transcript/turnEvent.ts";
import type { Question } from "../../chat/session/session.ts";
import { problemsText } from "../../prompts/actions.ts";
import type { CodeExcerpt } from "../../prompts/code.ts";
import { explainProblemPrompt, explainPrompt } from "../../prompts/explain.ts";
import { diagnosticsAt, problemOf, remediesAt } from "../language/problems.ts";
import { codeAt, foldedRange } from "../language/symbols.ts";
import { type Target, targetOf } from "../language/target.ts";
import { attachmentOf, linesOf } from "../attachments/attachments.ts";
import { shownPath } from "../core/documents.ts";
import { budgeted } from "./budget.ts";
import { inform } from "../show/notices.ts";

/** Lines on each side of a problem outside any symbol that are sent with it. */
const AROUND_PROBLEM = 8;

/** A question in Ask mode, which has no tools. The answer gets follow-up suggestions. */
export const asksToExplain = (text: string, prompt: string, chips: readonly Attachment[]): Question => ({
  text,
  prompt,
  chips,
  mode: "ask",
  topic: "explain",
});

/**
 * The question about the place of `argument`, otherwise the selection, the folded region at the cursor, or the symbol
 * around the cursor. Undefined if no editor is open.
 */
export async function explainQuestion(argument?: unknown): Promise<Question | undefined> {
  const target = await targetOf(argument);
  if (!target) return hint("Open a file and put the cursor into the code to explain.");
  const { document } = target;
  const range = await rangeOf(target);
  const { attachment, code } = codeOf(document, range);
  return asksToExplain(`Explain ${attachmentOf(document, range).label}`, explainPrompt(code), [attachment]);
}

/** The question about the problems at a place, with the code around them; undefined if there are none. */
export async function explainProblemQuestion(argument?: unknown): Promise<Question | undefined> {
  const target = await targetOf(argument);
  const diagnostics = target ? diagnosticsAt(target.document, target.range) : [];
  const [first] = diagnostics;
  if (!target || !first) return hint("No problem is reported here.");
  const { document } = target;
  const place = diagnostics.reduce((sum, { range }) => sum.union(range), first.range);
  const { attachment, code } = codeOf(document, await aroundProblem(document, place));
  const problems = problemsText(diagnostics.map(problemOf), await remediesAt(document, place));
  const what = diagnostics.length === 1 ? `the problem "${first.message}"` : `${diagnostics.length} problems`;
  const text = `Explain ${what} in ${attachmentOf(document, place).label}`;
  return asksToExplain(text, explainProblemPrompt(code, problems), [attachment]);
}

/** Says why there is nothing to ask. */
export function hint(message: string): undefined {
  void inform(message);
  return undefined;
}

async function rangeOf({ document, range }: Target): Promise<vscode.Range> {
  return (range.isEmpty && foldedRange(document, range.start.line)) || codeAt(document, range);
}

async function aroundProblem(document: vscode.TextDocument, place: vscode.Range): Promise<vscode.Range> {
  const symbol = await codeAt(document, new vscode.Range(place.start, place.start));
  if (!symbol.isSingleLine && symbol.contains(place)) return symbol;
  const first = Math.max(0, place.start.line - AROUND_PROBLEM);
  return document.validateRange(new vscode.Range(first, 0, place.end.line + AROUND_PROBLEM, Number.MAX_SAFE_INTEGER));
}

/** The code of a range as sent, and an attachment that says how much it is. */
function codeOf(document: vscode.TextDocument, range: vscode.Range): { attachment: Attachment; code: CodeExcerpt } {
  const [startLine] = linesOf(range);
  const { text, lines, size } = budgeted(document.getText(range).replaceAll("\r\n", "\n"));
  const endLine = startLine + lines - 1;
  const sent = new vscode.Range(startLine - 1, 0, endLine - 1, Number.MAX_SAFE_INTEGER);
  const attachment = attachmentOf(document, sent);
  const code = { path: shownPath(document.uri), languageId: document.languageId, startLine, endLine, text };
  return { attachment: { ...attachment, label: `${attachment.label} (${size})` }, code };
}

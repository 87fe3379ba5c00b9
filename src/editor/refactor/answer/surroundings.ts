import * as vscode from "vscode";
import type { Surroundings } from "../../../prompts/refactor.ts";
import { insideText } from "../../core/reading.ts";

/** Characters of context on each side: about a hundred lines, which fit even a small window. */
const SIDE_BUDGET = 4000;
const IMPORT_BUDGET = 2000;
const RULES_BUDGET = 4000;
/** Lines at the top of a file searched for imports. */
const IMPORT_LINES = 200;
const MAX_PROBLEMS = 10;

const importLine =
  /^\s*(import\b|from\s+\S+\s+import\b|export\s.*\sfrom\b|#include\b|using\b|use\b|require\b|package\b|.*=\s*require\()/;

/** The context of a region for the model, within budgets, and within `room` characters in total. */
export async function surroundingsOf(
  document: vscode.TextDocument,
  range: vscode.Range,
  room = Infinity,
): Promise<Surroundings> {
  const share = Math.min(1, room / (2 * SIDE_BUDGET + IMPORT_BUDGET + RULES_BUDGET));
  const before = sideOf(document, range.start.line - 1, -1, share * SIDE_BUDGET);
  const after = sideOf(document, range.end.line + 1, 1, share * SIDE_BUDGET);
  const firstShown = range.start.line - before.length;
  return {
    before: before.reverse().join("\n"),
    after: after.join("\n"),
    imports: importsOf(document, Math.min(firstShown, IMPORT_LINES)).slice(0, share * IMPORT_BUDGET),
    problems: problemsOf(document, range),
    rules: (await rulesFor(document)).slice(0, share * RULES_BUDGET),
  };
}

/** Lines from `start` on, away from the region, until the budget is used up. */
function sideOf(document: vscode.TextDocument, start: number, step: 1 | -1, budget: number): string[] {
  const lines: string[] = [];
  let left = budget;
  for (let at = start; at >= 0 && at < document.lineCount; at += step) {
    const { text } = document.lineAt(at);
    left -= text.length + 1;
    if (left < 0) break;
    lines.push(text);
  }
  return lines;
}

function importsOf(document: vscode.TextDocument, lines: number): string {
  const found: string[] = [];
  for (let at = 0; at < lines; at++) {
    const { text } = document.lineAt(at);
    if (importLine.test(text)) found.push(text);
  }
  return found.join("\n");
}

function problemsOf(document: vscode.TextDocument, range: vscode.Range): string[] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter((each) => each.range.intersection(range) && each.severity <= vscode.DiagnosticSeverity.Warning)
    .slice(0, MAX_PROBLEMS)
    .map((each) => `line ${each.range.start.line + 1}: ${each.message}`);
}

/** The project's AGENTS.md; not read in an untrusted folder. */
async function rulesFor(document: vscode.TextDocument): Promise<string> {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  if (!folder || !vscode.workspace.isTrusted) return "";
  return (await insideText(vscode.Uri.joinPath(folder.uri, "AGENTS.md")))?.trim() ?? "";
}

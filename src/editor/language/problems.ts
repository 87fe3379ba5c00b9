import * as vscode from "vscode";
import type { Problem } from "../../prompts/actions.ts";
import { shownPath } from "../core/documents.ts";
import { withTimeout } from "./symbols.ts";

/** More problems at one place usually repeat one problem. */
const MAX_PROBLEMS = 8;
/** The server's first fixes are enough as hints. */
const MAX_REMEDIES = 6;

const severities = {
  [vscode.DiagnosticSeverity.Error]: "error",
  [vscode.DiagnosticSeverity.Warning]: "warning",
  [vscode.DiagnosticSeverity.Information]: "information",
  [vscode.DiagnosticSeverity.Hint]: "hint",
} as const;

/** The problems that touch a range. If none touches an empty range, those on its line. Errors come first. */
export function diagnosticsAt(document: vscode.TextDocument, range: vscode.Range): vscode.Diagnostic[] {
  const all = vscode.languages.getDiagnostics(document.uri);
  const touched = all.filter((each) => each.range.intersection(range));
  const found =
    touched.length > 0 || !range.isEmpty
      ? touched
      : all.filter((each) => each.range.intersection(document.lineAt(range.start.line).range));
  return found.toSorted((a, b) => a.severity - b.severity).slice(0, MAX_PROBLEMS);
}

export function problemOf({ range, severity, message, source, code, relatedInformation }: vscode.Diagnostic): Problem {
  const value = typeof code === "object" ? code.value : code;
  return {
    line: range.start.line + 1,
    severity: severities[severity],
    message,
    ...(source !== undefined && { source }),
    ...(value !== undefined && { code: String(value) }),
    related: (relatedInformation ?? []).map(({ location, message }) => ({
      path: shownPath(location.uri),
      line: location.range.start.line + 1,
      message,
    })),
  };
}

/** Titles of the quick fixes that the language server offers there. */
export async function remediesAt({ uri }: vscode.TextDocument, range: vscode.Range): Promise<string[]> {
  const { QuickFix } = vscode.CodeActionKind;
  const actions = await withTimeout(
    vscode.commands.executeCommand<(vscode.CodeAction | vscode.Command)[] | undefined>(
      "vscode.executeCodeActionProvider",
      uri,
      range,
      QuickFix.value,
    ),
  );
  const foreign = (actions ?? []).filter(
    (action) => !("kind" in action && action.kind && QuickFix.append("gemma").contains(action.kind)),
  );
  return [...new Set(foreign.map(({ title }) => title))].slice(0, MAX_REMEDIES);
}

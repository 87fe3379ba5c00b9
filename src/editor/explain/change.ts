import * as vscode from "vscode";
import { fileDiff } from "../../agent/transcript/fileDiff.ts";
import type { DiffHunk } from "../../agent/transcript/turnEvent.ts";
import type { Question } from "../../chat/session/session.ts";
import { explainChangePrompt } from "../../prompts/explain.ts";
import { shownPath } from "../core/documents.ts";
import { budgeted } from "./budget.ts";
import { asksToExplain, hint } from "./explain.ts";
import { hunksTouched } from "./hunks.ts";
import { documentAt } from "../core/reading.ts";

/** The question about the change at the cursor of the active diff editor, or the changes in the selection. */
export async function explainChangeQuestion(): Promise<Question | undefined> {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const editor = vscode.window.activeTextEditor;
  if (!(input instanceof vscode.TabInputTextDiff) || !editor)
    return hint("Open a diff and put the cursor into a change.");
  const [original, modified] = await Promise.all([documentAt(input.original), documentAt(input.modified)]);
  const path = shownPath(input.modified);
  const { hunks } = fileDiff({ path, before: original.getText(), after: modified.getText() });
  const side = editor.document.uri.toString() === original.uri.toString() ? "old" : "new";
  const { start, end } = editor.selection;
  const touched = hunksTouched(hunks, side, { first: start.line + 1, last: end.line + 1 });
  if (touched.length === 0) return hint("There is no change at the cursor.");
  const { text, size } = budgeted(touched.map(hunkText).join("\n"));
  const line = touched[0]?.newStart ?? 1;
  const label = `${path.split("/").at(-1) ?? path}:${line}`;
  // Without a path: the attachment is a diff, not a file.
  const attachment = { label: `Change at ${label} (${size})` };
  return asksToExplain(`Explain the change at ${label}`, explainChangePrompt(path, text), [attachment]);
}

function hunkText({ oldStart, newStart, lines }: DiffHunk): string {
  const marks = { same: " ", added: "+", removed: "-" } as const;
  return [`@@ -${oldStart} +${newStart} @@`, ...lines.map(({ kind, text }) => `${marks[kind]}${text}`)].join("\n");
}

import * as vscode from "vscode";
import type { PendingHunk } from "../../../edit/pending/pendingHunks.ts";
import { linesOf } from "../../review/hunkMarks.ts";
import { diffBody } from "./proposalBody.ts";
import type { ThreadState, ThreadView } from "./proposalThreads.ts";

/** Hunks closer than this many lines share a thread. */
const NEAR_LINES = 8;
/** A longer region, in lines, shows its status at its start, where the user looks. */
const LONG_REGION = 15;

export type Proposal = {
  document: vscode.TextDocument;
  range: vscode.Range;
  label: string;
  /** Text shown instead of a change or above it; Markdown. */
  words: string;
  state: ThreadState;
  groups: readonly PendingHunk[][];
  /** Lines being written, below this line of the region. */
  open: { lines: readonly string[]; line: number } | undefined;
  /** The rewritten region that is not in the document yet, and its differences. */
  ahead: { text: string; hunks: readonly PendingHunk[] } | undefined;
};

/** Groups hunks, one group per thread. */
export function groupsOf(document: vscode.TextDocument, hunks: readonly PendingHunk[]): PendingHunk[][] {
  const groups: PendingHunk[][] = [];
  let lastLine = -Infinity;
  for (const hunk of hunks) {
    const first = document.positionAt(hunk.start).line;
    if (first - lastLine <= NEAR_LINES) groups.at(-1)?.push(hunk);
    else groups.push([hunk]);
    lastLine = document.positionAt(hunk.end).line;
  }
  return groups;
}

/** The views of an inline refactor's threads. */
export function viewsOf(proposal: Proposal): ThreadView[] {
  const { document, range, label, words, state, groups, open, ahead } = proposal;
  const text = document.getText();
  const views = groups.map((hunks, at): ThreadView => {
    const last = hunks.at(-1);
    const isLast = at === groups.length - 1;
    const first = hunks[0] && linesOf(document, hunks[0]);
    const end = last && linesOf(document, last).end.line;
    const body = diffBody(text, hunks, isLast ? open?.lines : undefined);
    const shown = first && end !== undefined ? new vscode.Range(first.start.line, 0, end, 0) : range;
    return {
      range: shown,
      label,
      body: isLast && words !== "" && state !== "writing" ? `${words}\n\n${body}` : body,
      state,
    };
  });
  if (views.length > 0) return views;
  const lastLine = range.end.character === 0 ? Math.max(range.start.line, range.end.line - 1) : range.end.line;
  const long = lastLine - range.start.line > LONG_REGION;
  const line = open ? range.start.line + Math.max(0, open.line) : long ? range.start.line : lastLine;
  const at = new vscode.Range(Math.min(range.start.line, line), 0, Math.min(line, document.lineCount - 1), 0);
  const fresh = open?.lines ?? [];
  const diff = ahead || fresh.length > 0 ? diffBody(ahead?.text ?? text, ahead?.hunks ?? [], fresh) : undefined;
  const body = diff === undefined ? words : ahead && !open ? `${words}\n\n${diff}` : diff;
  return [{ range: at, label, body, state }];
}

import type { PendingHunk } from "../../../edit/pending/pendingHunks.ts";
import { isQuestion } from "../../../prompts/answer/readAnswer.ts";
import { fenced } from "../../../prompts/code.ts";

/** Unchanged lines shown around a change. */
const CONTEXT_LINES = 2;

/** Characters of a model's words shown in a thread. */
const MOST_WORDS = 2000;

/** The text shown if a model answers in words instead of code. */
export function spokenWords(words: string): string {
  const shown = words.length > MOST_WORDS ? `${words.slice(0, MOST_WORDS)} …` : words;
  return `${isQuestion(words) ? "Gemma asks" : "Gemma says"}: ${shown}`;
}

/** A change as Markdown: a `diff` block, which the editor colours. `open`: lines still being written. */
export function diffBody(text: string, hunks: readonly PendingHunk[], open: readonly string[] = []): string {
  const parts: string[] = [];
  hunks.forEach((hunk, at) => {
    const next = hunks[at + 1];
    const after = next ? linesIn(text.slice(hunk.end, next.start)) : linesAfter(text, hunk.end);
    parts.push(
      ...(at === 0 ? linesBefore(text, hunk.start).map((line) => `  ${line}`) : []),
      ...linesIn(hunk.original).map((line) => `- ${line}`),
      ...linesIn(text.slice(hunk.start, hunk.end)).map((line) => `+ ${line}`),
      ...(!next && open.length > 0 ? [] : shortened(after)),
    );
  });
  parts.push(...open.map((line) => `+ ${line}`));
  return fenced(parts.join("\n"), "diff");
}

/** Unchanged lines between two changes; many are shortened in the middle. */
function shortened(lines: readonly string[]): string[] {
  if (lines.length <= 2 * CONTEXT_LINES + 1) return lines.map((line) => `  ${line}`);
  return [...lines.slice(0, CONTEXT_LINES), "…", ...lines.slice(-CONTEXT_LINES)].map((line) => `  ${line}`);
}

/** The unchanged lines above one offset and below another. It runs on every key press, so it reads no other text. */
function linesBefore(text: string, end: number): string[] {
  let start = end;
  for (let at = 0; at < CONTEXT_LINES && start > 0; at++) start = start < 2 ? 0 : text.lastIndexOf("\n", start - 2) + 1;
  return linesIn(text.slice(start, end));
}

function linesAfter(text: string, start: number): string[] {
  let end = start;
  for (let at = 0; at < CONTEXT_LINES && end < text.length; at++) end = text.indexOf("\n", end) + 1 || text.length;
  return linesIn(text.slice(start, end));
}

/** The lines of a text of whole lines, without breaks; the last one's break may come before it. */
const linesIn = (text: string): string[] => {
  const inner = text.replace(/^(\r?\n)(?=[^]*[^\n]$)/, "").replace(/\r?\n$/, "");
  return text === "" ? [] : inner.split(/\r?\n/);
};

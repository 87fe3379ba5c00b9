import { lineDiff } from "../diff/lineDiff.ts";
import { splice } from "../text/splices.ts";
import type { TextEdit } from "../text/types.ts";

/**
 * A stretch of a text that a model wrote and nobody has kept or undone yet: [start, end) in UTF-16 units of the text as
 * it is now; `original` stood there before. Lists of them ascend and never overlap.
 */
export type PendingHunk = { start: number; end: number; original: string };

/** One change of a text: `length` units at `offset` became `text`. */
export type TextChange = { offset: number; length: number; text: string };

/** The whole lines that differ between two texts, as stretches of `after`. */
export function hunksBetween(before: string, after: string): PendingHunk[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  const [oldStarts, nowStarts] = [startsOf(old), startsOf(now)];
  return lineDiff(old, now).map((hunk) => {
    const original = before.slice(oldStarts[hunk.beforeStart], oldStarts[hunk.beforeEnd]);
    const [start, end] = [nowStarts[hunk.afterStart] ?? after.length, nowStarts[hunk.afterEnd] ?? after.length];
    const kept = sameBeforeBreak(original, after.slice(start, end));
    return { start: start + kept, end, original: original.slice(kept) };
  });
}

/** The text as it was before all hunks. */
export function baselineOf(text: string, hunks: readonly PendingHunk[]): string {
  return splice(
    text,
    hunks.map(({ start, end, original }) => ({ start, end, text: original })),
  );
}

/**
 * A text after a model's splice of whole lines, and all that is pending then: within the splice, what differs from the
 * text before anything was pending.
 */
export function withProposal(
  text: string,
  hunks: readonly PendingHunk[],
  edit: TextEdit,
): { text: string; hunks: PendingHunk[] } {
  let [from, to] = [edit.start, edit.end];
  let inside: readonly PendingHunk[] = [];
  for (;;) {
    const now = hunks.filter(({ start, end }) =>
      start === end ? start >= from && start <= to : end > from && start < to,
    );
    if (now.length === inside.length) break;
    inside = now;
    from = Math.min(from, ...inside.map(({ start }) => start));
    to = Math.max(to, ...inside.map(({ end }) => end));
  }
  const before = baselineOf(text.slice(from, to), moved(inside, -from));
  const after = text.slice(from, edit.start) + edit.text + text.slice(edit.end, to);
  const shift = edit.text.length - (edit.end - edit.start);
  const others = hunks.filter((hunk) => !inside.includes(hunk));
  return {
    text: splice(text, [edit]),
    hunks: [
      ...others.filter(({ start }) => start < from),
      ...moved(hunksBetween(before, after), from),
      ...moved(
        others.filter(({ start }) => start >= from),
        shift,
      ),
    ],
  };
}

const moved = (hunks: readonly PendingHunk[], by: number): PendingHunk[] =>
  hunks.map((hunk) => ({ ...hunk, start: hunk.start + by, end: hunk.end + by }));

/** The splices of whole lines that turn one text into another. */
export function lineEdits(before: string, after: string): TextEdit[] {
  let shift = 0;
  return hunksBetween(before, after).map(({ start, end, original }) => {
    const edit = { start: start - shift, end: start - shift + original.length, text: after.slice(start, end) };
    shift += end - start - original.length;
    return edit;
  });
}

/**
 * What a change of `before` is to a hunk: "before" or "after" it, "within" it and part of it, or one that "touched" it, so
 * that what stands there now is whoever made the change's. "reverted": what the hunk took out was put in again. A change
 * next to a hunk is outside of it, unless it continues one of the hunk's lines.
 * @param absorb whether a change inside the hunk becomes part of it
 */
export function fateOf(
  before: string,
  { start, end, original }: PendingHunk,
  { offset, length, text }: TextChange,
  absorb: boolean,
): "before" | "after" | "within" | "touched" | "reverted" {
  const changeEnd = offset + length;
  if (changeEnd < start) return "before";
  if (offset > end) return "after";
  if (start === end && changeEnd === start && length === 0 && text === original) return "reverted";
  const isEmpty = start === end;
  const hunk = isEmpty ? original : before.slice(start, end);
  // At the end of a text without a last break, a hunk begins with the break of the line above it.
  const endsLineAbove = /^\r?\n/.test(hunk) && start > 0 && before[start - 1] !== "\n";
  if (changeEnd === start && (length > 0 || text.endsWith("\n") || endsLineAbove)) return "before";
  const behind = text + before.slice(changeEnd, changeEnd + 2);
  const isLineEnd = behind === "" || /^\r?\n/.test(behind);
  if (offset === end && (hunk.endsWith("\n") || isLineEnd || (isEmpty && absorb))) return "after";
  return absorb && offset >= start && changeEnd <= end ? "within" : "touched";
}

/** Lines with their breaks. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

function startsOf(lines: readonly string[]): number[] {
  const starts = [0];
  for (const line of lines) starts.push((starts.at(-1) ?? 0) + line.length);
  return starts;
}

/** A last line without a break that only got one, or lost it, has not changed: how much of it both sides share. */
function sameBeforeBreak(a: string, b: string): number {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return !short.endsWith("\n") && long.startsWith(short) && /^\r?\n/.test(long.slice(short.length)) ? short.length : 0;
}

import { lineDiff, type LineHunk } from "../../edit/diff/lineDiff.ts";
import { type Part, partsOf } from "./diffParts.ts";
import type { DiffHunk, DiffLine, FileChange, FileDiff } from "./turnEvent.ts";

/** Context lines around a change. */
const CONTEXT_LINES = 3;
/** Lines kept of one change; a card counts the others, and the editor's diff shows them. */
const MOST_LINES = 5000;
/** Characters kept of one line. */
const MOST_CHARACTERS = 4000;
/** Lines on one side that are compared one by one; more are shown as replaced. */
const MOST_COMPARED = 10_000;

/**
 * A change for display. Lines have no ends, except a "\r" that other lines of the files lack: line ends that differ are
 * a change. `omitted` counts the lines beyond the bound, a line's `cut` its characters beyond it.
 */
export function fileDiff({ path, before, after }: FileChange): FileDiff {
  const { old, now } = partsOf(before ?? "", after, CONTEXT_LINES);
  const groups = groupsOf(differences(old, now));
  const sum = (of: (hunk: LineHunk) => number) => groups.flat().reduce((all, hunk) => all + of(hunk), 0);
  const added = sum(({ afterStart, afterEnd }) => afterEnd - afterStart);
  const removed = sum(({ beforeStart, beforeEnd }) => beforeEnd - beforeStart);
  const hunks: DiffHunk[] = [];
  let left = MOST_LINES;
  let omitted = 0;
  for (const group of groups) {
    const { hunk, total } = hunkOf(group, old, now, left);
    left -= hunk.lines.length;
    omitted += total - hunk.lines.length;
    if (hunk.lines.length > 0) hunks.push(hunk);
  }
  return { path, created: before === undefined, added, removed, hunks, ...(omitted > 0 && { omitted }) };
}

function differences(old: Part, now: Part): LineHunk[] {
  if (old.count <= MOST_COMPARED && now.count <= MOST_COMPARED) return lineDiff(old.keys(), now.keys());
  const whole = { beforeStart: old.head, beforeEnd: old.count - old.tail };
  return [{ ...whole, afterStart: now.head, afterEnd: now.count - now.tail }];
}

/** Changes that share context are shown as one. */
function groupsOf(hunks: readonly LineHunk[]): LineHunk[][] {
  const groups: LineHunk[][] = [];
  for (const hunk of hunks) {
    const last = groups.at(-1)?.at(-1);
    if (last && hunk.beforeStart - last.beforeEnd <= 2 * CONTEXT_LINES) groups.at(-1)?.push(hunk);
    else groups.push([hunk]);
  }
  return groups;
}

/** A hunk with at most `most` lines, and how many it has. */
function hunkOf(group: readonly LineHunk[], old: Part, now: Part, most: number): { hunk: DiffHunk; total: number } {
  const first = group[0]!;
  const start = Math.max(0, first.beforeStart - CONTEXT_LINES);
  const lines: DiffLine[] = [];
  let total = 0;
  const put = (kind: DiffLine["kind"], from: Part, begin: number, end: number): void => {
    const last = Math.min(end, from.count);
    total += Math.max(0, last - begin);
    const room = Math.max(0, most - lines.length);
    for (const line of from.lines(begin, Math.min(last, begin + room)))
      lines.push(shown(kind, line, old.isCrLf && now.isCrLf));
  };
  let at = start;
  for (const hunk of group) {
    put("same", old, at, hunk.beforeStart);
    put("removed", old, hunk.beforeStart, hunk.beforeEnd);
    put("added", now, hunk.afterStart, hunk.afterEnd);
    at = hunk.beforeEnd;
  }
  put("same", old, at, at + CONTEXT_LINES);
  const newStart = Math.max(0, first.afterStart - (first.beforeStart - start));
  return { hunk: { oldStart: old.first + start, newStart: now.first + newStart, lines }, total };
}

/** @param line with its end */
function shown(kind: DiffLine["kind"], line: string, isCrLf: boolean): DiffLine {
  const hasEnd = line.endsWith("\n");
  const whole = !hasEnd ? line : line.slice(0, isCrLf && line.endsWith("\r\n") ? -2 : -1);
  const cut = whole.length - MOST_CHARACTERS;
  return {
    kind,
    text: cut > 0 ? whole.slice(0, MOST_CHARACTERS) : whole,
    ...(cut > 0 && { cut }),
    ...(!hasEnd && kind !== "same" && { noEnd: true as const }),
  };
}

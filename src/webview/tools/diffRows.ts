import { hasMore } from "../../agent/transcript/hasMore.ts";
import type { DiffHunk, DiffLine, FileDiff } from "../../agent/transcript/turnEvent.ts";
import { innerDiff, type InnerSpan } from "../../edit/diff/innerDiff.ts";
import type { Stretch } from "../code/marks.ts";

/**
 * A shown diff line with its numbers in the old and the new text, or a gap between hunks. `marks`: differences from the
 * line it replaces or that replaces it.
 */
export type DiffRow = { kind: "gap" } | (DiffLine & { old?: number; new?: number; marks?: readonly Stretch[] });

/** Longer changes show their beginning first. */
export const SHOWN_ROWS = 300;

/** Whether a view of the change leaves something out at first. */
export const isCut = (diff: FileDiff): boolean =>
  hasMore(diff) || diff.hunks.reduce((sum, { lines }) => sum + lines.length + 1, -1) > SHOWN_ROWS;

/** The rows of a change, numbered from the start of each hunk. */
export function diffRows(diff: FileDiff): DiffRow[] {
  return diff.hunks.flatMap((hunk, at) => {
    const marks = marksOf(hunk);
    let oldLine = hunk.oldStart;
    let newLine = hunk.newStart;
    const rows = hunk.lines.map((shown, line): DiffRow => {
      switch (shown.kind) {
        case "same":
          return { ...shown, old: oldLine++, new: newLine++ };
        case "removed":
          return { ...shown, old: oldLine++, marks: marks[line] ?? [] };
        case "added":
          return { ...shown, new: newLine++, marks: marks[line] ?? [] };
      }
    });
    return at === 0 ? rows : [{ kind: "gap" as const }, ...rows];
  });
}

/** The differences within each line of a hunk. Lines that were only removed or only added differ as a whole. */
function marksOf({ lines }: DiffHunk): Stretch[][] {
  const marks: Stretch[][] = lines.map(() => []);
  for (let at = 0; at < lines.length;) {
    const removed = runOf(lines, at, "removed");
    const added = runOf(lines, at + removed.length, "added");
    if (removed.length > 0 && added.length > 0) {
      const differs = innerDiff(removed, added);
      const put = (first: number, spans: readonly InnerSpan[]): void =>
        spans.forEach(({ line, start, end }) => marks[first + line]?.push({ start, end }));
      put(at, differs.before);
      put(at + removed.length, differs.after);
    }
    at += removed.length + added.length || 1;
  }
  return marks;
}

/** The texts of consecutive lines of one kind, from `start`. */
function runOf(lines: readonly DiffLine[], start: number, kind: DiffLine["kind"]): string[] {
  let end = start;
  while (lines[end]?.kind === kind) end++;
  return lines.slice(start, end).map(({ text }) => text);
}

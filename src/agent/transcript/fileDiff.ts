import { structuredPatch } from "diff";
import type { DiffHunk, DiffLine, FileChange, FileDiff } from "./turnEvent.ts";

/** Context lines around a change. */
const CONTEXT_LINES = 3;

/** A change for display, without line endings. */
export function fileDiff({ path, before, after }: FileChange): FileDiff {
  const patch = structuredPatch(path, path, before ?? "", after, "", "", {
    context: CONTEXT_LINES,
    stripTrailingCr: true,
  });
  const hunks = patch.hunks.map((hunk): DiffHunk => ({
    oldStart: hunk.oldStart,
    newStart: hunk.newStart,
    lines: hunk.lines.filter((line) => !line.startsWith("\\")).map(diffLine),
  }));
  const count = (kind: DiffLine["kind"]) =>
    hunks.reduce((sum, hunk) => sum + hunk.lines.filter((line) => line.kind === kind).length, 0);
  return { path, created: before === undefined, added: count("added"), removed: count("removed"), hunks };
}

function diffLine(line: string): DiffLine {
  const kind = line.startsWith("+") ? "added" : line.startsWith("-") ? "removed" : "same";
  return { kind, text: line.slice(1) };
}

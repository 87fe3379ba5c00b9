import type { DiffLine, FileDiff } from "../../agent/turnEvent.ts";

/** A line of a shown diff with its number in the old and the new text, or the gap between two hunks. */
export type DiffRow = { kind: "gap" } | { kind: DiffLine["kind"]; old?: number; new?: number; text: string };

/** The rows of a change, numbered from each hunk's start. */
export function diffRows(diff: FileDiff): DiffRow[] {
  return diff.hunks.flatMap((hunk, at) => {
    let oldLine = hunk.oldStart;
    let newLine = hunk.newStart;
    const rows = hunk.lines.map(({ kind, text }): DiffRow => {
      switch (kind) {
        case "same":
          return { kind, old: oldLine++, new: newLine++, text };
        case "removed":
          return { kind, old: oldLine++, text };
        case "added":
          return { kind, new: newLine++, text };
      }
    });
    return at === 0 ? rows : [{ kind: "gap" as const }, ...rows];
  });
}

import type { DiffHunk } from "../../agent/transcript/turnEvent.ts";
import type { Lines } from "../language/folded.ts";

/** The hunks of a diff that contain lines of one side, context included. Lines count from 1. */
export function hunksTouched(hunks: readonly DiffHunk[], side: "old" | "new", { first, last }: Lines): DiffHunk[] {
  const foreign = side === "old" ? "added" : "removed";
  return hunks.filter(({ oldStart, newStart, lines }) => {
    const start = side === "old" ? oldStart : newStart;
    const count = lines.filter(({ kind }) => kind !== foreign).length;
    return start <= last && first < start + Math.max(1, count);
  });
}

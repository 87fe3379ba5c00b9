import { bytesOf } from "../transcript/fileSteps.ts";
import type { RestoredFile, Step } from "../transcript/schema/filesSchema.ts";
import { type Transcript, turnsOf } from "../transcript/transcript.ts";

/**
 * A change to take back: the bytes that it left, and those that it found. Both as in `bytesSchema`; `left` is "unknown"
 * where a crash came between.
 */
export type Change = { found: string; left: string };

/** A file to restore, and its changes to take back, the latest first. Between them others changed it. */
export type FilePlan = { path: string; changes: readonly Change[] };

/** The files that a turn and all after it changed, and how to set them back to before it. */
export function planRestore(transcript: Transcript, turnId: string): FilePlan[] {
  const turns = turnsOf(transcript);
  const at = turns.findIndex(({ id }) => id === turnId);
  return at < 0 ? [] : plansOf(turns.slice(at).flatMap(({ steps = [] }) => steps));
}

/** The files of a restore, and how to take it back. */
export const planRedo = (files: readonly RestoredFile[]): FilePlan[] =>
  plansOf(files.map(({ path, from, to }) => ({ path, before: from, after: to })));

function plansOf(steps: readonly Step[]): FilePlan[] {
  const byPath = new Map<string, Change[]>();
  for (const { path, before, after } of steps) {
    const changes = byPath.get(path) ?? [];
    byPath.set(path, changes);
    const last = changes.at(-1);
    const [found, left] = [bytesOf(before), after ? bytesOf(after) : "unknown"];
    // Nobody else came between, or nobody knows.
    if (last && (last.left === found || last.left === "unknown")) last.left = left;
    else changes.push({ found, left });
  }
  return [...byPath].flatMap(([path, changes]) => {
    const real = changes.filter(({ found, left }) => found !== left || left === "unknown");
    return real.length === 0 ? [] : [{ path, changes: real.toReversed() }];
  });
}

/** Kept content: its path below the folder, its size on disk, and when it was last of use (milliseconds). */
export type KeptFile = { path: string; bytes: number; usedAt: number; isLeft: boolean };
export type KeptUse = { chat: string; files: readonly KeptFile[] };

/**
 * `bytes`: of all chats of a workspace together. `files`: so many files slow down listing a folder. `ageMs`: since the
 * last use.
 */
export type KeptLimits = { bytes: number; files: number; ageMs: number };

/** Temporary files of writes that may still go on, in milliseconds. */
const LEFT_AFTER_MS = 3_600_000;

/**
 * The paths to remove so that the rest is within limits: leftovers, then what is too old, then the oldest. What a running
 * turn needs was used last, so it goes last.
 */
export function toPrune(use: readonly KeptUse[], limits: KeptLimits, now: number): readonly string[] {
  const left = use.flatMap(({ files }) => files.filter((file) => file.isLeft && now - file.usedAt > LEFT_AFTER_MS));
  const kept = use.flatMap(({ files }) => files.filter(({ isLeft }) => !isLeft));
  let bytes = kept.reduce((sum, file) => sum + file.bytes, 0);
  let files = kept.length;
  const gone = kept
    .toSorted((a, b) => a.usedAt - b.usedAt)
    .filter((file) => {
      const isGone = now - file.usedAt > limits.ageMs || bytes > limits.bytes || files > limits.files;
      if (!isGone) return false;
      bytes -= file.bytes;
      files -= 1;
      return true;
    });
  return [...left, ...gone].map(({ path }) => path);
}

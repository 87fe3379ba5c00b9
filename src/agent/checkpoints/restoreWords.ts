/**
 * What became of the files of a restore. "merged": with what others changed since. "left": the user kept them as they
 * are. "lost": their earlier bytes were not kept.
 */
export type RestoreReport = {
  restored: string[];
  merged: string[];
  left: string[];
  lost: string[];
  failed: { path: string; why: string }[];
};

/** The most names in one sentence. */
const NAMED = 5;

/** A report for the user, in a few sentences. */
export function restoreWords({ restored, merged, left, lost, failed }: RestoreReport): string {
  const done = restored.length + merged.length;
  const parts = [done === 0 ? "No file was changed." : `Restored ${counted(done)}.`];
  if (merged.length > 0) parts.push(`Later changes were kept in ${named(merged)}.`);
  if (left.length > 0) parts.push(`Left as it is: ${named(left)}.`);
  if (lost.length > 0) parts.push(`Not restored, because the earlier text was not kept: ${named(lost)}.`);
  for (const { path, why } of failed.slice(0, NAMED)) parts.push(`Not restored: ${path}. ${why}`);
  if (failed.length > NAMED) parts.push(`${failed.length - NAMED} more files could not be restored.`);
  return parts.join(" ");
}

export const counted = (files: number): string => (files === 1 ? "1 file" : `${files} files`);

export function named(paths: readonly string[]): string {
  const more = paths.length - NAMED;
  return [...paths.slice(0, NAMED), ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

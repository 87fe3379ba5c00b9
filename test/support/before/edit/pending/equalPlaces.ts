import type { TextChange } from "./pendingHunks.ts";

/** How far a change is looked for to either side, in UTF-16 units. */
const MOST = 4000;

/**
 * An insertion or deletion beside text of its own kind may as well have happened elsewhere: a line put in above its like
 * reads as one put in below it. The same change of `before` at other offsets; only those of `wanted` that give the same text.
 */
export function equalPlaces(before: string, change: TextChange, wanted: readonly number[]): TextChange[] {
  const { offset, length, text } = change;
  if (length > 0 === (text !== "")) return [];
  const size = length || text.length;
  /** The character of the stretch, or of what stands beside it, as many places behind its start. */
  const moving = (index: number): string =>
    length > 0 ? before.charAt(offset + index) : text.charAt(((index % size) + size) % size);
  const beside = length > 0 ? offset + length : offset;
  const isSame = (at: number): boolean => {
    if (Math.abs(at - offset) > MOST || at < 0) return false;
    for (let index = 0; index < at - offset; index++) {
      if (beside + index >= before.length || before.charAt(beside + index) !== moving(index)) return false;
    }
    for (let index = -1; index >= at - offset; index--) {
      if (before.charAt(offset + index) !== moving(index + size)) return false;
    }
    return true;
  };
  return [...new Set(wanted)].filter(isSame).map((at) => {
    const by = (((at - offset) % size) + size) % size;
    return { offset: at, length, text: text.slice(by) + text.slice(0, by) };
  });
}

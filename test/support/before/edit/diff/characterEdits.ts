import { lineDiff } from "./lineDiff.ts";
import type { TextEdit } from "../text/types.ts";

/**
 * What differs within two short texts, word by word and within words character by character: splices that turn
 * `before` into `after`, for showing the changed characters of a changed line.
 */
export function characterEdits(before: string, after: string): TextEdit[] {
  const [a, b] = [words(before), words(after)];
  const offsets = [0];
  for (const word of a) offsets.push((offsets.at(-1) ?? 0) + word.length);
  return lineDiff(a, b).map((hunk) => {
    const start = offsets[hunk.beforeStart] ?? 0;
    const old = a.slice(hunk.beforeStart, hunk.beforeEnd).join("");
    const text = b.slice(hunk.afterStart, hunk.afterEnd).join("");
    return narrowed({ start, end: start + old.length, text }, old);
  });
}

const words = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}_]+|\s+|[^]/gu) ?? [];

/** The splice without the characters (whole code points) that both texts begin or end with. */
function narrowed({ start, text }: TextEdit, old: string): TextEdit {
  const [a, b] = [Array.from(old), Array.from(text)];
  const most = Math.min(a.length, b.length);
  let head = 0;
  while (head < most && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < most - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const skipped = a.slice(0, head).join("").length;
  return {
    start: start + skipped,
    end: start + skipped + a.slice(head, a.length - tail).join("").length,
    text: b.slice(head, b.length - tail).join(""),
  };
}

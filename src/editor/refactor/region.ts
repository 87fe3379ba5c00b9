import type { TextChange } from "../../edit/pendingHunks.ts";

/** A stretch of a document, in UTF-16 offsets; `end` is exclusive. */
export type Region = { start: number; end: number };

/** Whether a change touches the region itself; one that only borders on it does not. */
export function touches({ start, end }: Region, { offset, length }: TextChange): boolean {
  return offset + length > start && offset < end;
}

/** The region after a change: what is typed inside belongs to it, what borders on it does not. */
export function follow({ start, end }: Region, { offset, length, text }: TextChange): Region {
  const shift = text.length - length;
  const changeEnd = offset + length;
  if (changeEnd <= start) return { start: start + shift, end: end + shift };
  if (offset >= end) return { start, end };
  return { start: Math.min(start, offset), end: Math.max(end, changeEnd) + shift };
}

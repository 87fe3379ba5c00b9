/** A stretch of a document, in UTF-16 offsets; `end` is exclusive. */
export type Region = { start: number; end: number };
/** One change of a document: `length` characters at `offset` became `text`. */
export type Change = { offset: number; length: number; text: string };

/**
 * The region after a change elsewhere in the document, or undefined when the change touched the region itself.
 * A change that only borders on it counts as elsewhere.
 */
export function follow(region: Region, change: Change): Region | undefined {
  const shift = change.text.length - change.length;
  if (change.offset + change.length <= region.start) return { start: region.start + shift, end: region.end + shift };
  if (change.offset >= region.end) return region;
  return undefined;
}

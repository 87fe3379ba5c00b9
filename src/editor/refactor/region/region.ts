import { lineBreak, lineStart } from "../../../edit/text/lines.ts";
import { placesOf } from "../../../edit/pending/follow.ts";
import type { Part } from "../../../edit/pending/parts.ts";
import { isFormatted } from "../../../edit/pending/slack.ts";
import type { TextChange } from "../../../edit/pending/pendingHunks.ts";

/** A stretch of a document, in UTF-16 offsets; `end` is exclusive. */
export type Region = { start: number; end: number };

/** Whether a change touches the region itself, not only its border. */
export function touches({ start, end }: Region, { offset, length }: TextChange): boolean {
  return offset + length > start && offset < end;
}

/** The region after a change: text typed inside belongs to it, text at its border does not. */
export function follow({ start, end }: Region, { offset, length, text }: TextChange): Region {
  const shift = text.length - length;
  const changeEnd = offset + length;
  if (changeEnd <= start) return { start: start + shift, end: end + shift };
  if (offset >= end) return { start, end };
  return { start: Math.min(start, offset), end: Math.max(end, changeEnd) + shift };
}

/** The region of `before` after a change in non-overlapping parts. */
export function followParts(region: Region, before: string, parts: readonly Part[]): Region {
  return parts.reduce((now, part) => {
    const { start, end } = followPart(region, before, part);
    return { start: now.start + start - region.start, end: now.end + end - region.end };
  }, region);
}

function followPart(region: Region, before: string, part: Part): Region {
  const isIndent = part.length === 0 && part.offset === region.start && !part.text.endsWith("\n");
  // White space at the start of the first line belongs to that line.
  if (part.alters !== "text" && isIndent) return { start: region.start, end: region.end + part.text.length };
  if (part.alters === "text" || part.length === 0) return follow(region, part);
  const places = placesOf(before, part, [region.start, region.end]);
  return { start: places(region.start).start, end: places(region.end).end };
}

/** Whether a part of a change affects only line ends and trailing spaces of `before`. */
export function isAtLineEnds(before: string, { offset, length, text }: Part): boolean {
  const [start, end] = [lineStart(before, offset), lineBreak(before, offset + length)];
  const now = before.slice(start, offset) + text + before.slice(offset + length, end);
  return withoutEnds(before.slice(start, end)) === withoutEnds(now);
}

const withoutEnds = (text: string): string =>
  text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trimEnd())
    .join("\n");

/** Whether a part of a change of `before` alters only white space and punctuation that formatters write. */
export function isFormatting(before: string, { offset, length, text }: Part): boolean {
  const [start, end] = [lineStart(before, offset), lineBreak(before, offset + length)];
  const now = before.slice(start, offset) + text + before.slice(offset + length, end);
  return isFormatted(before.slice(start, end), now);
}

import { linesUnder } from "./anchors.ts";
import { indentOf, isBlank, lineAt, lineStarts } from "../text/lines.ts";
import type { Hunk } from "./patchTypes.ts";
import type { Place } from "../locate/walk.ts";

/**
 * What a hunk's heading (`@@ -1 +1 @@ def f():`) says of its places. `place`: it names the block of this one alone.
 * `contradiction`: it does, but the hunk's number means another one. `nothing`: it is out of date, or tells none apart.
 */
export type Headed = { kind: "place"; place: Place } | { kind: "contradiction" } | { kind: "nothing" };

const nothing: Headed = { kind: "nothing" };

/**
 * Reads the heading of a hunk whose old text has several places.
 * @param numbered the place that the hunk's line number means, if any
 */
export function headed(
  doc: string,
  places: readonly Place[],
  { heading, line: number }: Hunk,
  numbered: Place | undefined,
): Headed {
  if (heading === undefined || places.length < 2) return nothing;
  if (new Set(places.map(({ start, end }) => doc.slice(start, end))).size > 1) return nothing;
  const starts = lineStarts(doc);
  const first = (place: Place): number => lineAt(starts, place.start);
  const above = numbered && headersAbove(doc, starts, first(numbered));
  if (above?.some(({ text }) => text.includes(heading)) === true) return nothing;
  const line = (i: number): string => lineOf(doc, starts, i);
  const blocks = linesUnder(doc, starts, heading).map((block) => ({
    ...block,
    ...section(block, starts.length, line),
  }));
  const under = places.filter((place) => blocks.some(({ from, to }) => first(place) > from && first(place) <= to));
  const [only] = under;
  if (!only || under.length > 1) return nothing;
  if (!numbered || numbered === only) return { kind: "place", place: only };
  const isExact = first(numbered) + 1 === number;
  // Git names the last definition above a hunk, though it may have ended there.
  const header = above?.[0]?.at ?? -1;
  const isLast = blocks.some(({ from, flat }) => flat !== true && from > header && from < first(numbered));
  if (isExact && isLast) return nothing;
  return isExact || isLast ? { kind: "contradiction" } : { kind: "place", place: only };
}

/** The lines above another that are less deeply indented, each less than the one before: the heads of its blocks. */
function headersAbove(doc: string, starts: readonly number[], line: number): { at: number; text: string }[] {
  const text = (i: number): string => lineOf(doc, starts, i);
  let at = line;
  while (at < starts.length - 1 && isBlank(text(at))) at++;
  let depth = indentOf(text(at)).length;
  const found: { at: number; text: string }[] = [];
  for (let i = line - 1; i >= 0 && depth > 0; i--) {
    const above = text(i);
    if (isBlank(above) || indentOf(above).length >= depth) continue;
    depth = indentOf(above).length;
    found.push({ at: i, text: above });
  }
  return found;
}

const lineOf = (doc: string, starts: readonly number[], i: number): string =>
  doc.slice(starts[i] ?? doc.length, (starts[i + 1] ?? doc.length + 1) - 1).trimEnd();

/** The heads of parts whose lines are no deeper than they are, by what the head of the next one is like. */
const flatHeads: readonly ((line: string) => RegExp | undefined)[] = [
  (line) => (/^\[.*\]$/.test(line) ? /^\[.*\]$/ : undefined),
  (line) => {
    const level = /^(#{1,6})\s/.exec(line)?.[1]?.length;
    return level === undefined ? undefined : new RegExp(`^#{1,${level}}\\s`);
  },
  (line) => (/^[^-#\s].*:$/.test(line) ? /^[^-#\s].*:$/ : undefined),
];

/** The end of a part of a flat file (a section, a chapter, a key's list), where a block is one; nothing if it is none. */
function section(
  { from, to }: { from: number; to: number },
  count: number,
  line: (i: number) => string,
): { to: number; flat: true } | undefined {
  let deep = from + 1;
  while (deep <= to && isBlank(line(deep))) deep++;
  const next = deep <= to ? undefined : flatHeads.map((head) => head(line(from))).find((each) => each !== undefined);
  if (!next) return undefined;
  let end = from;
  while (end + 1 < count && !next.test(line(end + 1))) end++;
  return { to: end, flat: true };
}

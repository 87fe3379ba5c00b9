import { exactPlaces } from "./exact.ts";
import { lineBreak, lineStart } from "./lines.ts";
import type { Search } from "./search.ts";
import { fold, foldWithMap, safeRun } from "./typography.ts";
import { walk, type Place } from "./walk.ts";

/** The rungs, from the strictest; a looser one is tried only where all stricter ones have no place at all. */
export const rungs = [
  "exact",
  "line-endings",
  "trailing-whitespace",
  "indentation",
  "typography",
  "elision",
  "rewrite",
] as const;
export type Rung = (typeof rungs)[number];

export const looser = (a: Rung, b: Rung): Rung => (rungs.indexOf(a) > rungs.indexOf(b) ? a : b);

export type Found = { places: Place[]; rung: Rung };

/** More places than anybody reads; "replace all" asks for all of them. */
const manyPlaces = 1000;

/**
 * The places of a search on the first rung that has any. Whoever asks decides what several mean; this function never
 * chooses. `strict`: the search must begin at the start of a line (hunks of a patch).
 */
export function locate(
  doc: string,
  search: Search,
  { all = false, strict = false }: { all?: boolean; strict?: boolean } = {},
): Found | undefined {
  const limit = all ? Infinity : manyPlaces;
  const exact = exactPlaces(doc, search, limit, { strict });
  if (exact.length > 0) return { places: exact, rung: sameBytes(doc, search, exact) ? "exact" : "line-endings" };
  if (search.blank) return undefined;
  const loose = locateLoosely(doc, search, limit, strict);
  if (loose) return loose;
  const inside = strict ? [] : exactPlaces(doc, search, limit, { inside: true });
  return inside.length > 0 ? { places: inside, rung: "exact" } : undefined;
}

/** The places on the rungs below "exact" and "line-endings". */
function locateLoosely(doc: string, search: Search, limit: number, strict: boolean): Found | undefined {
  const whole = (places: Place[]): Place[] =>
    strict ? places.filter(({ start, end }) => start === lineStart(doc, start) && endsWhole(doc, search, end)) : places;
  const trailing = whole(walk(doc, search, "trailing", limit));
  if (trailing.length > 0) return { places: trailing, rung: "trailing-whitespace" };
  const indented = whole(walk(doc, search, "indentation", limit));
  if (indented.length > 0) return { places: indented, rung: "indentation" };
  if (!/[^\x00-\x7f]/.test(search.text) && !hasTypography(doc)) return undefined;
  const folded = whole(walk(doc, search, "typography", limit));
  const typographic =
    folded.length > 0 || search.lines.length > 1 || search.wholeLines ? folded : withinLines(doc, search, limit);
  if (typographic.length > 0) return { places: typographic, rung: "typography" };
  const both = whole(walk(doc, search, "typography-indentation", limit));
  return both.length > 0 ? { places: both, rung: "typography" } : undefined;
}

function endsWhole(doc: string, search: Search, end: number): boolean {
  return search.wholeLines || end === doc.length;
}

function sameBytes(doc: string, search: Search, places: readonly Place[]): boolean {
  return places.every(({ start, end }) => end - start === search.raw.length && doc.startsWith(search.raw, start));
}

/** Whether the text has any character beyond ASCII; a regular expression would stop at the first, as this does. */
const hasTypography = (doc: string): boolean => /[^\x00-\x7f]/.test(doc);

/** Characters compared before a search for a piece of a line gives up: some 50 ms. */
const workLimit = 4_000_000;

/** Typographic matches of a piece of a line. Both ends must be ends of words: a fold is no licence to cut one. */
function withinLines(doc: string, search: Search, limit: number): Place[] {
  const wanted = fold(search.text);
  const probe = safeRun(search.text).slice(0, 64);
  const places: Place[] = [];
  if (probe === "") return places;
  const reach = wanted.length * 4 + 16;
  let work = 0;
  let from = 0;
  while (places.length < limit && work < workLimit) {
    const hit = doc.indexOf(probe, from);
    if (hit < 0) return places;
    const start = Math.max(lineStart(doc, hit), hit - reach);
    const end = Math.min(lineBreak(doc, hit), hit + reach);
    const { folded, map } = foldWithMap(doc.slice(start, end));
    work += end - start;
    for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + 1)) {
      const first = map[at] ?? -1;
      const last = map[at + wanted.length] ?? -1;
      const place = { start: start + first, end: start + last };
      const known = places.some((other) => other.start === place.start);
      if (first >= 0 && last >= 0 && !known && isApart(doc, place)) places.push(place);
    }
    from = hit + 1;
  }
  return work < workLimit ? places : [];
}

const wordBefore = /[\p{L}\p{N}_]$/u;
const wordAfter = /^[\p{L}\p{N}_]/u;

function isApart(doc: string, { start, end }: Place): boolean {
  const before = doc.slice(Math.max(0, start - 2), start);
  const after = doc.slice(end, end + 2);
  const cutsStart = wordBefore.test(before) && wordAfter.test(doc.slice(start, start + 2));
  const cutsEnd = wordAfter.test(after) && wordBefore.test(doc.slice(Math.max(start, end - 2), end));
  return !cutsStart && !cutsEnd;
}

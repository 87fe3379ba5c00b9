import { exactPlaces } from "./exact.ts";
import { beginsLine } from "../text/lines.ts";
import type { Search } from "../text/search.ts";
import { typographicPieces } from "./pieces.ts";
import { safeRun } from "../text/typography.ts";
import { walkLines, type Place } from "./walk.ts";

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

/** More places than anybody reads; "replace all" asks for all of them. Of long searches fewer do. */
const manyPlaces = 1000;
const leastPlaces = 60;
const linesOfPlaces = 500_000;

/**
 * The places of a search on the first rung that has any. Whoever asks decides what several mean; this function never
 * chooses. `all`: every place, from left to right, none that overlaps the one before. `strict`: the search must begin at
 * the start of a line (hunks of a patch). `blunt`: white space at line ends tells no places apart, because the search may
 * have lost it.
 */
export function locate(
  doc: string,
  search: Search,
  { all = false, strict = false, blunt = false }: { all?: boolean; strict?: boolean; blunt?: boolean } = {},
): Found | undefined {
  const few = Math.min(manyPlaces, Math.max(leastPlaces, Math.floor(linesOfPlaces / search.lines.length)));
  const limit = all ? Infinity : few;
  const options = { strict, apart: all };
  const rough = blunt && !search.blank ? locateLoosely(doc, search, limit, options) : undefined;
  if (rough && rough.places.length > 1) return rough;
  const exact = exactPlaces(doc, search, limit, options);
  if (exact.length > 0) return { places: exact, rung: sameBytes(doc, search, exact) ? "exact" : "line-endings" };
  if (search.blank) return undefined;
  const loose = locateLoosely(doc, search, limit, options);
  if (loose) return loose;
  const inside = strict ? [] : exactPlaces(doc, search, limit, { inside: true, apart: all });
  return inside.length > 0 ? { places: inside, rung: "exact" } : undefined;
}

/** The places on the rungs below "exact" and "line-endings". */
function locateLoosely(
  doc: string,
  search: Search,
  limit: number,
  { strict, apart }: { strict: boolean; apart: boolean },
): Found | undefined {
  const whole = (places: Place[]): Place[] =>
    strict
      ? places.filter(({ start, end }) => beginsLine(doc, start) && (search.wholeLines || end === doc.length))
      : places;
  const absent = new Set<string>();
  for (const typographic of [false, true]) {
    // A piece of a line that does not occur has no looser forms of these kinds: the passes would be for nothing.
    if (search.lines.length === 1 && !search.wholeLines && isOnly(search.text, typographic)) continue;
    const { flat, indented } = walkLines(doc, search, typographic, limit, { strict, apart, absent });
    let places = whole(flat);
    if (places.length > 0) return { places, rung: typographic ? "typography" : "trailing-whitespace" };
    if (typographic && !search.wholeLines && search.lines.length === 1) {
      places = typographicPieces(doc, search.text, limit, apart);
      if (places.length > 0) return { places, rung: "typography" };
    }
    places = whole(indented);
    if (places.length > 0) return { places, rung: typographic ? "typography" : "indentation" };
  }
  return undefined;
}

/** Whether a text has no white space at its ends, or no character with typographic equivalents. */
const isOnly = (text: string, typographic: boolean): boolean =>
  typographic ? safeRun(text) === text : text.trim() === text;

function sameBytes(doc: string, search: Search, places: readonly Place[]): boolean {
  return places.every(({ start, end }) => end - start === search.raw.length && doc.startsWith(search.raw, start));
}

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

/** `apart`: from left to right, none that overlaps the one before; `strict`: see `locate`. */
type LookOptions = { limit: number; strict: boolean; apart: boolean };

/** A search in a text; the passes over its lines are made once, when a rung first asks for one. */
class Look {
  readonly doc: string;
  readonly search: Search;
  readonly options: LookOptions;
  readonly #absent = new Set<string>();
  readonly #passes = new Map<boolean, { flat: Place[]; indented: Place[] }>();

  constructor(doc: string, search: Search, options: LookOptions) {
    this.doc = doc;
    this.search = search;
    this.options = options;
  }

  /** A piece of one line, not the whole of it. */
  get isPiece(): boolean {
    return this.search.lines.length === 1 && !this.search.wholeLines;
  }

  /** The places by lines, those as deep as in the search and those in another indentation, where the rung allows them. */
  lines(typographic: boolean, kind: "flat" | "indented"): Place[] {
    // A piece of a line that does not occur has no looser forms of these kinds: the passes would be for nothing.
    if (this.isPiece && isOnly(this.search.text, typographic)) return [];
    const { limit, strict, apart } = this.options;
    const pass =
      this.#passes.get(typographic) ??
      walkLines(this.doc, this.search, typographic, limit, { strict, apart, absent: this.#absent });
    this.#passes.set(typographic, pass);
    return strict ? pass[kind].filter((place) => this.#isWhole(place)) : pass[kind];
  }

  #isWhole({ start, end }: Place): boolean {
    return beginsLine(this.doc, start) && (this.search.wholeLines || end === this.doc.length);
  }
}

/** `name` of the places that were found, where it depends on them. */
type LadderRung = { name: Rung | ((look: Look, places: readonly Place[]) => Rung); places: (look: Look) => Place[] };

/** The rungs below the exact ones. */
const looseRungs: readonly LadderRung[] = [
  { name: "trailing-whitespace", places: (look) => look.lines(false, "flat") },
  { name: "indentation", places: (look) => look.lines(false, "indented") },
  { name: "typography", places: (look) => look.lines(true, "flat") },
  {
    name: "typography",
    places: (look) => {
      const { text } = look.search;
      if (!look.isPiece || isOnly(text, true)) return [];
      return typographicPieces(look.doc, text, look.options.limit, look.options.apart);
    },
  },
  { name: "typography", places: (look) => look.lines(true, "indented") },
];

const ladder: readonly LadderRung[] = [
  {
    name: ({ doc, search }, places) => (sameBytes(doc, search, places) ? "exact" : "line-endings"),
    places: ({ doc, search, options }) => exactPlaces(doc, search, options.limit, options),
  },
  ...looseRungs,
  {
    name: "exact",
    places: ({ doc, search, options: { limit, strict, apart } }) =>
      strict ? [] : exactPlaces(doc, search, limit, { inside: true, apart }),
  },
];

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
  const look = new Look(doc, search, { limit: all ? Infinity : few, strict, apart: all });
  const rough = blunt && !search.blank ? climb(looseRungs, look) : undefined;
  if (rough && rough.places.length > 1) return rough;
  return climb(search.blank ? ladder.slice(0, 1) : ladder, look);
}

function climb(ladder: readonly LadderRung[], look: Look): Found | undefined {
  for (const { name, places } of ladder) {
    const found = places(look);
    if (found.length > 0) return { places: found, rung: typeof name === "string" ? name : name(look, found) };
  }
  return undefined;
}

/** Whether a text has no white space at its ends, or no character with typographic equivalents. */
const isOnly = (text: string, typographic: boolean): boolean =>
  typographic ? safeRun(text) === text : text.trim() === text;

function sameBytes(doc: string, search: Search, places: readonly Place[]): boolean {
  return places.every(({ start, end }) => end - start === search.raw.length && doc.startsWith(search.raw, start));
}

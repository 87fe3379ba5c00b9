import { fileIndentUnit, measureUnit, uniformReindent, type Reindent } from "../text/indentation.ts";
import { contentEnd, indentOf, isBlank, lineBreak, lineStart, lineStarts, trimRight } from "../text/lines.ts";
import { eachRun, type Next } from "../text/occurrences.ts";
import type { Search } from "../text/search.ts";
import { fold, probesOf } from "../text/typography.ts";

/** A place in the file: offsets of what the search stands for, and how a replacement must be indented there. */
export type Place = { start: number; end: number; reindent?: Reindent };

/** Longest piece looked for: the engine's own search is linear up to here. */
const probeLength = 200;
/** Lines compared one candidate after the other; then all lines are gone through once, whatever they repeat. */
const fewComparisons = 30_000;
/** Lines of found runs looked at, whose indentation differs, before a search gives up: a refusal, never a wrong place. */
const mostComparisons = 3_000_000;

/** [start, end of content, line break] of a line. */
type Span = [number, number, number];

export type WalkOptions = {
  /** Whole lines alone: no first line whose indentation the search leaves out. */
  strict?: boolean;
  /** From left to right, none that overlaps the one before. */
  apart?: boolean;
  /** Remembers, from one walk to the next, what the text does not hold. */
  absent?: Set<string>;
};

type Found = { flat: Place[]; indented: Place[] };

/**
 * The places where the file's lines are the search's lines but for white space at their ends (`flat`), or but for one
 * uniform change of indentation as well (`indented`); `typographic`: by equivalent characters. Ascending, at most
 * `limit` of each. The longest search line leads to the candidates, so the cost is one pass over the text and a few
 * comparisons per candidate; where too many of those fail late, one pass over all lines.
 */
export function walkLines(
  doc: string,
  search: Search,
  typographic: boolean,
  limit: number,
  options: WalkOptions = {},
): Found {
  const { absent = new Set<string>() } = options;
  const form = typographic ? fold : (line: string): string => line;
  const wanted = search.lines.map((line) => trimRight(form(line)));
  const bare = wanted.map((line) => line.slice(indentOf(line).length));
  const width = Math.max(...bare.map((line) => line.length));
  /** A line's text without its indentation; nothing for one that is too long to be any of the search's. */
  const bareAt = (from: number, to: number, longest: number): string | undefined => {
    // Equivalents are at most three times as long; no line of megabytes is folded for nothing.
    if (typographic && to - from > 3 * longest + 400) return undefined;
    const line = trimRight(form(doc.slice(from, to)));
    return line.slice(indentOf(line).length);
  };
  const matches = (i: number, from: number, to: number): boolean => {
    const own = bare[i] ?? "";
    return bareAt(from, to, own.length) === own;
  };
  const { probes, at } = probesIn(search, typographic);
  const budget = { left: fewComparisons };
  const { strict = false, apart = false } = options;
  const several = probes.length > 1;
  let taker = takerOf(doc, search, wanted, form, limit, { strict, apart: apart && !several });
  let complete = true;
  for (const probe of probes) {
    if (absent.has(probe)) continue;
    absent.add(probe);
    complete &&= eachCandidate(doc, probe, budget, (start, end) => {
      absent.delete(probe);
      const spans = linesAround(doc, [start, end], at, search.lines.length, matches, budget);
      return !spans || taker.take((i) => spans[i]);
    });
  }
  if (!complete) {
    if (bare.some((line) => isAbsent(doc, typographic ? probesOf(line).probes : [line])))
      return { flat: [], indented: [] };
    taker = takerOf(doc, search, wanted, form, limit, { strict, apart });
    eachRunOfLines(doc, bare, (from, to) => bareAt(from, to, width), taker.take);
  }
  if (taker.gaveUp()) return { flat: [], indented: [] };
  if (!several || !complete) return taker.found;
  const { flat, indented } = taker.found;
  return { flat: ascending(flat, apart), indented: ascending(indented, apart) };
}

/** Decides of a run of lines with the search's words what place it is, if any; `take` tells whether to look on. */
function takerOf(
  doc: string,
  search: Search,
  wanted: readonly string[],
  form: (line: string) => string,
  limit: number,
  { strict, apart }: { strict: boolean; apart: boolean },
): { found: Found; take: (spanAt: (i: number) => Span | undefined) => boolean; gaveUp: () => boolean } {
  const found: Found = { flat: [], indented: [] };
  let left = mostComparisons;
  const units = [(): number => measureUnit(search.lines), (): number => fileIndentUnit(doc)] as const;
  const overlaps = (places: readonly Place[], start: number): boolean => apart && start < (places.at(-1)?.end ?? 0);
  const take = (spanAt: (i: number) => Span | undefined): boolean => {
    const lineAt = (i: number): string => {
      left--;
      const [from, to] = spanAt(i) ?? [0, 0];
      return trimRight(form(doc.slice(from, to)));
    };
    const place = (): Place => placeAt(doc, search, spanAt(0), spanAt(wanted.length - 1));
    const start = spanAt(0)?.[0] ?? 0;
    if (overlaps(found.flat, start)) return true;
    const isFlat = (line: string, i: number): boolean =>
      line === lineAt(i) || (i === 0 && !strict && startsBare(wanted[0] ?? ""));
    if (wanted.every(isFlat)) {
      const whole = place();
      const skipped = strict ? 0 : omitted(lineAt(0), wanted[0] ?? "");
      found.flat.push({ ...whole, start: whole.start + skipped });
    } else if (!overlaps(found.indented, start)) {
      const pairs = wanted.flatMap((line, i): [string, string][] => {
        const there = lineAt(i);
        return isBlank(there) ? [] : [[indentOf(line), indentOf(there)]];
      });
      const reindent = uniformReindent(pairs, ...units);
      if (reindent) found.indented.push({ ...place(), reindent });
    }
    return left > 0 && found.flat.length < limit && found.indented.length < limit;
  };
  return { found, take, gaveUp: () => left <= 0 };
}

/** Calls `take` for each run of lines that are the wanted ones. */
function eachRunOfLines(
  doc: string,
  wanted: readonly string[],
  bareAt: (from: number, to: number) => string | undefined,
  take: (spanAt: (i: number) => Span | undefined) => boolean,
): void {
  const ids = new Map<string, number>();
  const pattern = Int32Array.from(wanted, (line) => {
    const id = ids.get(line) ?? ids.size;
    ids.set(line, id);
    return id;
  });
  const starts = lineStarts(doc);
  // Behind the last line break there is no further line.
  if (doc.endsWith("\n")) starts.pop();
  const span = (i: number): Span => {
    const from = starts[i] ?? 0;
    const to = i + 1 < starts.length ? (starts[i + 1] ?? 0) - 1 : lineBreak(doc, from);
    return [from, contentEnd(doc, from, to), to];
  };
  const idAt = (i: number): number => {
    const [from, to] = span(i);
    return ids.get(bareAt(from, to) ?? "\n") ?? -1;
  };
  eachRun(starts.length, idAt, pattern, 0, (first) => (take((i) => span(first + i)) ? "on" : "stop"));
}

/** Places found by several probes: each once, in order; `apart`: none that overlaps the one before. */
export function ascending(places: readonly Place[], apart: boolean): Place[] {
  const sorted = [...new Map(places.map((place) => [place.start, place])).values()].sort((a, b) => a.start - b.start);
  if (!apart) return sorted;
  const kept: Place[] = [];
  for (const place of sorted) if (place.start >= (kept.at(-1)?.end ?? 0)) kept.push(place);
  return kept;
}

/** A model that begins at the first letter leaves out the first line's indentation alone. */
const startsBare = (wanted: string): boolean => wanted !== "" && indentOf(wanted) === "";

const omitted = (line: string, wanted: string): number => (startsBare(wanted) ? indentOf(line).length : 0);

function placeAt(doc: string, search: Search, first: Span | undefined, last: Span | undefined): Place {
  const [start] = first ?? [0];
  const [from, to, end] = last ?? [0, 0, 0];
  const whole = Math.min(end + 1, doc.length);
  return { start, end: search.wholeLines ? whole : from + trimRight(doc.slice(from, to)).length };
}

/**
 * Offers the places that hold the search's text with any line breaks between its lines: its first line may begin, and
 * its last end, inside a line of the file. False: there were too many candidates to go through them all.
 */
export function walkBreaks(doc: string, search: Search, offer: (place: Place) => Next): boolean {
  const last = search.lines.length - 1;
  const matches = (i: number, from: number, to: number): boolean => {
    const wanted = search.lines[i] ?? "";
    const ends = i < last || search.wholeLines;
    if (ends && !doc.startsWith(wanted, to - wanted.length)) return false;
    if (i === 0) return to - wanted.length >= from;
    return ends ? to - from === wanted.length : from + wanted.length <= to && doc.startsWith(wanted, from);
  };
  const { probes, at } = probesIn(search, false);
  const budget = { left: fewComparisons };
  return eachCandidate(doc, probes[0] ?? "", budget, (start, end) => {
    const spans = linesAround(doc, [start, end], at, search.lines.length, matches, budget);
    const [first, final] = [spans?.[0], spans?.at(-1)];
    if (!first || !final) return true;
    const whole = search.wholeLines ? Math.min(final[2] + 1, doc.length) : final[0] + (search.lines[last] ?? "").length;
    return offer({ start: first[1] - (search.lines[0] ?? "").length, end: whole }) !== "stop";
  });
}

/**
 * The text to look for first: the longest line, or the longest run that typography cannot change; where there is none,
 * the forms of the longest word.
 */
function probesIn(search: Search, typographic: boolean): { probes: string[]; at: number } {
  let best: { probes: string[]; at: number } = { probes: [], at: 0 };
  const length = ({ probes }: { probes: string[] }): number => (probes.length === 1 ? (probes[0] ?? "").length : 0);
  search.lines.forEach((line, at) => {
    const probes = typographic ? probesOf(line).probes : [trimRight(line).slice(indentOf(line).length)];
    if (length({ probes }) > length(best) || (best.probes.length === 0 && probes[0] !== "")) best = { probes, at };
  });
  const short = (probe: string): string => {
    const skip = Math.max(0, (probe.length - probeLength) >> 1);
    return probe.slice(skip, skip + probeLength);
  };
  return { probes: best.probes.map(short), at: best.at };
}

type Budget = { left: number };

/** Whether a text holds none of what one of its lines would have to hold. */
const isAbsent = (doc: string, probes: readonly string[]): boolean =>
  probes.length > 0 && !probes.some((probe) => doc.includes(probe));

/**
 * Tells of each run of lines that match, the longest of `texts` (what the lines hold, at least) leading to it. False: the
 * budget, a number of lines compared, is spent.
 */
export function eachRunLike(
  doc: string,
  texts: readonly string[],
  budget: Budget,
  matches: (i: number, from: number, to: number) => boolean,
  tell: (lineAt: (i: number) => string) => void,
): boolean {
  const full = budget.left;
  const at = texts.reduce((best, text, i) => (text.length > (texts[best] ?? "").length ? i : best), 0);
  const probe = (texts[at] ?? "").slice(0, probeLength);
  let known = false;
  return eachCandidate(doc, probe, budget, (start, end) => {
    if (!known && full - budget.left > fewComparisons) {
      if (texts.some((text) => isAbsent(doc, [text]))) return false;
      known = true;
    }
    const spans = linesAround(doc, [start, end], at, texts.length, matches, budget);
    const lineAt = (i: number): string => doc.slice(spans?.[i]?.[0] ?? 0, spans?.[i]?.[1] ?? 0);
    if (spans) tell(lineAt);
    return true;
  });
}

/** Calls `take` with the bounds of each line that holds the probe, until it says to stop. False: the budget is spent. */
function eachCandidate(
  doc: string,
  probe: string,
  budget: Budget,
  take: (start: number, end: number) => boolean,
): boolean {
  if (probe === "") return true;
  for (let hit = doc.indexOf(probe); hit >= 0;) {
    if (budget.left <= 0) return false;
    const end = lineBreak(doc, hit);
    if (!take(lineStart(doc, hit), end) || end >= doc.length) return true;
    hit = doc.indexOf(probe, end);
  }
  return true;
}

/** The spans of `count` lines, the one numbered `anchor` being at [start, end); nothing if one does not match. */
function linesAround(
  doc: string,
  [start, end]: readonly [number, number],
  anchor: number,
  count: number,
  matches: (i: number, from: number, to: number) => boolean,
  budget: Budget,
): Span[] | undefined {
  const spans: Span[] = [];
  const take = (i: number, from: number, to: number): boolean => {
    budget.left--;
    const content = contentEnd(doc, from, to);
    spans[i] = [from, content, to];
    return matches(i, from, content);
  };
  if (!take(anchor, start, end)) return undefined;
  for (let i = anchor - 1, from = start; i >= 0; i--) {
    if (from === 0) return undefined;
    const to = from - 1;
    from = lineStart(doc, to);
    if (!take(i, from, to)) return undefined;
  }
  for (let i = anchor + 1, to = end; i < count; i++) {
    // Behind the last line break there is no further line.
    if (to + 1 >= doc.length) return undefined;
    const from = to + 1;
    to = lineBreak(doc, from);
    if (!take(i, from, to)) return undefined;
  }
  return spans;
}

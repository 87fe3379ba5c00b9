import { fileIndentUnit, measureUnit, uniformReindent, type Reindent } from "./indentation.ts";
import { contentEnd, indentOf, isBlank, lineBreak, lineStart, trimRight } from "./lines.ts";
import type { Search } from "./search.ts";
import { fold, probesOf } from "./typography.ts";

/** A place in the file: offsets of what the search stands for, and how a replacement must be indented there. */
export type Place = { start: number; end: number; reindent?: Reindent };

/** Longest piece looked for: the engine's own search is linear up to here. */
const probeLength = 200;
/** Candidates looked at before a search for lines that stand everywhere gives up: a refusal, never a wrong place. */
const maxCandidates = 30_000;

/** [start, end of content, line break] of a line. */
type Span = [number, number, number];

/**
 * The places where the file's lines are the search's lines but for white space at their ends (`flat`), or but for one
 * uniform change of indentation as well (`indented`); `typographic`: by equivalent characters. Ascending, at most
 * `limit` of each. The longest search line leads to the candidates, so the cost is one pass over the text and a few
 * comparisons per candidate. `absent` remembers, from one walk to the next, what the text does not hold.
 * `strict` takes whole lines alone: no first line whose indentation the search leaves out.
 */
export function walkLines(
  doc: string,
  search: Search,
  typographic: boolean,
  limit: number,
  { strict = false, absent = new Set() }: { strict?: boolean; absent?: Set<string> } = {},
): { flat: Place[]; indented: Place[] } {
  const found: { flat: Place[]; indented: Place[] } = { flat: [], indented: [] };
  const form = typographic ? fold : (line: string): string => line;
  const wanted = search.lines.map((line) => trimRight(form(line)));
  const bare = wanted.map((line) => line.slice(indentOf(line).length));
  const matches = (i: number, from: number, to: number): boolean => {
    const own = bare[i] ?? "";
    // Equivalents are at most three times as long; no line of megabytes is folded for nothing.
    if (typographic && to - from > 3 * own.length + 400) return false;
    const line = trimRight(form(doc.slice(from, to)));
    return line.length - indentOf(line).length === own.length && line.endsWith(own);
  };
  const take = (spans: readonly Span[]): void => {
    const lines = spans.map(([from, to]) => trimRight(form(doc.slice(from, to))));
    const flat = lines.every((line, i) => line === wanted[i] || (i === 0 && !strict && startsBare(wanted[0] ?? "")));
    if (flat) {
      found.flat.push(placeAt(doc, search, spans, strict ? 0 : omitted(lines[0] ?? "", wanted[0] ?? "")));
      return;
    }
    const pairs = lines.flatMap((line, i): [string, string][] =>
      isBlank(line) ? [] : [[indentOf(wanted[i] ?? ""), indentOf(line)]],
    );
    const units = [(): number => measureUnit(search.lines), (): number => fileIndentUnit(doc)] as const;
    const reindent = uniformReindent(pairs, ...units);
    if (reindent) found.indented.push({ ...placeAt(doc, search, spans, 0), reindent });
  };
  const { probes, at } = probesIn(search, typographic);
  let complete = true;
  for (const probe of probes) {
    if (absent.has(probe)) continue;
    absent.add(probe);
    complete &&= eachCandidate(doc, probe, (start, end) => {
      absent.delete(probe);
      const spans = linesAround(doc, [start, end], at, search.lines.length, matches);
      if (spans) take(spans);
      return found.flat.length < limit && found.indented.length < limit;
    });
  }
  if (!complete) return { flat: [], indented: [] };
  return probes.length > 1 ? { flat: ascending(found.flat), indented: ascending(found.indented) } : found;
}

/** Places found by several probes: each once, in order. */
const ascending = (places: readonly Place[]): Place[] =>
  [...new Map(places.map((place) => [place.start, place])).values()].sort((a, b) => a.start - b.start);

/** A model that begins at the first letter leaves out the first line's indentation alone. */
const startsBare = (wanted: string): boolean => wanted !== "" && indentOf(wanted) === "";

const omitted = (line: string, wanted: string): number => (startsBare(wanted) ? indentOf(line).length : 0);

function placeAt(doc: string, search: Search, spans: readonly Span[], skipped: number): Place {
  const [start] = spans[0] ?? [0];
  const [from, to, end] = spans.at(-1) ?? [0, 0, 0];
  const whole = Math.min(end + 1, doc.length);
  return { start: start + skipped, end: search.wholeLines ? whole : from + trimRight(doc.slice(from, to)).length };
}

/**
 * The places that hold the search's text with any line breaks between its lines: its first line may begin, and its
 * last end, inside a line of the file.
 */
export function walkBreaks(doc: string, search: Search, limit: number): Place[] {
  const places: Place[] = [];
  const last = search.lines.length - 1;
  const matches = (i: number, from: number, to: number): boolean => {
    const wanted = search.lines[i] ?? "";
    const ends = i < last || search.wholeLines;
    if (ends && !doc.startsWith(wanted, to - wanted.length)) return false;
    if (i === 0) return to - wanted.length >= from;
    return ends ? to - from === wanted.length : from + wanted.length <= to && doc.startsWith(wanted, from);
  };
  const { probes, at } = probesIn(search, false);
  const complete = eachCandidate(doc, probes[0] ?? "", (start, end) => {
    const spans = linesAround(doc, [start, end], at, search.lines.length, matches);
    const [first, final] = [spans?.[0], spans?.at(-1)];
    if (first && final) {
      const end = search.wholeLines ? Math.min(final[2] + 1, doc.length) : final[0] + (search.lines[last] ?? "").length;
      places.push({ start: first[1] - (search.lines[0] ?? "").length, end });
    }
    return places.length < limit;
  });
  return complete ? places : [];
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

/** Calls `take` with the bounds of each line that holds the probe, until it says to stop. False: there were too many. */
function eachCandidate(doc: string, probe: string, take: (start: number, end: number) => boolean): boolean {
  if (probe === "") return true;
  let left = maxCandidates;
  for (let hit = doc.indexOf(probe); hit >= 0; left--) {
    if (left === 0) return false;
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
): Span[] | undefined {
  const spans: Span[] = [];
  const take = (i: number, from: number, to: number): boolean => {
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

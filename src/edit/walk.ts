import { fileIndentUnit, measureUnit, uniformReindent, type Reindent } from "./indentation.ts";
import { contentEnd, indentOf, isBlank, lineBreak, lineStart, trimRight } from "./lines.ts";
import type { Search } from "./search.ts";
import { fold, safeRun } from "./typography.ts";

/** A place in the file: offsets of what the search stands for, and how a replacement must be indented there. */
export type Place = { start: number; end: number; reindent?: Reindent };

/** How two lines may differ and still count as the same. Each includes a differing line break. */
export type Tolerance = "breaks" | "trailing" | "indentation" | "typography" | "typography-indentation";

const probeLength = 200;

/**
 * All places where the file's lines are the search's lines under a tolerance, ascending, at most `limit`. The longest
 * search line leads to the candidates, so the cost is one pass over the text and a few comparisons per candidate.
 */
export function walk(doc: string, search: Search, tolerance: Tolerance, limit: number): Place[] {
  const places: Place[] = [];
  const prepare = preparation[tolerance];
  const wanted = search.lines.map(prepare);
  const { probe, at: anchor } = probeOf(search, tolerance);
  if (probe === "") return places;
  let from = 0;
  while (places.length < limit) {
    const hit = doc.indexOf(probe, from);
    if (hit < 0) break;
    const start = lineStart(doc, hit);
    const end = lineBreak(doc, hit);
    const spans = linesAround(doc, start, end, anchor, wanted, search, tolerance);
    const place = spans && placeOf(doc, spans, search, tolerance);
    if (place) places.push(place);
    from = end;
    if (from >= doc.length) break;
  }
  return places;
}

const preparation: Record<Tolerance, (line: string) => string> = {
  breaks: (line) => line,
  trailing: trimRight,
  indentation: (line) => trimRight(line).slice(indentOf(line).length),
  typography: (line) => trimRight(fold(line)),
  "typography-indentation": (line) => {
    const folded = trimRight(fold(line));
    return folded.slice(indentOf(folded).length);
  },
};

/** The text to look for first: the longest line, or the longest run that typography cannot change. */
function probeOf(search: Search, tolerance: Tolerance): { probe: string; at: number } {
  const typographic = tolerance.startsWith("typography");
  let probe = "";
  let at = 0;
  search.lines.forEach((line, i) => {
    const candidate = typographic ? safeRun(line) : preparation.indentation(line);
    if (candidate.length > probe.length) {
      probe = candidate;
      at = i;
    }
  });
  const skip = Math.max(0, (probe.length - probeLength) >> 1);
  return { probe: probe.slice(skip, skip + probeLength), at };
}

/** [start, content end, break] of each line matched. */
type Span = [number, number, number];

/** The spans of all lines of the search, its line `anchor` being at [start, end); nothing if one does not match. */
function linesAround(
  doc: string,
  start: number,
  end: number,
  anchor: number,
  wanted: readonly string[],
  search: Search,
  tolerance: Tolerance,
): Span[] | undefined {
  const spans: Span[] = [];
  const matches = (i: number, from: number, to: number): boolean => {
    const content = contentEnd(doc, from, to);
    spans[i] = [from, content, to];
    return lineMatches(doc.slice(from, content), i, wanted[i] ?? "", search, tolerance);
  };
  if (!matches(anchor, start, end)) return undefined;
  for (let i = anchor - 1, from = start; i >= 0; i--) {
    if (from === 0) return undefined;
    const to = from - 1;
    from = lineStart(doc, to);
    if (!matches(i, from, to)) return undefined;
  }
  for (let i = anchor + 1, to = end; i < wanted.length; i++) {
    if (to >= doc.length) return undefined;
    const from = to + 1;
    to = lineBreak(doc, from);
    if (!matches(i, from, to)) return undefined;
  }
  return spans;
}

function lineMatches(line: string, i: number, wanted: string, search: Search, tolerance: Tolerance): boolean {
  const first = i === 0;
  const last = i === search.lines.length - 1;
  if (tolerance === "breaks") {
    // Text between line breaks: the first line may begin, and the last end, inside a line of the file.
    if (first && last) return line.endsWith(wanted) && isBlank(line.slice(0, line.length - wanted.length));
    if (last && !search.wholeLines) return line.startsWith(wanted);
    return first ? line.endsWith(wanted) : line === wanted;
  }
  const prepared = preparation[tolerance](line);
  if (prepared === wanted) return true;
  // A model that begins at the first letter leaves out the first line's indentation alone.
  const startsBare = first && wanted !== "" && indentOf(wanted) === "" && !tolerance.endsWith("indentation");
  return startsBare && prepared.endsWith(wanted) && isBlank(prepared.slice(0, prepared.length - wanted.length));
}

function placeOf(doc: string, spans: readonly Span[], search: Search, tolerance: Tolerance): Place | undefined {
  const first = spans[0];
  const last = spans.at(-1);
  if (!first || !last) return undefined;
  const lastLine = search.lines.at(-1) ?? "";
  let end: number;
  if (search.wholeLines) end = Math.min(last[2] + 1, doc.length);
  else if (tolerance === "breaks") end = last[0] + lastLine.length;
  else end = last[0] + trimRight(doc.slice(last[0], last[1])).length;
  const line = doc.slice(first[0], first[1]);
  if (tolerance.endsWith("indentation")) {
    const pairs = spans.flatMap(([from, to], i): [string, string][] => {
      const text = search.lines[i] ?? "";
      return isBlank(text) ? [] : [[indentOf(fold(text)), indentOf(fold(doc.slice(from, to)))]];
    });
    const reindent = uniformReindent(
      pairs,
      () => measureUnit(search.lines),
      () => fileIndentUnit(doc),
    );
    return reindent && { start: first[0], end, reindent };
  }
  const wantedFirst = search.lines[0] ?? "";
  const whole = tolerance === "breaks" ? line === wantedFirst : !isBareStart(line, wantedFirst);
  const start = whole ? first[0] : first[0] + prefixLength(line, wantedFirst, tolerance);
  return { start, end };
}

const isBareStart = (line: string, wanted: string): boolean =>
  indentOf(fold(line)) !== "" && wanted !== "" && indentOf(wanted) === "" && !isBlank(wanted);

function prefixLength(line: string, wanted: string, tolerance: Tolerance): number {
  return tolerance === "breaks" ? line.length - wanted.length : indentOf(fold(line)).length;
}

import { cutsName } from "../boundaries/names.ts";
import { lineBreak, lineNumber, lineStart, toLf, type LineReader } from "../text/lines.ts";
import { locate } from "../locate/ladder.ts";
import { nearestPlace } from "./nearest.ts";
import { elisionOf } from "../placeholders/placeholder.ts";
import { searchFor, type Search } from "../text/search.ts";
import { failure, type EditError, type Failure, type Nearest } from "../text/types.ts";
import type { Place } from "../locate/walk.ts";
import * as words from "../words/modelWords.ts";

const maxListed = 50;

/** The 1-based line of each place (the first 50), places being ascending. */
export function placeLines(doc: string, places: readonly Place[], most = maxListed): number[] {
  let line = 1;
  let at = doc.indexOf("\n");
  return places.slice(0, most).map(({ start }) => {
    for (; at >= 0 && at < start; at = doc.indexOf("\n", at + 1)) line++;
    return line;
  });
}

/**
 * The search has no place: either the change is there already, or the nearest place is shown, that of `missing` if only
 * this part of the search is not there.
 */
export function notFound(
  doc: string,
  search: Search,
  replacement: string,
  wording: words.Wording,
  missing: Search = search,
): Failure {
  const nearest = nearestPlace(doc, missing);
  const applied = presentReplacement(doc, search, replacement, nearest);
  const near = nearest && { nearest: shown(nearest) };
  return failure(
    applied === undefined
      ? { kind: "not-found", message: words.notThere(wording, nearest, slipOf(search)), ...near }
      : { kind: "already-applied", message: words.seemsApplied(wording, applied, nearest), ...near },
  );
}

/** The search leaves lines out that the replacement does not leave out as well; `part` is what stands before them. */
export function elidedOtherwise(doc: string, part: Search, wording: words.Wording): Failure {
  const nearest = nearestPlace(doc, part);
  return failure({
    kind: "not-found",
    message: words.elidesOtherwise(wording, nearest),
    ...(nearest && { nearest: shown(nearest) }),
  });
}

/** What the search leaves out goes beyond the block that it shows, with the line that starts at `at`. */
export function elidesTooMuch(doc: string, at: number, wording: words.Wording): Failure {
  const line = lineNumber(doc, at);
  const text = doc.slice(at, lineBreak(doc, at)).replace(/\r$/, "").slice(0, 240);
  return failure({
    kind: "not-found",
    message: words.elidesEnd(wording, line, text),
    nearest: { startLine: line, endLine: line, text, differences: [] },
  });
}

const shown = ({ startLine, endLine, text, differences }: Nearest): Nearest => ({
  startLine,
  endLine,
  text,
  differences,
});

/** A known slip of models, told from the search text itself. */
function slipOf(search: Search): words.Slip | undefined {
  const lines = search.lines.filter((line) => line.trim() !== "");
  if (lines.length > 0 && lines.every((line) => /^\s*\d+\s*(?:[|:→\t]|\s{2})/.test(line)))
    return { is: "line-numbers" };
  if (lines.length > 1 && /^\s*(?:`{3,}|~{3,})/.test(lines[0] ?? "")) return { is: "fence" };
  const elision = lines.map(elisionOf).find((line) => line !== undefined);
  if (elision !== undefined) return { is: "elision", line: elision };
  if (/&(?:lt|gt|amp|quot|#39);/.test(search.text)) return { is: "entities" };
  return !search.text.includes("\n") && /\\n/.test(search.text) ? { is: "written-break" } : undefined;
}

/** The line at which the replacement of a search that is gone already stands, if it stands there once. */
function presentReplacement(
  doc: string,
  search: Search,
  replacement: string,
  nearest: (Nearest & { likeness: number }) | undefined,
): number | undefined {
  const wanted = searchFor(replacement);
  if (wanted.text.trim().length < 4 || search.text.includes(wanted.text.trim())) return undefined;
  const found = locate(doc, wanted);
  const place = found?.places[0];
  if (!place || found.places.length !== 1 || found.rung === "typography") return undefined;
  if (cutsName(doc, place.start) || cutsName(doc, place.end)) return undefined;
  const line = lineNumber(doc, place.start);
  const last = line + wanted.lines.length - 1;
  // A short text may well stand elsewhere by chance, while the place that is meant is near.
  if (
    wanted.text.trim().length < 12 &&
    nearest &&
    nearest.likeness > 0.75 &&
    (nearest.endLine < line || nearest.startLine > last)
  )
    return undefined;
  return line;
}

/**
 * Whether the replacement already stands around the place of its search: the change would be made twice. Not where a
 * name only begins or ends like it, unless the search itself stands within that name.
 */
export function standsAlready(
  doc: string,
  place: Place,
  search: Search,
  replacement: Search,
  lines: LineReader,
): boolean {
  const wanted = replacement.text;
  // "\r\n" may double what is there.
  const reach = 2 * wanted.length + 2;
  const above = toLf(doc.slice(Math.max(0, place.start - reach), place.start));
  const behind = toLf(doc.slice(place.end, place.end + reach));
  const atEnd = place.end + reach >= doc.length;
  for (let at = wanted.indexOf(search.text); at >= 0; at = wanted.indexOf(search.text, at + 1)) {
    const before = wanted.slice(0, at);
    const after = wanted.slice(at + search.text.length);
    const ends = atEnd && behind === after.replace(/\n$/, "");
    if (!above.endsWith(before) || !(ends || behind.startsWith(after)) || !says(before + after)) continue;
    const longer =
      (before !== "" && !cutsName(doc, place.start) && cutsName(above, above.length - before.length)) ||
      (after !== "" && !cutsName(doc, place.end) && cutsName(behind, after.length));
    if (!longer) return true;
  }
  return linesStandAlready(doc, place, search, replacement, lines);
}

/** Whether a text says more than brackets, which stand one after the other anyway. */
const says = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/** Lines compared to tell whether a replacement of many equal lines stands there. */
const mostCompared = 200_000;

/** The same, by lines and whatever their indentation and white space at the end. */
function linesStandAlready(
  doc: string,
  place: Place,
  search: Search,
  replacement: Search,
  reader: LineReader,
): boolean {
  const extra = replacement.lines.length - search.lines.length;
  if (extra <= 0 || search.blank) return false;
  const had = search.lines.map((line) => line.trim());
  const wanted = replacement.lines.map((line) => line.trim());
  let [above, below]: (string[] | undefined)[] = [];
  let left = mostCompared;
  const same = (lines: readonly string[], from: number, to: number, start: number): boolean => {
    for (let i = from; i < to; i++) if (left-- <= 0 || lines[i - start] !== wanted[i]) return false;
    return true;
  };
  for (let at = 0; at <= extra && left > 0; at++) {
    const end = at + had.length;
    if (!same(had, at, end, at)) continue;
    above ??= linesBefore(doc, reader.startOf(place.start), extra);
    below ??= linesAfter(doc, search.wholeLines ? place.end : reader.breakOf(place.end) + 1, extra);
    if (!same(above, 0, at, at - above.length) || !same(below, end, wanted.length, end)) continue;
    if (says([...wanted.slice(0, at), ...wanted.slice(end)].join(""))) return true;
  }
  return false;
}

/** The lines, at most so many, before the one that starts at an offset. */
function linesBefore(doc: string, offset: number, count: number): string[] {
  const out: string[] = [];
  for (let end = offset - 1; out.length < count && end >= 0;) {
    const start = lineStart(doc, end);
    out.push(doc.slice(start, end).trim());
    end = start - 1;
  }
  return out.reverse();
}

/** The lines, at most so many, from an offset on. */
function linesAfter(doc: string, offset: number, count: number): string[] {
  const out: string[] = [];
  for (let start = offset; out.length < count && start < doc.length;) {
    const end = lineBreak(doc, start);
    out.push(doc.slice(start, end).trim());
    start = end + 1;
  }
  return out;
}

export function placeholderFound(line: string, wording: words.Wording): Failure {
  return failure({
    kind: "placeholder",
    line,
    message: words.standsForCode(wording, line),
  });
}

export function withIndex(result: Failure, index: number, path?: string): Failure {
  const error: EditError = { ...result.error, index, ...(path !== undefined && { path }) };
  return failure(error);
}

import { applyAll, type Resolved } from "./allOrNone.ts";
import { cutRefusal, cutsOf, type Cut } from "./cuts.ts";
import { elide } from "./elision.ts";
import { omittedIndent } from "../locate/exact.ts";
import { locate, type Found, type Rung } from "../locate/ladder.ts";
import { lineReader, indentOf, isBlank, lineNumber, toLf } from "../text/lines.ts";
import { addedPlaceholder } from "../placeholders/placeholder.ts";
import { elidedOtherwise, elidesTooMuch, notFound, placeholderFound, placeLines, standsAlready } from "./refusals.ts";
import { isUnclear } from "./reindent.ts";
import { render } from "./render.ts";
import { searchFor, withoutBom, type Search } from "../text/search.ts";
import { failure, type EditError, type Failure, type Replacement, type TextEdit } from "../text/types.ts";
import type { Place } from "../locate/walk.ts";
import * as words from "../words/modelWords.ts";

/** The splices that a list of replacements makes of a text (which has no byte order mark). All or none. */
export function replaceAllIn(
  doc: string,
  edits: readonly Replacement[],
): { ok: true; text: string; rung: Rung; edits: TextEdit[] } | Failure {
  if (edits.length === 0) return failure({ kind: "no-change", message: words.noEdit() });
  return applyAll(doc, edits.length, (text, index) => {
    const edit = edits[index];
    return edit
      ? resolve(text, edit, words.editWording(index, edits.length))
      : failure(nothing(words.editWording(index, 1)));
  });
}

/** The place of one edit, and what it writes there. */
export function resolve(doc: string, edit: Replacement, wording: words.Wording): Resolved | Failure {
  const search = searchFor(edit.oldText);
  const replacement = withoutBom(edit.newText);
  if (toLf(replacement) === search.text) return failure(nothing(wording));
  if (doc === "" && search.text.trim() === "") return insertion(replacement);
  if (search.text === "")
    return failure({
      kind: "empty-search",
      message: words.emptySearch(wording),
    });
  const placeholder = addedPlaceholder(search.text, replacement);
  if (placeholder !== undefined) return placeholderFound(placeholder, wording);
  const every = edit.replaceAll === true || (edit.expectedCount ?? 1) !== 1;
  const found = locate(doc, search, { all: every });
  if (!found) {
    const result = elided(doc, search, replacement, wording);
    const { expectedCount = 1 } = edit;
    if (result.ok && expectedCount !== 1) return miscounted(doc, result.ranges, expectedCount, wording);
    return result;
  }
  const chosen = choose(doc, search, found, edit, wording);
  return chosen.ok ? write(doc, search, replacement, { ...found, places: chosen.places }, wording) : chosen;
}

const insertion = (text: string): Resolved => ({
  ok: true,
  spans: [{ start: 0, end: 0, text }],
  ranges: [{ start: 0, end: 0 }],
  rung: "exact",
});

const nothing = (wording: words.Wording): EditError => ({
  kind: "no-change",
  message: words.sameTexts(wording),
});

/** The places to be written to: the only one, the one a line number tells from its equals, or as many as were meant. */
export function choose(
  doc: string,
  search: Search,
  { places }: Found,
  edit: Pick<Replacement, "replaceAll" | "expectedCount" | "startLine">,
  wording: words.Wording,
): { ok: true; places: Place[] } | Failure {
  const { replaceAll = false, expectedCount, startLine } = edit;
  if (expectedCount !== undefined && (expectedCount !== 1 || replaceAll)) {
    if (places.length !== expectedCount) return miscounted(doc, places, expectedCount, wording);
    return { ok: true, places };
  }
  if (replaceAll || places.length === 1) return { ok: true, places };
  const hinted = startLine === undefined ? undefined : nearestEqual(doc, search, places, startLine);
  if (hinted) return { ok: true, places: [hinted] };
  const lines = placeLines(doc, places);
  return failure({
    kind: "ambiguous",
    places: lines,
    message: words.severalPlaces(wording, places.length, lines),
  });
}

function miscounted(doc: string, places: readonly Place[], expected: number, wording: words.Wording): Failure {
  const lines = placeLines(doc, places);
  return failure({
    kind: "count-mismatch",
    expected,
    found: places.length,
    places: lines,
    message: words.miscounted(wording, expected, places.length, lines),
  });
}

/** How far a line number may be off: models count badly, and earlier edits move lines. */
const maxOff = 10;

/**
 * The place a line number means: the one that begins there, or is near it and nearer than half the way to any other.
 * Only among places that read the same; empty lines are meant by their very number alone.
 */
function nearestEqual(doc: string, search: Search, places: readonly Place[], line: number): Place | undefined {
  const indent = (place: Place): string => (search.wholeLines && omittedIndent(doc, search, place)) || "";
  const text = (place: Place): string => indent(place) + toLf(doc.slice(place.start, place.end));
  const first = places[0];
  if (!first || !places.every((place) => text(place) === text(first))) return undefined;
  const numbers = placeLines(doc, places, places.length);
  const byDistance = places
    .map((place, i) => ({ place, distance: Math.abs((numbers[i] ?? 0) - line) }))
    .sort((a, b) => a.distance - b.distance);
  const [best, next] = byDistance;
  if (!best || !next || best.distance > (search.blank ? 0 : maxOff)) return undefined;
  return best.distance * 2 < next.distance ? best.place : undefined;
}

/** What stands at the chosen places afterwards. `kept`: see `render`. */
export function write(
  doc: string,
  search: Search,
  text: string,
  found: Found,
  wording: words.Wording,
  kept?: readonly number[],
): Resolved | Failure {
  const { places } = found;
  const replacement = searchFor(text);
  const lines = lineReader(doc);
  if (places.every((place) => standsAlready(doc, place, search, replacement, lines)))
    return failure({
      kind: "already-applied",
      message: words.isApplied(wording, lineNumber(doc, places[0]?.start ?? 0)),
    });
  const joined = joinsLines(doc, search, replacement, places);
  if (joined !== undefined)
    return failure({
      kind: "line-break",
      message: words.joinsLines(wording, joined),
    });
  const spans: TextEdit[] = [];
  for (const place of places) {
    const several = search.wholeLines || !replacement.lines.slice(1).every(isBlank);
    const omitted = several ? omittedIndent(doc, search, place) : undefined;
    const part = indentOf(search.lines[0] ?? "") !== "";
    if (omitted !== undefined && !part && isUnclear(replacement.text, search.text, omitted))
      return failure({
        kind: "ambiguous",
        places: placeLines(doc, [place]),
        message: words.unclearIndent(wording, lineNumber(doc, place.start)),
      });
    // A search that has part of the indentation shows by its own lines how deep the replacement's are.
    const rule = place.reindent ?? (part && omitted !== undefined ? (own: string): string => omitted + own : undefined);
    const indented = rule ? { rule } : omitted === undefined ? undefined : { omitted };
    const whole = { ...place, start: place.start - (omitted ?? "").length };
    const rendered = render(doc, whole, search, text, { indented, lines, ...(kept && { kept }) });
    if (rendered === undefined) return notFound(doc, search, text, wording);
    spans.push({ start: whole.start, end: whole.end, text: rendered });
  }
  if (spans.every(({ start, end, text: now }) => doc.slice(start, end) === now)) return failure(nothing(wording));
  const ranges = places.map(({ start, end }) => ({ start, end }));
  const cuts = cutsOf(doc, search, places);
  const refused = (touched: (cut: Cut) => boolean): Failure | undefined => {
    const cut = cuts.find((each) => !touched(each));
    return cut && cutRefusal(doc, cut, wording);
  };
  return { ok: true, spans, ranges, rung: found.rung, ...(cuts.length > 0 && { cut: refused }) };
}

/** Whether a replacement would join lines because it lacks a line break that its search has at an end. */
function joinsLines(
  doc: string,
  search: Search,
  replacement: Search,
  places: readonly Place[],
): "begin" | "end" | undefined {
  const { text } = replacement;
  if (!search.wholeLines || search.blank) return undefined;
  if (text !== "" && !text.endsWith("\n") && places.some(({ end }) => end < doc.length)) return "end";
  const inside = places.some(({ start }) => start > 0 && doc.charCodeAt(start - 1) !== 10);
  return inside && search.lines[0] === "" && !text.startsWith("\n") ? "begin" : undefined;
}

/** The last rung, if the search leaves lines out; else, or if that has no place, the refusal. */
export function elided(doc: string, search: Search, text: string, wording: words.Wording): Resolved | Failure {
  const result = elide(doc, search, text);
  if (result?.ok) {
    if (result.spans.every((span) => doc.slice(span.start, span.end) === span.text)) return failure(nothing(wording));
    return { ok: true, spans: result.spans, ranges: [result.range], rung: result.rung };
  }
  if (result?.why === "mismatch") return elidedOtherwise(doc, result.part, wording);
  if (result?.why === "crossing") return elidesTooMuch(doc, result.at, wording);
  return notFound(doc, search, text, wording, result?.part);
}

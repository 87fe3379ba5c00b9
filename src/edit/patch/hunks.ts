import { applyAll, type Resolved } from "../replace/allOrNone.ts";
import { anchored } from "./anchors.ts";
import { headed } from "./headings.ts";
import { placesInOrder } from "./hunkOrder.ts";
import { locate, type Found, type Rung } from "../locate/ladder.ts";
import { eolAt, isBlank, lineBreak, lineStarts } from "../text/lines.ts";
import { changes, type Hunk } from "./patchTypes.ts";
import { addedPlaceholder } from "../placeholders/placeholder.ts";
import { readings, type Reading } from "./readings.ts";
import { placeholderFound, placeLines } from "../replace/refusals.ts";
import { choose, elided, write } from "../replace/replace.ts";
import { searchFor } from "../text/search.ts";
import { failure, type Failure, type TextEdit } from "../text/types.ts";
import type { Place } from "../locate/walk.ts";
import * as words from "../words/modelWords.ts";

/**
 * Applies the hunks of one file, in any order, all or none. Each hunk's context and removed lines must have exactly one
 * place by the ladder; line numbers, anchors, headings and "end of file" choose among places that read the same.
 */
export function applyHunks(
  doc: string,
  hunks: readonly Hunk[],
  path?: string,
): { ok: true; text: string; rung: Rung; edits: TextEdit[] } | Failure {
  const real = hunks.filter(changes);
  if (real.length === 0) return failure({ kind: "no-change", message: words.noMarkedLine() });
  const resolveIn = (text: string, index: number, pick: Choice): Resolved | Failure => {
    const hunk = real[index];
    return resolveHunk(text, hunk ?? real[0] ?? hunks[0]!, words.hunkWording(index, real.length, path), pick);
  };
  const result = applyAll(doc, real.length, (text, index) => resolveIn(text, index, () => undefined));
  if (result.ok || result.error.kind !== "ambiguous" || real.length === 1) return result;
  const order = changesInOrder(doc, real, resolveIn);
  if (!order) return result;
  return applyAll(doc, real.length, (text, index) =>
    resolveIn(text, index, (spots) =>
      text === doc ? spots.find(({ change }) => change === order[index])?.place : undefined,
    ),
  );
}

/** A place that a hunk may have, and the offset of its first change there. */
type Spot = { place: Place; change: number };

/** Is told the places of a hunk; where they are several, it may choose one. */
type Choice = (spots: readonly Spot[]) => Place | undefined;

/** More places than this are not counted to the end. */
const manyPlaces = 900;

/** Where each hunk that has several places changes the file, if the hunks' order leaves it one. */
function changesInOrder(
  doc: string,
  hunks: readonly Hunk[],
  resolveIn: (text: string, index: number, choose: Choice) => Resolved | Failure,
): (number | undefined)[] | undefined {
  const places = hunks.map((_, index) => {
    let told: number[] = [];
    const result = resolveIn(doc, index, (spots) => {
      told = spots.map(({ change }) => change);
      return undefined;
    });
    return told.length === 0 && result.ok ? result.ranges.map(({ start }) => start) : told;
  });
  return places.some(({ length }) => length > manyPlaces) ? undefined : placesInOrder(hunks, places);
}

function resolveHunk(doc: string, hunk: Hunk, wording: words.Wording, pick: Choice): Resolved | Failure {
  let refusal: Failure | undefined;
  // Readings may look for the same text, believing different places.
  const known = new Map<string, Found | undefined>();
  const find: Finder = (before, run) => {
    if (!known.has(before)) known.set(before, run());
    return known.get(before);
  };
  for (const reading of readings(doc, hunk)) {
    const result =
      reading.before === ""
        ? insert(doc, hunk, reading, wording, pick)
        : replace(doc, hunk, reading, wording, pick, find);
    if (result.ok) return result;
    if (reading.early !== true) refusal ??= result;
    if (result.error.kind !== "not-found" && result.error.kind !== "line-break") return result;
  }
  return refusal ?? failure({ kind: "bad-patch", message: words.noLine(wording) });
}

/** Finds the places of a hunk's old text, or remembers them. */
type Finder = (before: string, run: () => Found | undefined) => Found | undefined;

function replace(
  doc: string,
  hunk: Hunk,
  reading: Reading,
  wording: words.Wording,
  pick: Choice,
  find: Finder,
): Resolved | Failure {
  const search = searchFor(reading.before);
  const placeholder = addedPlaceholder(reading.before, reading.after);
  if (placeholder !== undefined) return placeholderFound(placeholder, wording);
  const blunt = hunk.rows.some((row) => row.bare && row.text === "");
  const empty = search.blank && (blunt || search.lines.every((line) => line === ""));
  const located = find(reading.before, () =>
    empty ? blankPlaces(doc, search.lines.length) : locate(doc, search, { strict: true, blunt }),
  );
  const believed = located?.places.every(
    (place) => !(reading.atEnd && place.end < doc.length) && !(reading.asIs && place.reindent),
  );
  const found = believed ? located : undefined;
  if (!found) return reading.early === true ? notThere : elided(doc, search, reading.after, wording);
  if (reading.several === true)
    return failure({
      kind: "ambiguous",
      places: placeLines(doc, found.places),
      message: words.severalReadings(wording),
    });
  const narrowed = anchored(doc, found.places, hunk, wording);
  if (!narrowed.ok) return narrowed;
  const hint = hunk.line === undefined ? {} : { startLine: hunk.line };
  const chosen = choose(doc, search, { ...found, places: narrowed.places }, hint, wording);
  const numbered = chosen.ok ? chosen.places[0] : undefined;
  const said = headed(doc, narrowed.places, hunk, numbered);
  const known = said.kind === "place" ? said.place : said.kind === "nothing" ? numbered : undefined;
  const picked = pick(
    (known ? [known] : narrowed.places).map((place) => ({ place, change: linesOn(doc, place.start, reading.lead) })),
  );
  const place = known ?? picked;
  if (!place) return chosen.ok ? contradicted(doc, narrowed.places, hunk, wording) : chosen;
  return write(doc, search, reading.after, { ...found, places: [place] }, wording, reading.kept);
}

const contradicted = (
  doc: string,
  places: readonly Place[],
  { line, heading }: Hunk,
  wording: words.Wording,
): Failure =>
  failure({
    kind: "ambiguous",
    places: placeLines(doc, places),
    message: words.headingElsewhere(wording, line ?? 0, heading ?? ""),
  });

const notThere = failure({ kind: "not-found", message: "" });

/** Where the line begins that is so many lines further on. */
function linesOn(doc: string, offset: number, count: number): number {
  let at = offset;
  for (let i = 0; i < count && at < doc.length; i++) at = lineBreak(doc, at) + 1;
  return at;
}

/** The places of so many lines without text: that they hold no white space either is lost too easily to tell them apart. */
function blankPlaces(doc: string, count: number): Found | undefined {
  const starts = lineStarts(doc);
  if (doc.endsWith("\n")) starts.pop();
  const at = (i: number): number => starts[i] ?? doc.length;
  const places: Place[] = [];
  let run = 0;
  for (let i = 0; i < starts.length && places.length < 1000; i++) {
    run = isBlank(doc.slice(at(i), at(i + 1)).trimEnd()) ? run + 1 : 0;
    if (run >= count) places.push({ start: at(i + 1 - count), end: at(i + 1) });
  }
  return places.length > 0 ? { places, rung: "trailing-whitespace" } : undefined;
}

/** A hunk without old lines: its place is an empty file, the end of the file, or after the one line it names. */
function insert(doc: string, hunk: Hunk, reading: Reading, wording: words.Wording, pick: Choice): Resolved | Failure {
  const at = (offset: number, text: string): Resolved => ({
    ok: true,
    spans: [{ start: offset, end: offset, text }],
    ranges: [{ start: offset, end: offset }],
    rung: "exact",
  });
  if (doc === "") return at(0, reading.after);
  const eol = eolAt(doc, doc.length);
  const text = reading.after.replaceAll("\n", eol);
  if (hunk.atEnd) {
    if (doc.replaceAll("\r\n", "\n").endsWith(`${doc.endsWith("\n") ? "" : "\n"}${reading.after}`))
      return repeated(wording);
    return at(doc.length, doc.endsWith("\n") ? text : eol + text.replace(/\r?\n$/, ""));
  }
  const line = hunk.anchors.length > 0 ? anchored(doc, undefined, hunk, wording) : undefined;
  if (line && !line.ok) return line;
  const picked = pick((line?.places ?? []).map((each) => ({ place: each, change: each.end })));
  const place = line?.places.length === 1 ? line.places[0] : picked;
  // New lines that end as parameters do may be meant for a header of several lines itself.
  const header = place && doc.slice(place.start, place.end).trimEnd();
  if (!place || (header?.includes("\n") === true && reading.after.trimEnd().endsWith(",")))
    return failure({
      kind: "ambiguous",
      places: placeLines(doc, line?.places ?? []),
      message: words.noContext(wording),
    });
  const broken = doc.charCodeAt(place.end - 1) === 10;
  const behind = doc.slice(place.end).replaceAll("\r\n", "\n");
  if (behind.startsWith(reading.after)) return repeated(wording);
  return at(place.end, broken ? text : eol + text.replace(/\r?\n$/, ""));
}

const repeated = (wording: words.Wording): Failure =>
  failure({
    kind: "already-applied",
    message: words.linesStand(wording),
  });

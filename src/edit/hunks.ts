import { anchored, underHeading } from "./anchors.ts";
import { placesInOrder } from "./hunkOrder.ts";
import { locate, type Found, type Rung } from "./ladder.ts";
import { eolAt, isBlank, lineBreak, lineStarts, splitLines } from "./lines.ts";
import { changes, trimmedRows, type Hunk, type Row } from "./patchTypes.ts";
import { addedPlaceholder } from "./placeholder.ts";
import { hunkWording, placeholderFound, placeLines, type Wording } from "./refusals.ts";
import { applyAll, choose, elided, write, type Resolved } from "./replace.ts";
import { searchFor } from "./search.ts";
import { failure, type Failure, type TextEdit } from "./types.ts";
import type { Place } from "./walk.ts";

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
  if (real.length === 0)
    return failure({ kind: "no-change", message: "The patch changes nothing: no line begins with + or -." });
  const resolveIn = (text: string, index: number, pick: Choice): Resolved | Failure => {
    const hunk = real[index];
    return resolveHunk(text, hunk ?? real[0] ?? hunks[0]!, hunkWording(index, real.length, path), pick);
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

/**
 * One way to read a hunk: the text it replaces, the new text, which new lines are old ones, and how many lines of context
 * lead to the first change. `atEnd`: believed only where it ends with the file; `asIs`: only in the file's own indentation.
 */
type Reading = { before: string; after: string; kept: number[]; lead: number; atEnd?: boolean; asIs?: boolean };

function resolveHunk(doc: string, hunk: Hunk, wording: Wording, pick: Choice): Resolved | Failure {
  let refusal: Failure | undefined;
  for (const reading of readings(doc, hunk)) {
    const result =
      reading.before === "" ? insert(doc, hunk, reading, wording, pick) : replace(doc, hunk, reading, wording, pick);
    if (result.ok) return result;
    refusal ??= result;
    if (result.error.kind !== "not-found" && result.error.kind !== "line-break") return result;
  }
  return refusal ?? failure({ kind: "bad-patch", message: `${wording.what} holds no line.` });
}

/**
 * The ways a hunk may be meant, most literal first: as it stands; without empty lines at its ends and without claims
 * about the end of the file; with its last empty line as the emptiness after the file's last line break; without what
 * follows the rows it announced; and with context lines whose leading space was left out.
 */
function readings(doc: string, hunk: Hunk): Reading[] {
  const plain = { ...hunk, rows: hunk.rows };
  if (hunk.oldUnended && doc.endsWith("\n")) plain.oldUnended = plain.newUnended = false;
  const rows = trimmedRows(hunk.rows);
  const unclaimed = (some: Row[]): Reading => readingOf({ rows: some, oldUnended: false, newUnended: false });
  const all = [readingOf(plain), unclaimed(rows)];
  const last = rows.at(-1);
  if (last?.mark === " " && isBlank(last.text) && doc.endsWith("\n"))
    all.push({ ...unclaimed(rows.slice(0, -1)), atEnd: true });
  const announced = hunk.announced ?? hunk.rows.length;
  // What looks like removed lines there may be a list in prose.
  if (hunk.rows.slice(announced).every(({ mark, text, bare }) => bare || (mark === "-" && /^ \S/.test(text))))
    all.push(unclaimed(hunk.rows.slice(0, announced)));
  if (saysWords(doc, hunk)) all.push(unclaimed(trimmedRows(hunk.rows.slice(hunk.words))));
  // Some context has no mark at all; then that which seems to have one may be text that begins with a space.
  const unmarked = rows.map((row) => (row.mark === " " && !row.bare ? { ...row, text: ` ${row.text}` } : row));
  all.push({ ...unclaimed(unmarked), asIs: !hunk.rows.some((row) => row.bare && row.text !== "") });
  return all.filter(
    (reading, i) => all.findIndex((a) => a.before === reading.before && a.after === reading.after) === i,
  );
}

/** Whether what may be words about the hunk is nothing that the file holds. */
function saysWords(doc: string, { words = 0, rows }: Hunk): boolean {
  if (words === 0) return false;
  const said = new Set(rows.slice(0, words).flatMap(({ text }) => (isBlank(text) ? [] : [text.trim()])));
  return !splitLines(doc).lines.some((line) => said.has(line.trim()));
}

function readingOf({ rows, oldUnended, newUnended }: Pick<Hunk, "rows" | "oldUnended" | "newUnended">): Reading {
  const before = rows.filter(({ mark }) => mark !== "+").map(({ text }) => text);
  const after = rows.filter(({ mark }) => mark !== "-").map(({ text }) => text);
  const kept: number[] = [];
  let old = 0;
  for (const { mark } of rows) {
    if (mark !== "-") kept.push(mark === " " ? old : -1);
    if (mark !== "+") old++;
  }
  if (!oldUnended && !newUnended) kept.push(old);
  const text = (lines: string[], unended: boolean): string =>
    lines.length === 0 ? "" : lines.join("\n") + (unended ? "" : "\n");
  const lead = rows.findIndex(({ mark }) => mark !== " ");
  return { before: text(before, oldUnended), after: text(after, newUnended), kept, lead };
}

function replace(doc: string, hunk: Hunk, reading: Reading, wording: Wording, pick: Choice): Resolved | Failure {
  const search = searchFor(reading.before);
  const placeholder = addedPlaceholder(reading.before, reading.after);
  if (placeholder !== undefined) return placeholderFound(placeholder, wording);
  const blunt = hunk.rows.some((row) => row.bare && row.text === "");
  const empty = search.blank && (blunt || search.lines.every((line) => line === ""));
  const located = empty ? blankPlaces(doc, search.lines.length) : locate(doc, search, { strict: true, blunt });
  const believed = located?.places.every(
    (place) => !(reading.atEnd && place.end < doc.length) && !(reading.asIs && place.reindent),
  );
  const found = believed ? located : undefined;
  if (!found) return elided(doc, search, reading.after, wording);
  const narrowed = anchored(doc, found.places, hunk, wording);
  if (!narrowed.ok) return narrowed;
  const hint = hunk.line === undefined ? {} : { startLine: hunk.line };
  const chosen = choose(doc, search, { ...found, places: narrowed.places }, hint, wording);
  const known = chosen.ok ? chosen.places : headed(doc, narrowed.places, hunk);
  const picked = pick(
    (known ?? narrowed.places).map((place) => ({ place, change: linesOn(doc, place.start, reading.lead) })),
  );
  if (!chosen.ok && !known && !picked) return chosen;
  const places = known ?? (picked ? [picked] : []);
  return write(doc, search, reading.after, { ...found, places }, wording, reading.kept);
}

/** Where the line begins that is so many lines further on. */
function linesOn(doc: string, offset: number, count: number): number {
  let at = offset;
  for (let i = 0; i < count && at < doc.length; i++) at = lineBreak(doc, at) + 1;
  return at;
}

/** The only place under the hunk's heading, among places that read the same. */
function headed(doc: string, places: readonly Place[], { heading }: Hunk): Place[] | undefined {
  if (heading === undefined || new Set(places.map(({ start, end }) => doc.slice(start, end))).size > 1)
    return undefined;
  const under = underHeading(doc, places, heading);
  return under.length === 1 ? under : undefined;
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
function insert(doc: string, hunk: Hunk, reading: Reading, wording: Wording, pick: Choice): Resolved | Failure {
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
      message:
        `${wording.what} was not applied: it has no context or removed line, so it could stand anywhere. ` +
        "Add the lines around it, each with a space before it.",
    });
  const broken = doc.charCodeAt(place.end - 1) === 10;
  const behind = doc.slice(place.end).replaceAll("\r\n", "\n");
  if (behind.startsWith(reading.after)) return repeated(wording);
  return at(place.end, broken ? text : eol + text.replace(/\r?\n$/, ""));
}

const repeated = (wording: Wording): Failure =>
  failure({
    kind: "already-applied",
    message: `${wording.what} is applied already: its lines stand where it puts them. Nothing was changed.`,
  });

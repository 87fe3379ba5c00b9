import { anchored, underHeading } from "./anchors.ts";
import { locate, type Found, type Rung } from "./ladder.ts";
import { eolAt, isBlank, lineStarts } from "./lines.ts";
import { changes, trimmedRows, type Hunk, type Row } from "./patchTypes.ts";
import { addedPlaceholder } from "./placeholder.ts";
import { hunkWording, placeholderFound, type Wording } from "./refusals.ts";
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
  return applyAll(doc, real.length, (text, index) => {
    const hunk = real[index];
    return resolveHunk(text, hunk ?? real[0] ?? hunks[0]!, hunkWording(index, real.length, path));
  });
}

/**
 * One way to read a hunk: the text it replaces, the new text, and which new lines are old ones. `atEnd`: believed only
 * where it ends with the file; `asIs`: only in the file's own indentation.
 */
type Reading = { before: string; after: string; kept: number[]; atEnd?: boolean; asIs?: boolean };

function resolveHunk(doc: string, hunk: Hunk, wording: Wording): Resolved | Failure {
  let refusal: Failure | undefined;
  for (const reading of readings(doc, hunk)) {
    const result = reading.before === "" ? insert(doc, hunk, reading, wording) : replace(doc, hunk, reading, wording);
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
  if (hunk.rows.slice(announced).every(({ mark, text, bare }) => bare || (mark === "-" && text.startsWith(" "))))
    all.push(unclaimed(hunk.rows.slice(0, announced)));
  // Some context has no mark at all; then that which seems to have one may be text that begins with a space.
  const unmarked = rows.map((row) => (row.mark === " " && !row.bare ? { ...row, text: ` ${row.text}` } : row));
  all.push({ ...unclaimed(unmarked), asIs: !hunk.rows.some((row) => row.bare && row.text !== "") });
  return all.filter(
    (reading, i) => all.findIndex((a) => a.before === reading.before && a.after === reading.after) === i,
  );
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
  return { before: text(before, oldUnended), after: text(after, newUnended), kept };
}

function replace(doc: string, hunk: Hunk, reading: Reading, wording: Wording): Resolved | Failure {
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
  const places = chosen.ok ? chosen.places : headed(doc, narrowed.places, hunk);
  if (!chosen.ok && !places) return chosen;
  return write(doc, search, reading.after, { ...found, places: places ?? [] }, wording, reading.kept);
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
function insert(doc: string, hunk: Hunk, reading: Reading, wording: Wording): Resolved | Failure {
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
  const place = line?.places[0];
  if (!line || !place || line.places.length !== 1)
    return failure({
      kind: "ambiguous",
      places: [],
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

import { cutsName } from "../boundaries/names.ts";
import { beginsLine, endsLine, indentBefore, isBlank, lineAt, toLf } from "../text/lines.ts";
import { eachOccurrence, type Next } from "../text/occurrences.ts";
import type { Search } from "../text/search.ts";
import { splitsCharacter } from "../text/typography.ts";
import { walkBreaks, type Place } from "./walk.ts";

export type ExactOptions = {
  /** Hunks of a patch: the start of a line, always. */
  strict?: boolean;
  /** A search that begins with an empty line: the places where that line break ends a line of text. */
  inside?: boolean;
  /** From left to right, none that overlaps the one before. */
  apart?: boolean;
};

/**
 * The places that hold the search's very characters, line breaks apart ("\r\n" and "\n" are one to a model, which sees
 * neither). At most `limit`, overlapping ones included.
 *
 * A cut through a character is no place. A search of whole lines is no place where it would begin inside a word; one
 * whole line must also begin its line, after nothing but indentation. `strict` (hunks of a patch) asks for the start
 * of a line always. A search of whole lines that begins with an empty one means an empty line; `inside` asks instead for
 * the places where that line break ends a line of text.
 */
export function exactPlaces(doc: string, search: Search, limit: number, options: ExactOptions = {}): Place[] {
  const { strict = false, inside = false, apart = false } = options;
  const blankFirst = search.lines[0] === "" && !search.blank;
  if (inside && !(blankFirst && search.wholeLines)) return [];
  const places: Place[] = [];
  const offer = (place: Place): Next => {
    const whole = blankFirst ? fromBlankLine(doc, place) : place;
    if (blankFirst && search.wholeLines && !strict && beginsLine(doc, whole.start) === inside) return "on";
    if (!isWhole(doc, search, whole, strict) || (apart && whole.start < (places.at(-1)?.end ?? 0))) return "on";
    places.push(whole);
    return places.length >= limit ? "stop" : apart ? "behind" : "on";
  };
  if (search.text.includes("\n") && doc.includes("\r\n")) {
    if (search.lines.every(isBlank) || !walkBreaks(doc, search, offer)) {
      places.length = 0;
      acrossBreaks(doc, search, offer);
    }
  } else plain(doc, search, offer);
  return places;
}

type Offer = (place: Place) => Next;

function plain(doc: string, search: Search, offer: Offer): void {
  const { length } = search.text;
  let stopped = false;
  eachOccurrence(doc, search.text, (start) => {
    const next = offer({ start, end: start + length });
    stopped ||= next === "stop";
    return next;
  });
  if (!stopped) lastLine(doc, search, offer);
}

/** The last line of a file may lack the break that the search ends with. */
function lastLine(doc: string, search: Search, offer: Offer): void {
  const rest = search.text.slice(0, -1);
  const start = doc.length - rest.length;
  if (!search.wholeLines || rest === "" || doc.endsWith("\n") || !doc.endsWith(rest)) return;
  if (!search.blank || beginsLine(doc, start)) offer({ start, end: doc.length });
}

/** The same where the text breaks its lines by "\r\n", here or there: found in the text with "\n" alone. */
function acrossBreaks(doc: string, search: Search, offer: Offer): void {
  const text = toLf(doc);
  // Where the "\n" of each "\r\n" stands in `text`.
  const breaks: number[] = [];
  for (let at = doc.indexOf("\r\n"); at >= 0; at = doc.indexOf("\r\n", at + 2)) breaks.push(at - breaks.length);
  const inDoc = (at: number): number => ((breaks[0] ?? at) < at ? at + lineAt(breaks, at - 1) + 1 : at);
  plain(text, search, ({ start, end }) => offer({ start: inDoc(start), end: inDoc(end) }));
}

/** An empty first line may be one of white space in the file: all of it belongs to the place, or none. */
function fromBlankLine(doc: string, place: Place): Place {
  const blank = indentBefore(doc, place.start);
  return blank === undefined ? place : { ...place, start: place.start - blank.length };
}

function isWhole(doc: string, search: Search, { start, end }: Place, strict: boolean): boolean {
  if (splitsCharacter(doc, start) || splitsCharacter(doc, end)) return false;
  if (strict) return beginsLine(doc, start) && (search.wholeLines || end === doc.length);
  if (!search.wholeLines || beginsLine(doc, start)) return true;
  if (search.lines.length === 1) return search.blank || indentBefore(doc, start) !== undefined;
  return !cutsName(doc, start);
}

/**
 * The indentation before a place, where the search is one whole line without it: written flush left, with no other line
 * to tell how deep its replacement would be. Nothing in all other cases.
 */
export function omittedIndent(doc: string, search: Search, place: Place): string | undefined {
  if (search.blank || !search.lines.slice(1).every(isBlank)) return undefined;
  const before = indentBefore(doc, place.start);
  if (before === undefined || before === "") return undefined;
  return search.wholeLines || endsLine(doc, place.end) ? before : undefined;
}

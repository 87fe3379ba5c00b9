import { isBlank, lineBreak, lineStart } from "./lines.ts";
import { occurrences } from "./occurrences.ts";
import type { Search } from "./search.ts";
import { splitsCharacter } from "./typography.ts";
import { walkBreaks, type Place } from "./walk.ts";

/**
 * The places that hold the search's very characters, line breaks apart ("\r\n" and "\n" are one to a model, which sees
 * neither). At most `limit`.
 *
 * A cut through a character is no place. A search of whole lines is no place where it would begin inside a word; one
 * whole line must also begin its line, after nothing but indentation. `strict` (hunks of a patch) asks for the start
 * of a line always. A search of whole lines that begins with an empty one means an empty line; `inside` asks instead for
 * the places where that line break ends a line of text.
 */
export function exactPlaces(
  doc: string,
  search: Search,
  limit: number,
  { strict = false, inside = false }: { strict?: boolean; inside?: boolean } = {},
): Place[] {
  const places =
    search.text.includes("\n") && doc.includes("\r\n") ? acrossBreaks(doc, search, limit) : plain(doc, search, limit);
  const blankFirst = search.lines[0] === "" && !search.blank;
  const whole = blankFirst ? places.map((place) => fromBlankLine(doc, place)) : places;
  const breaks = (place: Place): boolean => place.start !== lineStart(doc, place.start);
  const meant =
    blankFirst && search.wholeLines && !strict
      ? whole.filter((place) => breaks(place) === inside)
      : inside
        ? []
        : whole;
  return meant.filter((place) => isWhole(doc, search, place, strict));
}

function plain(doc: string, search: Search, limit: number): Place[] {
  const { length } = search.text;
  const places: Place[] = occurrences(doc, search.text, limit).map((start) => ({ start, end: start + length }));
  // The last line of a file may lack the break that the search ends with.
  const rest = search.text.slice(0, -1);
  const last = doc.length - rest.length;
  if (search.wholeLines && rest !== "" && !doc.endsWith("\n") && doc.endsWith(rest))
    if (!search.blank || last === lineStart(doc, last)) places.push({ start: last, end: doc.length });
  return places;
}

function acrossBreaks(doc: string, search: Search, limit: number): Place[] {
  return search.lines.every((line) => line === "")
    ? emptyLines(doc, search.text.length, limit)
    : walkBreaks(doc, search, limit);
}

/** The places of so many line breaks, one right after the other, of either kind. */
function emptyLines(doc: string, count: number, limit: number): Place[] {
  const places: Place[] = [];
  const run: { start: number; end: number }[] = [];
  for (let at = doc.indexOf("\n"); at >= 0 && places.length < limit; at = doc.indexOf("\n", at + 1)) {
    const start = at > 0 && doc.charCodeAt(at - 1) === 13 ? at - 1 : at;
    if (run.at(-1)?.end !== start) run.length = 0;
    run.push({ start, end: at + 1 });
    if (run.length > count) run.shift();
    if (run.length === count) places.push({ start: run[0]?.start ?? start, end: at + 1 });
  }
  return places;
}

/** An empty first line may be one of white space in the file: all of it belongs to the place, or none. */
function fromBlankLine(doc: string, place: Place): Place {
  const line = lineStart(doc, place.start);
  return isBlank(doc.slice(line, place.start)) ? { ...place, start: line } : place;
}

function isWhole(doc: string, search: Search, place: Place, strict: boolean): boolean {
  const { start, end } = place;
  if (splitsCharacter(doc, start) || splitsCharacter(doc, end)) return false;
  const line = lineStart(doc, start);
  if (strict) return start === line && (search.wholeLines || end === doc.length);
  if (!search.wholeLines || start === line) return true;
  if (search.lines.length === 1) return search.blank || isBlank(doc.slice(line, start));
  return !cutsName(doc, start);
}

/** Whether a name or a number stands on both sides of an offset. */
export const cutsName = (text: string, at: number): boolean =>
  isWord(text.charCodeAt(at - 1)) && isWord(text.charCodeAt(at));

const isWord = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || code > 0x7f;

/**
 * The indentation before a place, where the search is one whole line without it: written flush left, with no other line
 * to tell how deep its replacement would be. Nothing in all other cases.
 */
export function omittedIndent(doc: string, search: Search, place: Place): string | undefined {
  if (search.blank || !search.lines.slice(1).every(isBlank)) return undefined;
  const before = doc.slice(lineStart(doc, place.start), place.start);
  if (before === "" || !isBlank(before)) return undefined;
  const behind = doc.slice(place.end, lineBreak(doc, place.end));
  return search.wholeLines || /^[ \t]*\r?$/.test(behind) ? before : undefined;
}

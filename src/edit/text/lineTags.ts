import { splitLines } from "./lines.ts";

/**
 * How many lines above a line its tag covers. A range of so many lines is covered whole by the tag of its last one, so
 * no change within it goes unnoticed.
 */
export const TAG_COVERS = 40;

/** Lines shown around a place, on each side; the most lines of a region, and the most characters of a line. */
const AROUND = 4;
const MOST_SHOWN = 60;
const WIDEST = 240;

const letters = "abcdefghijkmnpqrstuvwxyz";
const LENGTH = 3;

/** The tags of lines: a checksum of each with those above it, in three letters. */
export function tagsOf(lines: readonly string[]): (line: number) => string {
  const own = lines.map((text) => hashOf(text.trimEnd()));
  return (line) => {
    let sum = 0x811c9dc5;
    for (const each of own.slice(Math.max(0, line - TAG_COVERS), line)) sum = Math.imul(sum ^ each, 0x01000193) >>> 0;
    // The lower bits of such a product depend on few of its factors' bits.
    sum = (sum ^ (sum >>> 15)) >>> 0;
    let tag = "";
    for (let at = 0; at < LENGTH; at++) {
      tag += letters.charAt(sum % letters.length);
      sum = Math.floor(sum / letters.length);
    }
    return tag;
  };
}

/** FNV-1a over UTF-16 units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
}

/** The lines of a file, without the empty text after a final line break. */
export function linesOf(doc: string): string[] {
  const { lines } = splitLines(doc);
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

/** Lines of a text with their numbers and tags, some more on each side; `first` and `last` count from 1. */
export function taggedRegion(doc: string, first: number, last: number): string {
  const lines = linesOf(doc);
  const tag = tagsOf(lines);
  const from = Math.max(1, Math.min(first, lines.length) - AROUND);
  const to = Math.min(lines.length, last + AROUND, from + MOST_SHOWN - 1);
  return lines
    .slice(from - 1, to)
    .map((line, at) => `${from + at}#${tag(from + at)}| ${line.slice(0, WIDEST)}`)
    .join("\n");
}

/** A line as named by its number and tag, whatever was copied after them; undefined if it is none. */
export function readLineName(name: string): { line: number; tag: string } | undefined {
  const [, number = "", tag = ""] = /^\s*(?:line\s*)?(\d{1,7})\s*#\s*([a-z]{3})(?![a-z])/i.exec(name) ?? [];
  return number === "" ? undefined : { line: Number(number), tag: tag.toLowerCase() };
}

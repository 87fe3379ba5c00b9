import { addedIndent, type Indented } from "./reindent.ts";
import { eolAt, splitLines, toLf } from "./lines.ts";
import { lineDiff } from "./lineDiff.ts";
import type { Search } from "./search.ts";
import type { TextEdit } from "./types.ts";
import { splitsCharacter } from "./typography.ts";
import type { Place } from "./walk.ts";

/**
 * The text that shall stand at a place instead of the search. Lines that the replacement takes over from the search
 * keep the file's own bytes: line break, trailing white space, indentation, typography. All other lines are the
 * replacement's, with the place's line breaks and, where the search was found in another indentation, in the place's.
 * Nothing if the place has no such indentation.
 *
 * `kept` names, for each line of the replacement, the search line it is (or -1), where the caller knows.
 */
export function render(
  doc: string,
  place: Place,
  search: Search,
  replacement: string,
  indented: Indented,
  kept?: readonly number[],
): string | undefined {
  const region = doc.slice(place.start, place.end);
  let text = toLf(replacement);
  const atEnd = search.wholeLines && !region.endsWith("\n");
  if (atEnd && text.endsWith("\n")) text = text.slice(0, -1);
  const literal = !indented && !region.includes("\r") && region === (atEnd ? search.text.slice(0, -1) : search.text);
  if (literal) {
    const eol = text.includes("\n") ? eolAt(doc, place.start) : "\n";
    return eol === "\n" ? text : text.replaceAll("\n", eol);
  }
  const file = splitLines(region);
  const searched = search.wholeLines && !atEnd ? [...search.lines, ""] : search.lines;
  const lines = text.split("\n");
  const origin = kept ?? alignLines(searched, lines);
  const transform = addedIndent(indented, lines, searched, file.lines);
  let eol = file.eols[0] === "" || file.eols[0] === undefined ? eolAt(doc, place.start) : file.eols[0];
  let out = "";
  for (const [j, line] of lines.entries()) {
    // A place that begins after its indentation lacks that of the first line: it stays first or is indented anew.
    const from = indented && "omitted" in indented && j > 0 && origin[j] === 0 ? -1 : (origin[j] ?? -1);
    const added = from >= 0 ? file.lines[from] : transform(line, j);
    if (added === undefined) return undefined;
    const own = from >= 0 ? file.eols[from] : undefined;
    if (own !== undefined && own !== "") eol = own;
    out += j < lines.length - 1 ? added + eol : added;
  }
  return out;
}

/** For each line of `after` the line of `before` that it is, or -1. */
function alignLines(before: readonly string[], after: readonly string[]): number[] {
  const origin = new Array<number>(after.length).fill(-1);
  let i = 0;
  let j = 0;
  const keepTo = (end: number): void => {
    while (j < end) origin[j++] = i++;
  };
  for (const hunk of lineDiff(before, after)) {
    keepTo(hunk.afterStart);
    i = hunk.beforeEnd;
    j = hunk.afterEnd;
  }
  keepTo(after.length);
  return origin;
}

/** The edit without what it leaves as it is, both ends; nothing if it changes nothing. */
export function minimal(doc: string, edit: TextEdit): TextEdit | undefined {
  const old = doc.slice(edit.start, edit.end);
  const { text } = edit;
  if (old === text) return undefined;
  const most = Math.min(old.length, text.length);
  let head = 0;
  while (head < most && old.charCodeAt(head) === text.charCodeAt(head)) head++;
  while (head > 0 && (parts(old, head) || parts(text, head))) head--;
  let tail = 0;
  while (tail < most - head && old.charCodeAt(old.length - 1 - tail) === text.charCodeAt(text.length - 1 - tail))
    tail++;
  while (tail > 0 && (parts(old, old.length - tail) || parts(text, text.length - tail))) tail--;
  return { start: edit.start + head, end: edit.end - tail, text: text.slice(head, text.length - tail) };
}

/** Whether a cut here would part a character or a "\r\n". */
function parts(text: string, at: number): boolean {
  if (at > 0 && at < text.length && text.charCodeAt(at) === 10 && text.charCodeAt(at - 1) === 13) return true;
  return splitsCharacter(text, at);
}

import { addedIndent, type Indented } from "./reindent.ts";
import { isBlank, lineReader, splitLines, toLf, type LineReader } from "../text/lines.ts";
import { lineDiff } from "../diff/lineDiff.ts";
import { linePairs } from "../diff/linePairs.ts";
import type { Search } from "../text/search.ts";
import { typesetOf, type Typeset } from "./typeset.ts";
import type { Place } from "../locate/walk.ts";

/**
 * The text that shall stand at a place instead of the search. Lines that the replacement takes over from the search
 * keep the file's own bytes: line break, trailing white space, indentation, typography. All other lines are the
 * replacement's, with the place's line breaks and, where the search was found in another indentation, in the place's.
 * Nothing if the place has no such indentation.
 *
 * `kept` names, for each line of the replacement, the search line it is (or -1), where the caller knows. `lines`: of `doc`,
 * where the caller has them. `typeset`: how the whole edit is written, where the place is one of several.
 */
export function render(
  doc: string,
  place: Place,
  search: Search,
  replacement: string,
  {
    indented,
    kept,
    lines: { eolAt } = lineReader(doc),
    typeset,
  }: { indented: Indented; kept?: readonly number[]; lines?: LineReader; typeset?: Typeset },
): string | undefined {
  const region = doc.slice(place.start, place.end);
  let text = toLf(replacement);
  const atEnd = search.wholeLines && !region.endsWith("\n");
  if (atEnd && text.endsWith("\n")) text = text.slice(0, -1);
  const literal =
    !indented && !typeset && !region.includes("\r") && region === (atEnd ? search.text.slice(0, -1) : search.text);
  if (literal) {
    const eol = text.includes("\n") ? eolAt(place.start) : "\n";
    return eol === "\n" ? text : text.replaceAll("\n", eol);
  }
  const file = splitLines(region);
  const searched = search.wholeLines && !atEnd ? [...search.lines, ""] : search.lines;
  const lines = text.split("\n");
  const origin = kept ?? alignLines(searched, lines, search.wholeLines && !atEnd);
  const transform = addedIndent(indented, lines, searched, file.lines);
  const put = typeset ?? typesetOf(doc, searched, file.lines);
  const rewrites = put && rewrittenLines(searched, lines, origin);
  const eols = breaksOf(origin, lines.length, file.eols, eolAt(place.start));
  let out = "";
  for (const [j, line] of lines.entries()) {
    const from = origin[j] ?? -1;
    const old = rewrites?.get(j) ?? -1;
    const added = file.lines[from] ?? transform(put ? put(line, searched[old], file.lines[old]) : line, j);
    if (added === undefined) return undefined;
    out += j < lines.length - 1 ? added + (eols[j] ?? "\n") : added;
  }
  return out;
}

/** For lines of a replacement that are new: the search line that each rewrites, among those between kept lines. */
function rewrittenLines(
  searched: readonly string[],
  lines: readonly string[],
  origin: readonly number[],
): Map<number, number> {
  const found = new Map<number, number>();
  let [from, start] = [0, 0];
  for (let j = 0; j <= lines.length; j++) {
    const kept = j < lines.length ? (origin[j] ?? -1) : searched.length;
    if (kept < 0) continue;
    for (const { before, after } of linePairs(searched.slice(from, kept), lines.slice(start, j)))
      found.set(start + after, from + before);
    [from, start] = [kept + 1, j + 1];
  }
  return found;
}

/**
 * The break after each line of a replacement: a kept line's own, a new line's that of the line it stands for, else of
 * the line before it; `usual` where there is none.
 */
function breaksOf(origin: readonly number[], count: number, eols: readonly string[], usual: string): string[] {
  const next = new Array<number>(count).fill(eols.length);
  for (let j = count - 2; j >= 0; j--) next[j] = (origin[j + 1] ?? -1) >= 0 ? (origin[j + 1] ?? 0) : (next[j + 1] ?? 0);
  const out: string[] = [];
  let before = -1;
  for (let j = 0; j < count; j++) {
    const kept = origin[j] ?? -1;
    if (kept >= 0) before = kept;
    else if (before + 1 < (next[j] ?? 0)) before++;
    out.push(eols[before] || out.at(-1) || usual);
  }
  return out;
}

/**
 * For each line of `after` the line of `before` that it is, or -1. Blank lines count only between other lines.
 * `ended`: the last line of `before` is the emptiness after a final break, and stays so.
 */
function alignLines(before: readonly string[], after: readonly string[], ended: boolean): number[] {
  if (ended) {
    const origin = alignLines(before.slice(0, -1), after.at(-1) === "" ? after.slice(0, -1) : after, false);
    return after.at(-1) === "" ? [...origin, before.length - 1] : origin;
  }
  const filled = (lines: readonly string[]): number[] => lines.flatMap((line, i) => (isBlank(line) ? [] : [i]));
  const [a, b] = [filled(before), filled(after)];
  const text = (lines: readonly string[], at: readonly number[]): string[] => at.map((i) => lines[i] ?? "");
  const origin = new Array<number>(after.length).fill(-1);
  let [doneBefore, doneAfter] = [0, 0];
  const keep = (i: number, j: number): void => {
    // The blank lines on the way to this pair, in order.
    while (doneAfter < j) {
      const at = doneAfter++;
      if (!isBlank(after[at] ?? "")) continue;
      let from = doneBefore;
      while (from < i && before[from] !== after[at]) from++;
      if (from >= i) continue;
      origin[at] = from;
      doneBefore = from + 1;
    }
    doneBefore = i + 1;
    doneAfter = j + 1;
    if (j < after.length) origin[j] = i;
  };
  let x = 0;
  let y = 0;
  const keepTo = (end: number): void => {
    for (; y < end; x++, y++) keep(a[x] ?? 0, b[y] ?? 0);
  };
  for (const hunk of lineDiff(text(before, a), text(after, b))) {
    keepTo(hunk.afterStart);
    x = hunk.beforeEnd;
    y = hunk.afterEnd;
  }
  keepTo(b.length);
  keep(before.length, after.length);
  return origin;
}

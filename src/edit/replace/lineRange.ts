import { lineEdits } from "../diff/lineEdits.ts";
import { firstMark } from "../marks/editMarks.ts";
import { addedPlaceholder } from "../placeholders/placeholder.ts";
import { indentOf, isBlank, splitLines, toLf } from "../text/lines.ts";
import { withoutBom } from "../text/search.ts";
import { type Edit, failure, type Failure, type TextEdit } from "../text/types.ts";
import { fold } from "../text/typography.ts";
import * as words from "../words/lineWords.ts";

type LineRange = Extract<Edit, { kind: "lines" }>;

/** Lines shown around a place, on each side. */
const AROUND = 4;
/** The most lines that a region shows, and the most characters of a line. */
const MOST_SHOWN = 60;
const WIDEST = 240;

/**
 * The splices that put a text in place of whole lines. Refused if the first or the last of them does not read as given:
 * then the message shows what they read, with their numbers. An empty text deletes the lines.
 */
export function lineRangeOf(doc: string, range: LineRange): { ok: true; edits: TextEdit[] } | Failure {
  const { lines } = splitLines(doc);
  const count = lineCount(lines);
  const { first, last } = range;
  if (first < 1 || last < first || last > count) {
    return failure({ kind: "not-found", message: words.noSuchLines(first, last, count, regionOf(doc, last, last)) });
  }
  const wrong = [
    { line: first, given: range.firstText },
    { line: last, given: range.lastText },
  ].find(({ line, given }) => !reads(lines[line - 1] ?? "", given));
  if (wrong) {
    const found = placesOf(lines, wrong.given);
    const shown = found.length === 1 ? found[0]! : wrong.line;
    const region = regionOf(doc, Math.min(first, shown), Math.max(last, shown));
    return failure({ kind: "not-found", message: words.otherLine(wrong.line, wrong.given, found, region) });
  }
  const before = lines.slice(first - 1, last);
  const text = unnumbered(unfenced(toLf(withoutBom(range.text)), before)).replace(/\n$/, "");
  const placeholder = addedPlaceholder(before.join("\n"), text);
  if (placeholder !== undefined) {
    return failure({ kind: "placeholder", line: placeholder, message: words.linesStandForCode(placeholder) });
  }
  const mark = firstMark(text);
  if (mark !== undefined && firstMark(before.join("\n")) === undefined) {
    return failure({ kind: "bad-patch", message: words.linesHoldMarks(mark) });
  }
  const added = range.text === "" ? [] : indented(text.split("\n"), before[0] ?? "", range.firstText);
  const after = [...lines.slice(0, first - 1), ...added, ...lines.slice(last)];
  const edits = lineEdits(doc, after.join("\n"));
  return edits.length === 0 ? failure({ kind: "no-change", message: words.sameLines() }) : { ok: true, edits };
}

/** Lines of a text with their numbers, some more on each side; `first` and `last` count from 1. */
export function regionOf(doc: string, first: number, last: number): string {
  const { lines } = splitLines(doc);
  const from = Math.max(1, first - AROUND);
  const to = Math.min(lineCount(lines), last + AROUND, from + MOST_SHOWN - 1);
  return lines
    .slice(from - 1, to)
    .map((line, at) => `${from + at}: ${line.slice(0, WIDEST)}`)
    .join("\n");
}

/** The text after a final line break is no line. */
const lineCount = (lines: readonly string[]): number => (lines.at(-1) === "" ? lines.length - 1 : lines.length);

/** Whether a line reads as given: white space around it, typography and a copied line number don't count. */
function reads(line: string, given: string): boolean {
  const wanted = fold(line).trim();
  const said = fold(given).trim();
  return said === wanted || said.replace(/^\d{1,7}(?:\s*[|│→:]|\t)\s?/, "").trim() === wanted;
}

/** The lines, from 1, that read as given; none for a blank text. */
const placesOf = (lines: readonly string[], given: string): number[] =>
  given.trim() === "" ? [] : lines.flatMap((line, at) => (reads(line, given) ? [at + 1] : []));

/** The text without a fence around the whole of it, unless the lines have fences themselves. */
function unfenced(text: string, before: readonly string[]): string {
  const match = /^\s*(`{3,}|~{3,})[\w+#.-]*[ \t]*\n([^]*?\n)?[ \t]*\1\s*$/.exec(text);
  return match && !before.some((line) => /^\s*(?:`{3}|~{3})/.test(line)) ? (match[2] ?? "") : text;
}

/** The text without line numbers that were copied with it: every line has one, each the next. */
function unnumbered(text: string): string {
  const rows = text.split("\n").map((line) => /^\s*(\d{1,7}): ?(.*)$/.exec(line));
  const isNext = (row: RegExpExecArray | null, at: number): boolean => Number(row?.[1]) === Number(rows[0]?.[1]) + at;
  return rows.length > 1 && rows.every(isNext) ? rows.map((row) => row?.[2] ?? "").join("\n") : text;
}

/** Adds the indentation of the lines if the model left it out, of the check as of the text. */
function indented(added: string[], firstLine: string, check: string): string[] {
  const indent = indentOf(firstLine);
  const isLeftOut =
    indent !== "" && indentOf(check) === "" && indentOf(added.find((line) => !isBlank(line)) ?? " ") === "";
  return isLeftOut ? added.map((line) => (isBlank(line) ? line : indent + line)) : added;
}

import { indentOf, isBlank, lineBreak, lineNumber, lineStart, lineStarts, trimRight } from "../text/lines.ts";
import { lineDiff } from "../diff/lineDiff.ts";
import type { Search } from "../text/search.ts";
import type { Nearest } from "../text/types.ts";
import { fold } from "../text/typography.ts";
import * as words from "../words/modelWords.ts";

/** Bounds that keep a refusal cheap: pieces looked for, hits followed, windows compared, lines and width looked at. */
const maxPieces = 6;
const maxHits = 12;
const maxWindows = 6;
const maxLines = 60;
const maxWidth = 240;
/** Longest text looked through once more for another case of the letters. */
const lowerLimit = 500_000;
/** A file so short, and so few comparisons of lines, that all of it is looked at. */
const smallFile = 50_000;
const maxComparisons = 2000;
/** Below this likeness (0 to 1) a place is not worth showing. */
const leastLikeness = 0.4;

/** Lines of the file from an offset on, and the line before them. */
type Window = { start: number; before: string; lines: string[] };

/** The place that comes nearest to a search that was not found, with its likeness; nothing if none is like it. */
export function nearestPlace(doc: string, search: Search): (Nearest & { likeness: number }) | undefined {
  if (doc === "" || search.blank) return undefined;
  let best: { window: Window; likeness: number } | undefined;
  let starts = vote(doc, search.lines);
  if (starts.length === 0 && doc.length < lowerLimit) {
    const lower = doc.toLowerCase();
    if (lower.length === doc.length)
      starts = vote(
        lower,
        search.lines.map((line) => line.toLowerCase()),
      );
  }
  // A short file is looked at line by line.
  if (starts.length === 0 && doc.length < smallFile) {
    const all = lineStarts(doc);
    if (all.length * Math.min(search.lines.length, maxLines) <= maxComparisons) starts = all;
  }
  for (const start of starts) {
    const window = windowAt(doc, start, Math.min(search.lines.length, maxLines) + 4);
    const likeness = compare(window, search);
    if (!best || likeness > best.likeness) best = { window, likeness };
  }
  if (!best || best.likeness < leastLikeness) return undefined;
  return { ...describe(doc, best.window, search), likeness: best.likeness };
}

/**
 * Offsets of lines at which the search may be meant to begin, best first: its longest lines vote until two agree; if
 * none is in the file, its longest phrases and words do.
 */
function vote(doc: string, searched: readonly string[]): number[] {
  const votes = new Map<number, { weight: number; voters: number }>();
  const cast = ({ text, row }: Piece): boolean => {
    let agreed = false;
    let hits = 0;
    for (let at = doc.indexOf(text); at >= 0 && hits < maxHits; at = doc.indexOf(text, at + text.length)) {
      const start = lineAbove(doc, at, row);
      const entry = votes.get(start) ?? { weight: 0, voters: 0 };
      votes.set(start, { weight: entry.weight + text.length, voters: entry.voters + 1 });
      agreed ||= entry.voters > 0;
      hits++;
    }
    return agreed && hits < maxHits;
  };
  const rows = searched.slice(0, 400).map((line, row) => ({ text: line.trim().slice(0, 200), row }));
  const whole = longest(rows, maxPieces);
  if (!whole.some(cast) && votes.size === 0)
    longest(rows, 3)
      .flatMap(({ text, row }) =>
        longest(
          phrases(text).map((piece) => ({ text: piece, row })),
          3,
        ),
      )
      .some(cast);
  return [...votes]
    .sort((a, b) => b[1].weight - a[1].weight || a[0] - b[0])
    .slice(0, maxWindows)
    .map(([start]) => start);
}

type Piece = { text: string; row: number };

/** The longest different pieces, longest first. */
function longest(pieces: readonly Piece[], count: number): Piece[] {
  const byText = new Map(pieces.filter(({ text }) => text.length > 3).map((piece) => [piece.text, piece]));
  return [...byText.values()].sort((a, b) => b.text.length - a.text.length).slice(0, count);
}

/** Runs of words within a line, the words, and their parts: what is left whole when one of them was changed. */
function phrases(line: string): string[] {
  const runs = (line.match(/[\p{L}\p{N}_$][\p{L}\p{N}_$ ]{2,}/gu) ?? []).map((run) => run.trim());
  const words = line.match(/[\p{L}\p{N}_$]{3,}/gu) ?? [];
  const parts = words.length > 40 ? [] : words.flatMap((word) => word.match(/\p{Lu}?\p{Ll}{2,}|\d{3,}/gu) ?? []);
  return [...runs, ...words, ...parts];
}

/** Where the line begins that is `rows` lines above the one at an offset. */
function lineAbove(doc: string, offset: number, rows: number): number {
  let start = lineStart(doc, offset);
  for (let i = 0; i < rows && start > 0; i++) start = lineStart(doc, start - 1);
  return start;
}

function windowAt(doc: string, start: number, count: number): Window {
  const lines: string[] = [];
  const line = (from: number, to: number): string =>
    doc.slice(from, Math.min(to, from + 4 * maxWidth)).replace(/\r$/, "");
  for (let from = start; lines.length < count && from < doc.length;) {
    const to = lineBreak(doc, from);
    lines.push(line(from, to));
    from = to + 1;
  }
  return { start, before: start > 0 ? line(lineStart(doc, start - 1), start - 1) : "", lines };
}

/** Likeness of a window to the search, 0 to 1: the mean over its lines, longer ones counting more. */
function compare({ before, lines }: Window, search: Search): number {
  const line = (at: number): string => ((at === -1 ? before : lines[at]) ?? "").trim();
  let sum = 0;
  let weights = 0;
  // Lines that came in or went out before this one.
  let shift = 0;
  for (let i = 0; i < Math.min(search.lines.length, maxLines); i++) {
    const wanted = (search.lines[i] ?? "").trim();
    if (wanted === "") continue;
    const weight = Math.min(wanted.length, 80) + 8;
    const at = i + shift;
    let likeness = alike(wanted, line(at));
    for (const other of likeness < 0.9 ? [at + 1, at - 1, at - 2 * Math.sign(shift)] : []) {
      const there = alike(wanted, line(other));
      if (there >= 0.9 && likeness < 0.9) shift = other - i;
      likeness = Math.max(likeness, 0.95 * there);
    }
    sum += weight * likeness;
    weights += weight;
  }
  return weights === 0 ? 0 : sum / weights;
}

/** Lines so short that pairs of characters say little of them. */
const shortLine = 12;

/**
 * Dice's coefficient over pairs of neighbouring characters, for short lines also the share of their common ends; a text
 * within a longer one counts as alike, one that differs in case or white space as nearly the same.
 */
function alike(a: string, b: string): number {
  if (a === b) return 1;
  const x = a.slice(0, maxWidth).toLowerCase();
  const y = b.slice(0, 4 * maxWidth).toLowerCase();
  if (x === y || (x.length + y.length < 2 * maxWidth && unspaced(x) === unspaced(y))) return 0.95;
  const longest = Math.max(x.length, y.length);
  const ends = longest > shortLine ? 0 : commonEnds(x, y) / longest;
  if (x.length < 2 || y.length < 2) return Math.max(ends, y.includes(x) ? leastLikeness : 0);
  if (y.includes(x)) return 0.9;
  const pairs = new Map<string, number>();
  for (let i = 0; i < x.length - 1; i++) pairs.set(x.slice(i, i + 2), (pairs.get(x.slice(i, i + 2)) ?? 0) + 1);
  let common = 0;
  for (let i = 0; i < y.length - 1; i++) {
    const left = pairs.get(y.slice(i, i + 2)) ?? 0;
    if (left === 0) continue;
    pairs.set(y.slice(i, i + 2), left - 1);
    common++;
  }
  return Math.max(ends, (2 * common) / (x.length + y.length - 2));
}

const unspaced = (text: string): string => text.replace(/\s+/g, "");

/** How many characters two texts begin and end with alike. */
function commonEnds(x: string, y: string): number {
  const most = Math.min(x.length, y.length);
  let head = 0;
  while (head < most && x.charAt(head) === y.charAt(head)) head++;
  let tail = 0;
  while (tail < most - head && x.charAt(x.length - 1 - tail) === y.charAt(y.length - 1 - tail)) tail++;
  return head + tail;
}

function describe(doc: string, { start, lines }: Window, search: Search): Nearest {
  const count = Math.min(search.lines.length, maxLines);
  // Room for lines that the search lacks: the place ends where the search's last line is found again.
  const last = (search.lines[count - 1] ?? "").trim();
  let end = Math.min(count, lines.length);
  if (last !== "" && (lines[end - 1] ?? "").trim() !== last) {
    const again = lines.findIndex((text, i) => i >= end && text.trim() === last);
    if (again >= 0) end = again + 1;
  }
  const file = lines.slice(0, end);
  const line = lineNumber(doc, start);
  return {
    startLine: line,
    endLine: line + file.length - 1,
    text: file.map(shorten).join("\n"),
    differences: differences(search.lines.slice(0, count), file, line),
  };
}

const shorten = (line: string): string => (line.length > maxWidth ? `${line.slice(0, maxWidth)}…` : line);

/** What differs between search lines and file lines, one sentence each, at most eight. */
function differences(searched: readonly string[], file: readonly string[], firstLine: number): string[] {
  const out: string[] = [];
  const quoted = (line: string): string => JSON.stringify(shorten(line)).replace(unseen, escapedForm);
  for (const hunk of lineDiff(searched, file)) {
    const paired = Math.min(hunk.beforeEnd - hunk.beforeStart, hunk.afterEnd - hunk.afterStart);
    for (let i = 0; i < paired; i++) {
      const want = searched[hunk.beforeStart + i] ?? "";
      const have = file[hunk.afterStart + i] ?? "";
      const line = firstLine + hunk.afterStart + i;
      out.push(words.differs(line, difference(want, have), quoted(want), quoted(have)));
    }
    for (let i = hunk.beforeStart + paired; i < hunk.beforeEnd; i++)
      out.push(words.notInFile(firstLine + hunk.afterEnd, quoted(searched[i] ?? "")));
    for (let i = hunk.afterStart + paired; i < hunk.afterEnd; i++)
      out.push(words.notInSearch(firstLine + i, quoted(file[i] ?? "")));
  }
  return out.length > 8 ? [...out.slice(0, 8), words.moreDifferences(out.length - 8)] : out;
}

/** Characters that nobody sees in a message: format characters and every space but the plain one. */
const unseen = /[\p{Cf}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;
const escapedForm = (character: string): string =>
  `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;

const bare = (line: string): string => trimRight(line).slice(indentOf(line).length);

function difference(want: string, have: string): words.Difference {
  if (bare(want) === bare(have) && !isBlank(want))
    return indentOf(want) === indentOf(have) ? "end-space" : "indentation";
  const seen = (line: string): string => line.replace(/\p{Cf}/gu, "").trim();
  if (seen(want) === seen(have) && seen(want) !== "") return "unseen";
  if (unspaced(want) === unspaced(have)) return "inner-space";
  if (want.trim().toLowerCase() === have.trim().toLowerCase()) return "case";
  if (have.includes(want.trim()) && want.trim() !== "") return "longer";
  return fold(want.trim()) === fold(have.trim()) ? "typography" : "other";
}

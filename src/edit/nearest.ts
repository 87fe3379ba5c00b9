import { indentOf, isBlank, lineAt, lineStarts } from "./lines.ts";
import { lineDiff } from "./lineDiff.ts";
import type { Search } from "./search.ts";
import type { Nearest } from "./types.ts";
import { fold } from "./typography.ts";

/** Bounds that keep a refusal cheap: pieces looked for, hits followed, windows compared, text quoted. */
const maxPieces = 6;
const maxHits = 12;
const maxWindows = 6;
const maxLines = 60;
const maxWidth = 240;
/** Below this likeness (0 to 1) a place is not worth showing. */
const leastLikeness = 0.4;

/** The place that comes nearest to a search that was not found, with its likeness; nothing if none is like it. */
export function nearestPlace(doc: string, search: Search): (Nearest & { likeness: number }) | undefined {
  if (doc === "" || search.blank) return undefined;
  const starts = lineStarts(doc);
  const candidates = vote(doc, search, starts);
  let best: { line: number; likeness: number } | undefined;
  for (const line of candidates) {
    const likeness = compare(doc, starts, line, search);
    if (!best || likeness > best.likeness) best = { line, likeness };
  }
  if (!best || best.likeness < leastLikeness) return undefined;
  return { ...describe(doc, starts, best.line, search), likeness: best.likeness };
}

/** First lines at which the search may be meant to begin, best first: its longest lines vote, else its longest words. */
function vote(doc: string, search: Search, starts: readonly number[]): number[] {
  const votes = new Map<number, number>();
  const cast = (piece: string, row: number, weight: number): void => {
    let hits = 0;
    for (let at = doc.indexOf(piece); at >= 0 && hits < maxHits; at = doc.indexOf(piece, at + piece.length)) {
      const line = Math.max(0, lineAt(starts, at) - row);
      votes.set(line, (votes.get(line) ?? 0) + weight);
      hits++;
    }
  };
  const rows = search.lines.map((line, row) => ({ text: line.trim().slice(0, 200), row }));
  rows.sort((a, b) => b.text.length - a.text.length);
  for (const { text, row } of distinct(rows)) if (text.length > 3) cast(text, row, text.length);
  const words = rows
    .slice(0, 40)
    .flatMap(({ text, row }) => (text.match(/[\p{L}\p{N}_$]{3,}/gu) ?? []).map((word) => ({ text: word, row })));
  words.sort((a, b) => b.text.length - a.text.length);
  if (votes.size < 2) for (const { text, row } of distinct(words)) cast(text, row, text.length / 4);
  return [...votes]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, maxWindows)
    .map(([line]) => line);
}

function distinct(pieces: readonly { text: string; row: number }[]): { text: string; row: number }[] {
  const seen = new Set<string>();
  const out: { text: string; row: number }[] = [];
  for (const piece of pieces) {
    if (out.length === maxPieces) break;
    if (!seen.has(piece.text)) out.push(piece);
    seen.add(piece.text);
  }
  return out;
}

/** The file's line, without its break, cut to a width that can be compared and shown. */
function lineOf(doc: string, starts: readonly number[], line: number): string {
  const start = starts[line];
  if (start === undefined) return "";
  const end = (starts[line + 1] ?? doc.length + 1) - 1;
  return doc.slice(start, Math.min(end, start + 4 * maxWidth)).replace(/\r$/, "");
}

/** Likeness of the lines from `line` on to the search, 0 to 1: the mean over its lines, longer ones counting more. */
function compare(doc: string, starts: readonly number[], line: number, search: Search): number {
  let sum = 0;
  let weights = 0;
  for (let i = 0; i < Math.min(search.lines.length, 200); i++) {
    const wanted = (search.lines[i] ?? "").trim();
    if (wanted === "") continue;
    const weight = Math.min(wanted.length, 80) + 8;
    // A line may have come in or gone out before this one.
    const likeness = Math.max(
      ...[0, 1, -1].map((shift) => {
        const text = lineOf(doc, starts, line + i + shift).trim();
        return (shift === 0 ? 1 : 0.95) * alike(wanted, text);
      }),
    );
    sum += weight * likeness;
    weights += weight;
  }
  return weights === 0 ? 0 : sum / weights;
}

/** Dice's coefficient over pairs of neighbouring characters; a text within a longer one counts as alike. */
function alike(a: string, b: string): number {
  if (a === b) return 1;
  const x = a.slice(0, maxWidth);
  const y = b.slice(0, 4 * maxWidth);
  if (x.length < 2 || y.length < 2) return 0;
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
  return (2 * common) / (x.length + y.length - 2);
}

function describe(doc: string, starts: readonly number[], from: number, search: Search): Nearest {
  const count = Math.min(search.lines.length, maxLines);
  const all = starts.length - (doc.endsWith("\n") && starts.length > 1 ? 1 : 0);
  const line = Math.min(from, Math.max(0, all - 1));
  // Room for lines that the search lacks: the window ends where the search's last line is found again.
  const reach = Array.from({ length: Math.min(count + 4, all - line) }, (_, i) => lineOf(doc, starts, line + i));
  const lastWanted = (search.lines[count - 1] ?? "").trim();
  let end = Math.min(count, reach.length);
  if (lastWanted !== "" && (reach[end - 1] ?? "").trim() !== lastWanted) {
    const again = reach.findIndex((text, i) => i >= end && text.trim() === lastWanted);
    if (again >= 0) end = again + 1;
  }
  const file = reach.slice(0, end);
  return {
    startLine: line + 1,
    endLine: line + file.length,
    text: file.map(shorten).join("\n"),
    differences: differences(search.lines.slice(0, count), file, line + 1),
  };
}

const shorten = (line: string): string => (line.length > maxWidth ? `${line.slice(0, maxWidth)}…` : line);

/** What differs between search lines and file lines, one sentence each, at most eight. */
function differences(searched: readonly string[], file: readonly string[], firstLine: number): string[] {
  const out: string[] = [];
  const quoted = (line: string): string => JSON.stringify(shorten(line));
  for (const hunk of lineDiff(searched, file)) {
    const paired = Math.min(hunk.beforeEnd - hunk.beforeStart, hunk.afterEnd - hunk.afterStart);
    for (let i = 0; i < paired; i++) {
      const want = searched[hunk.beforeStart + i] ?? "";
      const have = file[hunk.afterStart + i] ?? "";
      const kind = difference(want, have);
      out.push(
        `Line ${firstLine + hunk.afterStart + i}${kind}: the search has ${quoted(want)}, the file ${quoted(have)}.`,
      );
    }
    for (let i = hunk.beforeStart + paired; i < hunk.beforeEnd; i++)
      out.push(`Not in the file, before line ${firstLine + hunk.afterEnd}: ${quoted(searched[i] ?? "")}.`);
    for (let i = hunk.afterStart + paired; i < hunk.afterEnd; i++)
      out.push(`Line ${firstLine + i} is not in the search: ${quoted(file[i] ?? "")}.`);
  }
  return out.length > 8 ? [...out.slice(0, 8), `And ${out.length - 8} more.`] : out;
}

function difference(want: string, have: string): string {
  if (want.trim() === have.trim() && !isBlank(want))
    return indentOf(want) === indentOf(have) ? ", white space at its end" : ", indentation";
  if (want.replace(/\s+/g, "") === have.replace(/\s+/g, "")) return ", white space inside it";
  if (want.trim().toLowerCase() === have.trim().toLowerCase()) return ", upper and lower case";
  return fold(want.trim()) === fold(have.trim()) ? ", quotes, dashes or accents" : "";
}

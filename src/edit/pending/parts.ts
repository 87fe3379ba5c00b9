import { lineDiff, longestAscending } from "../diff/lineDiff.ts";
import { splice } from "../text/splices.ts";
import type { PendingHunk, TextChange } from "./pendingHunks.ts";
import { isFormatted, type Slack, slackBetween, solid } from "./slack.ts";

/** A part of a change, and what alone it alters; "text" is everything else. */
export type Part = TextChange & { alters: Slack | "text" };

/**
 * What a change really alters, as ascending parts that do not overlap. Whoever replaces a long stretch, or the whole text,
 * seldom means all of it: lines that stay are left out, and lines that differ in white space alone are parts of their own.
 * @param hunks stretches whose lines are found again first, where lines occur several times
 * @param slack what lines may differ in that are taken for the same
 */
export function partsOf(
  before: string,
  change: TextChange,
  hunks: readonly PendingHunk[] = [],
  slack: Slack = "blank",
): Part[] {
  const end = change.offset + change.length;
  const old = before.slice(change.offset, end);
  if (old === change.text) return [];
  if (slack !== "signs" && (old === "" || change.text === ""))
    return [{ ...change, alters: slackBetween(old, change.text) ?? "text" }];
  const { offset, length, text } = wholeLines(before, change);
  const [from, now] = [linesOf(before.slice(offset, offset + length)), linesOf(text)];
  const parts: Part[] = [];
  let at = offset;
  const keys = [from, now].map((lines) => lines.map((line) => solid(line, slack))) as [string[], string[]];
  for (const stretch of stretchesOf(from, now, keys, anchorsOf(from, keys, hunks, offset))) {
    const [a, b] = [stretch.before.join(""), stretch.after.join("")];
    if (a !== b) parts.push(...partOf(at, a, b, slack));
    at += a.length;
  }
  if (slack !== "signs") return parts;
  // A formatter that parts and joins lines pairs them otherwise than they are paired here.
  const isOne = parts.some(({ alters }) => alters === "text") && isFormatted(from.join(""), text);
  return isOne ? [{ offset, length, text, alters: "signs" }] : parts;
}

/** Joins parts of one change: lines of nothing but signs that came or went belong to what was formatted beside them. */
export function withSignLines(before: string, parts: readonly Part[]): Part[] {
  const isSignLine = ({ alters, length, text }: Part) => alters === "signs" && (length === 0 || text === "");
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    const both = last && (isSignLine(last) || isSignLine(part)) ? joinedParts(before, last, part) : undefined;
    if (both) joined.pop();
    joined.push(both ?? part);
  }
  return joined;
}

/** Two parts and what is between them as one; undefined where that alters more than signs. */
function joinedParts(before: string, a: Part, b: Part): Part | undefined {
  const [start, end] = [a.offset, b.offset + b.length];
  const text = a.text + before.slice(a.offset + a.length, b.offset) + b.text;
  return isFormatted(before.slice(start, end), text)
    ? { offset: start, length: end - start, text, alters: "signs" }
    : undefined;
}

/** Changes, grown to whole lines and joined where they have one in common: a formatter's signs belong together. */
export function linewise(before: string, changes: readonly TextChange[]): TextChange[] {
  const joined: { offset: number; end: number; changes: TextChange[] }[] = [];
  for (const change of changes) {
    const { offset, length } = wholeLines(before, change);
    const last = joined.at(-1);
    if (last && offset < last.end) {
      last.end = Math.max(last.end, offset + length);
      last.changes.push(change);
    } else joined.push({ offset, end: offset + length, changes: [change] });
  }
  return joined.map(({ offset, end, changes: own }) => {
    const edits = own.map((each) => ({
      start: each.offset - offset,
      end: each.offset + each.length - offset,
      text: each.text,
    }));
    return { offset, length: end - offset, text: splice(before.slice(offset, end), edits) };
  });
}

/** The change, grown to the whole lines that it has to do with. */
function wholeLines(before: string, { offset, length, text }: TextChange): TextChange {
  const start = offset === 0 ? 0 : before.lastIndexOf("\n", offset - 1) + 1;
  let end = offset + length;
  const endsLine = end === before.length || (before[end - 1] === "\n" && text.endsWith("\n"));
  if (!endsLine) end = before.indexOf("\n", end) + 1 || before.length;
  const whole = before.slice(start, offset) + text + before.slice(offset + length, end);
  return { offset: start, length: end - start, text: whole };
}

type Stretch = { before: readonly string[]; after: readonly string[] };

/** Both lists of lines, in stretches that are equal, that differ but have the same keys, or that differ. */
function stretchesOf(
  before: readonly string[],
  after: readonly string[],
  [a, b]: readonly [string[], string[]],
  anchors: readonly Anchor[],
): Stretch[] {
  const stretches: Stretch[] = [];
  let [i, j] = [0, 0];
  /** Lines of the same keys, each run of equal or of other ones a stretch. */
  const same = (upTo: number): void => {
    let first = i;
    let wasEqual: boolean | undefined;
    const end = (): void => {
      const by = i - first;
      if (by > 0) stretches.push({ before: before.slice(first, i), after: after.slice(j - by, j) });
      first = i;
    };
    for (; i < upTo; i++, j++) {
      const isEqual = before[i] === after[j];
      if (wasEqual !== undefined && isEqual !== wasEqual) end();
      wasEqual = isEqual;
    }
    end();
  };
  let [i0, j0] = [0, 0];
  for (const anchor of [...anchors, { before: a.length, after: b.length, lines: 0 }]) {
    for (const hunk of lineDiff(a.slice(i0, anchor.before), b.slice(j0, anchor.after))) {
      same(i0 + hunk.beforeStart);
      [i, j] = [i0 + hunk.beforeEnd, j0 + hunk.afterEnd];
      stretches.push({
        before: before.slice(i0 + hunk.beforeStart, i),
        after: after.slice(j0 + hunk.afterStart, j),
      });
    }
    same(anchor.before + anchor.lines);
    [i0, j0] = [i, j];
  }
  return stretches;
}

type Anchor = { before: number; after: number; lines: number };

/** The hunks whose lines stand exactly once on both sides, as far as they are in the same order. */
function anchorsOf(
  before: readonly string[],
  [a, b]: readonly [string[], string[]],
  hunks: readonly PendingHunk[],
  offset: number,
): Anchor[] {
  const starts = new Map<number, number>();
  let at = offset;
  before.forEach((line, index) => {
    starts.set(at, index);
    at += line.length;
  });
  starts.set(at, before.length);
  const found = new Map<number, Anchor>();
  for (const { start, end } of hunks) {
    const [first, last] = [starts.get(start), starts.get(end)];
    if (first === undefined || last === undefined || last === first) continue;
    const lines = a.slice(first, last);
    if (lines.every((line) => line === "") || onlyPlace(a, lines) === undefined) continue;
    const place = onlyPlace(b, lines);
    if (place !== undefined) found.set(first, { before: first, after: place, lines: lines.length });
  }
  const anchors: Anchor[] = [];
  for (const [first] of longestAscending([...found.values()].map((each) => [each.before, each.after]))) {
    const [anchor, previous] = [found.get(first), anchors.at(-1)];
    if (anchor && anchor.after >= (previous ? previous.after + previous.lines : 0)) anchors.push(anchor);
  }
  return anchors;
}

/** The only index at which a run of lines stands; undefined where it stands nowhere or several times. */
function onlyPlace(lines: readonly string[], run: readonly string[]): number | undefined {
  let found: number | undefined;
  for (let at = lines.indexOf(run[0] ?? ""); at >= 0; at = lines.indexOf(run[0] ?? "", at + 1)) {
    if (!run.every((line, index) => lines[at + index] === line)) continue;
    if (found !== undefined) return undefined;
    found = at;
  }
  return found;
}

/** One stretch of lines that became another, without what both begin and end with where more than layout changed. */
function partOf(offset: number, old: string, text: string, slack: Slack): Part[] {
  const isSigns = slack === "signs" && isFormatted(old, text);
  const alters = slackBetween(old, text) ?? (isSigns ? "signs" : "text");
  if (alters !== "text" || old === "" || text === "") return [{ offset, length: old.length, text, alters }];
  const most = Math.min(old.length, text.length);
  let head = 0;
  while (head < most && old[head] === text[head]) head++;
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail++;
  const inner = text.slice(head, text.length - tail);
  return [{ offset: offset + head, length: old.length - head - tail, text: inner, alters }];
}

/** Lines with their breaks. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

import { characterEdits } from "./characterEdits.ts";
import { linePairs } from "./linePairs.ts";
import { cutsWord } from "../boundaries/wordCuts.ts";

/** Characters [start, end), in UTF-16 units and never empty, of a block's line `line` (from 0). */
export type InnerSpan = { line: number; start: number; end: number };

/** What differs within the two sides of a hunk; each list ascends and its spans do not overlap. */
export type InnerDiff = { before: InnerSpan[]; after: InnerSpan[] };

/** Pairs of characters that two texts, and all of a block, may compare; beyond, lines are compared from their ends only. */
const maxPairs = 2_000_000;
const maxWork = 12_000_000;

/**
 * Which characters of a replaced block of lines differ from those that stand in its place (lines without breaks), for
 * marking them. Each line is compared with the one it seems to be a rewritten form of. Whole words, parts of camelCase
 * words and whole numbers are marked, and the little that is equal between two larger changes is marked with them. A line
 * with too little in common with any other is marked as a whole (`start` 0, `end` its length); where lines were only
 * wrapped or joined, the blocks are compared across their line breaks.
 *
 * What is not marked reads the same on both sides, white space aside. The cost is near linear.
 */
export function innerDiff(before: readonly string[], after: readonly string[]): InnerDiff {
  const byLine = diffByLine(before, after);
  if (before.length === after.length) return byLine;
  const most = Math.max(inked(before.join("")), inked(after.join("")));
  const found = inkOf(byLine, before, after);
  if (found * 4 < most) return byLine;
  const flowing = diffAcross(before, after);
  const left = flowing ? inkOf(flowing, before, after) : most;
  return flowing && left * 4 < most && left * 2 < found ? flowing : byLine;
}

function diffByLine(before: readonly string[], after: readonly string[]): InnerDiff {
  const diff: InnerDiff = { before: [], after: [] };
  let [i, j] = [0, 0];
  let work = maxWork;
  const whole = (toBefore: number, toAfter: number): void => {
    for (; i < toBefore; i++) diff.before.push(...span(i, 0, before[i]?.length ?? 0));
    for (; j < toAfter; j++) diff.after.push(...span(j, 0, after[j]?.length ?? 0));
  };
  for (const pair of linePairs(before, after)) {
    whole(pair.before, pair.after);
    const [old, now] = [before[i] ?? "", after[j] ?? ""];
    const cost = old.length * now.length;
    const affordable = cost <= Math.min(maxPairs, work);
    if (affordable) work -= cost;
    for (const change of affordable ? changesWithin(old, now) : ends(old, now)) {
      diff.before.push(...span(i, change.start, change.end));
      diff.after.push(...span(j, change.afterStart, change.afterEnd));
    }
    i++;
    j++;
  }
  whole(before.length, after.length);
  return diff;
}

/** The difference of the blocks as running texts. */
function diffAcross(before: readonly string[], after: readonly string[]): InnerDiff | undefined {
  const [old, now] = [before.join("\n"), after.join("\n")];
  if (old.length * now.length > maxPairs) return undefined;
  const changes = changesWithin(old, now);
  return {
    before: spansOf(before, changes),
    after: spansOf(
      after,
      changes.map(({ afterStart, afterEnd }) => ({ start: afterStart, end: afterEnd })),
    ),
  };
}

/** Stretches of joined lines as spans of each. */
function spansOf(lines: readonly string[], stretches: readonly { start: number; end: number }[]): InnerSpan[] {
  const spans: InnerSpan[] = [];
  let offset = 0;
  let at = 0;
  lines.forEach((text, line) => {
    const last = offset + text.length;
    for (let next = stretches[at]; next && next.start <= last; next = stretches[++at]) {
      const [start, end] = [Math.max(0, next.start - offset), Math.min(text.length, next.end - offset)];
      // Where lines were wrapped their new indentation is no news.
      if (text.slice(start, end).trim() !== "") spans.push(...span(line, start, end));
      if (next.end > last) break;
    }
    offset = last + 1;
  });
  return spans;
}

const span = (line: number, start: number, end: number): InnerSpan[] => (start < end ? [{ line, start, end }] : []);

/** Characters [start, end) of one text that became [afterStart, afterEnd) of the other. */
type Change = { start: number; end: number; afterStart: number; afterEnd: number };

function changesWithin(before: string, after: string): Change[] {
  const changes: Change[] = [];
  let shift = 0;
  for (const { start, end, text } of characterEdits(before, after)) {
    const afterStart = start + shift;
    join(changes, toWords(before, after, { start, end, afterStart, afterEnd: afterStart + text.length }));
    shift += text.length - (end - start);
  }
  return quiet(before, after, changes);
}

/** One change from the first character that differs to the last. */
function ends(before: string, after: string): Change[] {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let [end, afterEnd] = [before.length, after.length];
  while (end > start && afterEnd > start && before.charCodeAt(end - 1) === after.charCodeAt(afterEnd - 1)) {
    end--;
    afterEnd--;
  }
  return [toWords(before, after, { start, end, afterStart: start, afterEnd })];
}

/** A change made longer at both ends until it cuts no word. What is added is the same text on both sides. */
function toWords(before: string, after: string, change: Change): Change {
  let { start, end, afterStart, afterEnd } = change;
  while (start > 0 && afterStart > 0 && (cutsWord(before, start) || cutsWord(after, afterStart))) {
    start--;
    afterStart--;
  }
  while (end < before.length && afterEnd < after.length && (cutsWord(before, end) || cutsWord(after, afterEnd))) {
    end++;
    afterEnd++;
  }
  return { start, end, afterStart, afterEnd };
}

/** Adds a change to ascending ones, as one with the last where they touch. */
function join(changes: Change[], change: Change): void {
  const last = changes.at(-1);
  if (last && (last.end >= change.start || last.afterEnd >= change.afterStart)) {
    last.end = Math.max(last.end, change.end);
    last.afterEnd = Math.max(last.afterEnd, change.afterEnd);
  } else changes.push(change);
}

/** Joins changes over equal text that is small beside them; many that leave little of a text between them are one. */
function quiet(before: string, after: string, changes: readonly Change[]): Change[] {
  const size = ({ start, end, afterStart, afterEnd }: Change): number =>
    Math.max(inked(before.slice(start, end)), inked(after.slice(afterStart, afterEnd)));
  const kept: Change[] = [];
  for (const change of changes) {
    let next = change;
    for (let last = kept.at(-1); last; last = kept.at(-1)) {
      const between = inked(before.slice(last.end, next.start));
      if (between * 4 > Math.min(size(last), size(next))) break;
      next = { ...last, end: next.end, afterEnd: next.afterEnd };
      kept.pop();
    }
    kept.push(next);
  }
  const [first, last] = [kept[0], kept.at(-1)];
  if (!first || !last || kept.length < 4) return kept;
  const all = { ...first, end: last.end, afterEnd: last.afterEnd };
  const changed = kept.reduce((sum, change) => sum + size(change), 0);
  return changed * 2 > size(all) ? [all] : kept;
}

/** How many characters of a text are not white space. */
const inked = (text: string): number => text.replace(/\s+/g, "").length;

function inkOf(diff: InnerDiff, before: readonly string[], after: readonly string[]): number {
  const of = (lines: readonly string[], spans: readonly InnerSpan[]): number =>
    spans.reduce((sum, { line, start, end }) => sum + inked((lines[line] ?? "").slice(start, end)), 0);
  return Math.max(of(before, diff.before), of(after, diff.after));
}

import { lineDiff, type LineHunk } from "./lineDiff.ts";

/**
 * Joins two changes of one text, by whole lines. Undefined where both changed the same lines, or lines that touch, in
 * different ways.
 */
export function mergeTexts(base: string, mine: string, theirs: string): string | undefined {
  const [from, own, other] = [linesOf(base), linesOf(mine), linesOf(theirs)];
  const ours = lineDiff(from, own).map((hunk) => ({ hunk, lines: own }));
  const its = lineDiff(from, other).map((hunk) => ({ hunk, lines: other }));
  const out: string[] = [];
  let at = 0;
  const take = ({ hunk, lines }: Side): void => {
    out.push(...from.slice(at, hunk.beforeStart), ...lines.slice(hunk.afterStart, hunk.afterEnd));
    at = hunk.beforeEnd;
  };
  while (ours.length > 0 || its.length > 0) {
    const [a, b] = [ours[0], its[0]];
    if (a && b && touch(a.hunk, b.hunk)) {
      if (!isSameChange(a, b)) return undefined;
      take(a);
      ours.shift();
      its.shift();
    } else if (a && (!b || a.hunk.beforeStart < b.hunk.beforeStart)) take(ours.shift()!);
    else take(its.shift()!);
  }
  return [...out, ...from.slice(at)].join("");
}

type Side = { hunk: LineHunk; lines: readonly string[] };

const touch = (a: LineHunk, b: LineHunk): boolean => a.beforeStart <= b.beforeEnd && b.beforeStart <= a.beforeEnd;

function isSameChange(a: Side, b: Side): boolean {
  const textOf = ({ hunk, lines }: Side): string => lines.slice(hunk.afterStart, hunk.afterEnd).join("");
  const isSamePlace = a.hunk.beforeStart === b.hunk.beforeStart && a.hunk.beforeEnd === b.hunk.beforeEnd;
  return isSamePlace && textOf(a) === textOf(b);
}

/** Lines with their ends. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

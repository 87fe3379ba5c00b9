/**
 * The lines in which two texts differ, with some around them. Nothing else is split into lines, so a small change of a
 * large file costs little.
 */
export type Part = {
  /** The number of the part's first line in its file, from 1. */
  first: number;
  /** How many lines the part has. */
  count: number;
  /** How many of these are around the difference. */
  head: number;
  tail: number;
  /** Every line of the whole text that ends does so with "\r\n". */
  isCrLf: boolean;
  /** The lines from one index to another, with their ends. */
  lines(from: number, to: number): string[];
  /** All lines, with their ends. */
  keys(): string[];
};

/** @param context how many equal lines to keep around the difference */
export function partsOf(before: string, after: string, context: number): { old: Part; now: Part } {
  const start = commonStart(before, after);
  const end = commonEnd(before, after, start);
  const from = linesUp(before, start, context);
  const oldEnd = linesDown(before, before.length - end, context);
  const nowEnd = linesDown(after, after.length - end, context);
  const first = lineBreaks(before, 0, from.at) + 1;
  const isCrLf = isAllCrLf(before) && isAllCrLf(after);
  const part = (text: string, down: { at: number; lines: number }): Part =>
    partOf(text.slice(from.at, down.at), { first, head: from.lines, tail: down.lines, isCrLf });
  return { old: part(before, oldEnd), now: part(after, nowEnd) };
}

function partOf(text: string, facts: Pick<Part, "first" | "head" | "tail" | "isCrLf">): Part {
  const breaks = lineBreaks(text, 0, text.length);
  const count = breaks + (text === "" || text.endsWith("\n") ? 0 : 1);
  // Lines are asked for in order, so each search goes on where the last one ended.
  let [line, at] = [0, 0];
  const lines = (from: number, to: number): string[] => {
    if (from < line) [line, at] = [0, 0];
    for (; line < from; line++) at = text.indexOf("\n", at) + 1;
    const found: string[] = [];
    for (; line < to && at < text.length; line++) {
      const next = text.indexOf("\n", at) + 1 || text.length;
      found.push(text.slice(at, next));
      at = next;
    }
    return found;
  };
  return { ...facts, count, lines, keys: () => lines(0, count) };
}

/** Where the first line begins that differs. */
function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return at === most && a.length === b.length ? at : at === 0 ? 0 : a.lastIndexOf("\n", at - 1) + 1;
}

/** How many characters of whole lines both texts end with, none of them before `start`. */
function commonEnd(a: string, b: string, start: number): number {
  const most = Math.min(a.length, b.length) - start;
  let count = 0;
  while (count < most && a.charCodeAt(a.length - 1 - count) === b.charCodeAt(b.length - 1 - count)) count++;
  const isStart = (text: string, at: number) => at === 0 || text.charCodeAt(at - 1) === 10;
  if (isStart(a, a.length - count) && isStart(b, b.length - count)) return count;
  const next = a.indexOf("\n", a.length - count) + 1;
  return next === 0 ? 0 : a.length - next;
}

function linesUp(text: string, from: number, most: number): { at: number; lines: number } {
  let [at, lines] = [from, 0];
  for (; lines < most && at > 0; lines++) at = at < 2 ? 0 : text.lastIndexOf("\n", at - 2) + 1;
  return { at, lines };
}

function linesDown(text: string, from: number, most: number): { at: number; lines: number } {
  let [at, lines] = [from, 0];
  for (; lines < most && at < text.length; lines++) at = text.indexOf("\n", at) + 1 || text.length;
  return { at, lines };
}

function lineBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", from); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

function isAllCrLf(text: string): boolean {
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1))
    if (text.charCodeAt(at - 1) !== 13) return false;
  return true;
}

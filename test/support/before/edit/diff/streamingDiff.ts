import { isBlank, toLf } from "../text/lines.ts";
import { lineDiff } from "./lineDiff.ts";
import { shareWords } from "./linePairs.ts";

/** Lines [start, end) of the region (from 0) that become `lines` (without line breaks). */
export type StreamHunk = { start: number; end: number; lines: string[] };

/**
 * What a push settled, and the hunk still being written. Settled hunks never change again and ascend. `open` may still
 * change; its `end` is the last line that seems to be replaced so far. `partial`: its last line is not complete.
 */
export type StreamStep = { settled: StreamHunk[]; open: (StreamHunk & { partial: boolean }) | undefined };

export type StreamingDiff = {
  /** Takes the next text of the rewritten region, cut anywhere. */
  push(text: string): StreamStep;
  /** The text is complete: settles all the rest. Nothing may be pushed afterwards. */
  finish(): StreamStep;
};

/**
 * The difference between a region and its rewriting, while the rewriting arrives.
 *
 * A hunk settles when a line after it is recognised in the original, or some that are rewritten forms of the original's
 * next, so no line that the text has not reached is ever touched, and nothing shown as settled is taken back. What is settled after some text depends on the text alone, not on
 * how it was cut. All settled hunks together turn the original's lines into the new ones exactly; a final line break that
 * one side has and the other lacks is left as the original has it. Characters that differ within a hunk are told by
 * `innerDiff`. The cost of a line does not depend on the length of the region.
 */
export function streamingDiff(original: string): StreamingDiff {
  const old = withoutLastBreak(toLf(original)).split("\n");
  const reader = new Reader(original === "" ? [] : old);
  let rest = "";
  let ended = false;
  return {
    push(text) {
      const all = rest + text;
      // A "\r" at the end may be half a line break.
      const lines = all.split("\n");
      rest = lines.pop() ?? "";
      const settled = lines.flatMap((line) => reader.take(line.replace(/\r$/, "")));
      return { settled, open: reader.open(rest.replace(/\r$/, "")) };
    },
    finish() {
      const last = rest.replace(/\r$/, "");
      const settled = ended ? [] : [...(last === "" ? [] : reader.take(last)), ...reader.finish()];
      ended = true;
      return { settled, open: undefined };
    },
  };
}

/** How many rewritten lines settle at once, and how many after them must be recognised. */
const alikeToSettle = 8;
const alikeHeld = 4;
/** How far ahead a rewritten line may be found, the more new lines came since the last one. */
const maxAhead = 12;

const withoutLastBreak = (text: string): string => (text.endsWith("\n") ? text.slice(0, -1) : text);

class Reader {
  private readonly old: readonly string[];
  private readonly places = new Map<string, number[]>();
  /** The first line of the original that is not settled. */
  private cursor = 0;
  /** New lines since then. */
  private fresh: string[] = [];
  /** Up to here the new lines seem to be rewritten forms of the original's. */
  private reached = 0;
  /** New lines (by their place in `fresh`) that are rewritten forms of the original's, ascending on both sides. */
  private alike: { fresh: number; old: number }[] = [];
  /** A run of new lines, the last ones, that stands in the original from `at` on, not yet believed. */
  private run: { at: number; length: number; sure: number } | undefined;

  constructor(old: readonly string[]) {
    this.old = old;
    old.forEach((line, i) => {
      const list = this.places.get(line);
      if (list) list.push(i);
      else this.places.set(line, [i]);
    });
  }

  /** Takes a complete line; gives the hunk that it settles, if any. */
  take(line: string): StreamHunk[] {
    if (this.fresh.length === 0 && this.old[this.cursor] === line) {
      this.cursor++;
      this.reached = this.cursor;
      return [];
    }
    this.fresh.push(line);
    this.follow(line);
    const { run } = this;
    if (!run || !this.isBelieved(run)) {
      this.reach(line);
      return run ? [] : this.settleAlike();
    }
    const lines = this.fresh.slice(0, this.fresh.length - run.length);
    const hunk = { start: this.cursor, end: run.at, lines };
    this.cursor = run.at + run.length;
    this.reached = this.cursor;
    this.fresh = [];
    this.alike = [];
    this.run = undefined;
    return this.exact(hunk);
  }

  /** Settles what lies behind the last few rewritten lines, when enough of them have come to be sure of the place. */
  private settleAlike(): StreamHunk[] {
    const last =
      this.alike.length >= alikeToSettle + alikeHeld ? this.alike[this.alike.length - alikeHeld - 1] : undefined;
    if (!last) return [];
    const hunk = { start: this.cursor, end: last.old + 1, lines: this.fresh.splice(0, last.fresh + 1) };
    this.cursor = hunk.end;
    this.alike = this.alike.slice(-alikeHeld).map(({ fresh, old }) => ({ fresh: fresh - last.fresh - 1, old }));
    return this.exact(hunk);
  }

  finish(): StreamHunk[] {
    const hunks = this.exact({ start: this.cursor, end: this.old.length, lines: this.fresh });
    this.cursor = this.old.length;
    this.fresh = [];
    return hunks;
  }

  open(partial: string): (StreamHunk & { partial: boolean }) | undefined {
    const next = this.old[this.reached];
    const shown = partial !== "" && !(next?.startsWith(partial) ?? false);
    if (this.fresh.length === 0 && !shown) return undefined;
    return {
      start: this.cursor,
      end: this.reached,
      lines: shown ? [...this.fresh, partial] : [...this.fresh],
      partial: shown,
    };
  }

  /** Makes the run of recognised lines longer, or begins another. */
  private follow(line: string): void {
    const { run } = this;
    if (run && this.old[run.at + run.length] === line) {
      run.length++;
      run.sure += isTelling(line) ? 1 : 0;
      return;
    }
    const at = firstFrom(this.places.get(line) ?? [], this.cursor);
    this.run = at === undefined ? undefined : { at, length: 1, sure: isTelling(line) ? 1 : 0 };
  }

  /**
   * Whether the new text has come to the run's place in the original. The next line always is that; after rewritten
   * lines the next one is; a jump needs a line that occurs once, or company, the more the longer it is.
   */
  private isBelieved(run: { at: number; length: number; sure: number }): boolean {
    const skipped = run.at - this.cursor;
    const added = this.fresh.length - run.length;
    if (skipped === 0 || run.sure >= 2) return true;
    if (this.reached >= run.at && (run.sure > 0 || skipped <= added)) return true;
    if (run.sure === 0) return run.length >= 3 && skipped <= added;
    if (run.length > 1) return skipped <= 3 + 2 * added;
    return this.places.get(this.old[run.at] ?? "")?.length === 1 && skipped <= 20 + 4 * added;
  }

  /** A line like one of the next of the original is that line, rewritten: shown in its place. */
  private reach(line: string): void {
    const since = this.fresh.length - 1 - (this.alike.at(-1)?.fresh ?? -1);
    const end = Math.min(this.reached + Math.min(2 + since, maxAhead), this.old.length);
    for (let i = this.reached; i < end; i++)
      if (isLike(line, this.old[i] ?? "")) {
        this.reached = i + 1;
        this.alike.push({ fresh: this.fresh.length - 1, old: i });
        return;
      }
  }

  /** A hunk without the lines that both sides have. */
  private exact({ start, end, lines }: StreamHunk): StreamHunk[] {
    return lineDiff(this.old.slice(start, end), lines).map((hunk) => ({
      start: start + hunk.beforeStart,
      end: start + hunk.beforeEnd,
      lines: lines.slice(hunk.afterStart, hunk.afterEnd),
    }));
  }
}

/** The first of ascending numbers that is not below another. */
function firstFrom(numbers: readonly number[], least: number): number | undefined {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return numbers[low];
}

/** Whether a line says enough to be recognised by. */
const isTelling = (line: string): boolean => !isBlank(line) && (line.match(/[\p{L}\p{N}_]/gu)?.length ?? 0) >= 4;

/** Longer lines are compared from their ends only. */
const maxLikeLength = 500;

/** Whether two lines share two thirds of their length at their ends, or of their words. */
function isLike(a: string, b: string): boolean {
  const [x, y] = [a.trim(), b.trim()];
  const most = Math.min(x.length, y.length);
  let head = 0;
  while (head < most && x.charCodeAt(head) === y.charCodeAt(head)) head++;
  let tail = 0;
  while (tail < most - head && x.charCodeAt(x.length - 1 - tail) === y.charCodeAt(y.length - 1 - tail)) tail++;
  if (most === 0) return false;
  const longest = Math.max(x.length, y.length);
  return (head + tail) * 3 >= longest * 2 || (longest <= maxLikeLength && most * 2 >= longest && shareWords(x, y));
}

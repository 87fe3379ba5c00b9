import assert from "node:assert/strict";
import { lineDiff, longestAscending, type LineHunk } from "../../../../src/edit/diff/lineDiff.ts";

const lines = (text: string): string[] => [...text];
/** Hunks as "from-to>from-to". */
const told = (hunks: readonly LineHunk[]): string =>
  hunks.map((hunk) => `${hunk.beforeStart}-${hunk.beforeEnd}>${hunk.afterStart}-${hunk.afterEnd}`).join(" ");

/** The length of the longest list of lines common to both, by the table of all beginnings. */
function common(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const line of a) {
    const next = [0];
    b.forEach((other, j) => next.push(line === other ? (row[j] ?? 0) + 1 : Math.max(row[j + 1] ?? 0, next[j] ?? 0)));
    row = next;
  }
  return row[b.length] ?? 0;
}

/** That the hunks turn one list into the other, ascend, and are parted by lines that stay. */
function check(a: readonly string[], b: readonly string[], hunks: readonly LineHunk[]): void {
  let [x, y] = [0, 0];
  hunks.forEach(({ beforeStart, beforeEnd, afterStart, afterEnd }, i) => {
    assert.ok(i === 0 || (beforeStart > x && afterStart > y), "hunks touch");
    assert.ok(beforeEnd > beforeStart || afterEnd > afterStart, "a hunk is empty");
    assert.deepEqual(b.slice(y, afterStart), a.slice(x, beforeStart));
    [x, y] = [beforeEnd, afterEnd];
  });
  assert.deepEqual(b.slice(y), a.slice(x));
}

const changed = (hunks: readonly LineHunk[]): number =>
  hunks.reduce((sum, hunk) => sum + hunk.beforeEnd - hunk.beforeStart + hunk.afterEnd - hunk.afterStart, 0);

describe("lineDiff", () => {
  const rows: [string, string, string, string][] = [
    ["nothing if both are the same", "abc", "abc", ""],
    ["a line added before all others", "bc", "abc", "0-0>0-1"],
    ["a line added after all others", "ab", "abc", "2-2>2-3"],
    ["a line removed between equal ones", "aab", "ab", "1-2>1-1"],
    ["a line added between equal ones", "ab", "aab", "1-1>1-2"],
    ["two changes", "abcde", "aXcYe", "1-2>1-2 3-4>3-4"],
    ["a change at either end", "abc", "XbY", "0-1>0-1 2-3>2-3"],
    ["one of two lines that change places", "axyb", "ayxb", "1-2>1-1 3-3>2-3"],
    ["a moved line beside lines that occur once", "abcd", "bcda", "0-1>0-0 4-4>3-4"],
    ["nothing in common", "abc", "xy", "0-3>0-2"],
  ];
  for (const [name, before, after, expected] of rows)
    it(`finds ${name}`, () => {
      const hunks = lineDiff(lines(before), lines(after));
      check(lines(before), lines(after), hunks);
      assert.equal(told(hunks), expected);
    });

  it("changes as few lines as possible if no line occurs once on both sides", () => {
    let state = 7;
    const next = (most: number): number => (state = (state * 1103515245 + 12345) % 2147483648) % most;
    let compared = 0;
    for (let round = 0; round < 3000; round++) {
      const [a, b] = [0, 1].map(() => Array.from({ length: 2 + next(14) }, () => "xyz"[next(3)] ?? "")) as [
        string[],
        string[],
      ];
      const hunks = lineDiff(a, b);
      check(a, b, hunks);
      let [head, tail] = [0, 0];
      while (head < Math.min(a.length, b.length) && a[head] === b[head]) head++;
      while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
      const [innerA, innerB] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
      const once = (list: readonly string[], line: string): boolean =>
        list.filter((each) => each === line).length === 1;
      if (innerA.some((line) => once(innerA, line) && once(innerB, line))) continue;
      compared++;
      assert.equal(changed(hunks), a.length + b.length - 2 * common(a, b), `${a.join("")} ${b.join("")}`);
    }
    assert.ok(compared > 1000);
  });

  it("keeps the lines that occur once, even if another way changes fewer", () => {
    // "u" could move alone; it stays, and the brackets around it go and come.
    const [before, after] = [lines("{}{}u{}"), lines("u{}{}{}")];
    check(before, after, lineDiff(before, after));
    assert.equal(told(lineDiff(before, after)), "0-4>0-0 5-5>1-5");
  });

  it("replaces a stretch as a whole if nearly nothing is common", () => {
    const [a, b] = ["a", "b"].map((side) => Array.from({ length: 1600 }, (_, i) => `${side}${i}`)) as [
      string[],
      string[],
    ];
    const middle = ["same", "same"];
    const [before, after] = [a, b].map((list) => [...list.slice(0, 800), ...middle, ...list.slice(800)]) as [
      string[],
      string[],
    ];
    assert.deepEqual(lineDiff(before, after), [{ beforeStart: 0, beforeEnd: 1602, afterStart: 0, afterEnd: 1602 }]);
    const [fewA, fewB] = [before.slice(400, 1202), after.slice(400, 1202)];
    assert.equal(lineDiff(fewA, fewB).length, 2, "a shorter stretch keeps what is common");
  });
});

describe("longestAscending", () => {
  const rows: [string, [number, number][], [number, number][]][] = [
    ["no pairs", [], []],
    ["one pair", [[3, 5]], [[3, 5]]],
    [
      "all if they ascend",
      [
        [0, 1],
        [1, 2],
        [2, 9],
      ],
      [
        [0, 1],
        [1, 2],
        [2, 9],
      ],
    ],
    [
      "the last if they descend",
      [
        [0, 3],
        [1, 2],
        [2, 1],
      ],
      [[2, 1]],
    ],
    [
      "the longest, not the first",
      [
        [0, 5],
        [1, 1],
        [2, 2],
        [3, 6],
        [4, 3],
        [5, 4],
      ],
      [
        [1, 1],
        [2, 2],
        [4, 3],
        [5, 4],
      ],
    ],
  ];
  for (const [name, pairs, expected] of rows)
    it(`gives ${name}`, () => {
      assert.deepEqual(longestAscending(pairs), expected);
    });
});

import assert from "node:assert/strict";
import { createRepetitionWatch } from "../../../../src/gemma/rules/repetition.ts";

/** How many characters were taken when the watch found repetition, in pieces of so many; undefined where it did not. */
function foundAfter(text: string, piece: number, length?: number): number | undefined {
  const watch = createRepetitionWatch(length);
  for (let at = 0; at < text.length; at += piece)
    if (watch.repeats(text.slice(at, at + piece))) return Math.min(text.length, at + piece);
  return undefined;
}

describe("the watch for repetition", () => {
  const rows: [name: string, text: string, piece: number, length: number, after: number | undefined][] = [
    ["finds one character once the stretch is full", "a".repeat(100), 1, 80, 80],
    ["finds nothing in less than the stretch", "a".repeat(79), 1, 80, undefined],
    ["finds a unit of an eighth", "abcdefghij".repeat(20), 1, 80, 80],
    ["lets a longer unit pass", "abcdefghijk".repeat(20), 1, 80, undefined],
    ["finds a unit whose last time is cut", "abc".repeat(40), 1, 80, 80],
    ["looks at the last stretch alone", `${"xyz".repeat(7)}!${"a".repeat(90)}`, 1, 80, 110],
    ["looks again after an eighth of the stretch", `${"-".repeat(79)}x${"a".repeat(200)}`, 5, 80, 160],
    ["finds it in one piece", "ab".repeat(500), 1000, 80, 1000],
    ["finds it where a longer beginning comes back within the unit", "aabaaab".repeat(20), 1, 80, 80],
    ["lets text without repetition pass", Array.from({ length: 90 }, (_, i) => i).join(" "), 1, 80, undefined],
    ["lets a change at the end of the stretch pass", `${"a".repeat(79)}b`, 1, 80, undefined],
  ];
  for (const [name, text, piece, length, after] of rows)
    it(name, () => assert.equal(foundAfter(text, piece, length), after));

  it("wants 2,000 characters without a length", () => {
    assert.equal(foundAfter("a".repeat(1999), 1), undefined);
    assert.equal(foundAfter("a".repeat(2000), 1), 2000);
    assert.equal(foundAfter(`${"a".repeat(249)}\n`.repeat(9), 1), 2000);
    assert.equal(foundAfter(`${"a".repeat(250)}\n`.repeat(9), 1), undefined);
  });

  it("begins anew after a reset", () => {
    const watch = createRepetitionWatch(80);
    assert.equal(watch.repeats("a".repeat(79)), false);
    watch.reset();
    assert.equal(watch.repeats("a".repeat(79)), false);
    assert.equal(watch.repeats("a"), true);
  });
});

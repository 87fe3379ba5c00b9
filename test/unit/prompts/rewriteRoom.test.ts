import assert from "node:assert/strict";
import { type Limits, roomBeside, whyTooLong } from "../../../src/prompts/rewriteRoom.ts";

/** A region of so many lines of 40 characters. */
const regionOf = (lines: number) => `${"x".repeat(39)}\n`.repeat(lines);

describe("the room for a region that is to be rewritten", () => {
  const rows: [name: string, lines: number, limits: Limits, words: RegExp | undefined][] = [
    ["a window that holds it twice", 100, { contextTokens: 8192 }, undefined],
    ["an unknown window", 100_000, {}, undefined],
    [
      "a window that holds it once",
      600,
      { contextTokens: 8192 },
      /601 lines.*12,\d+ tokens.*holds 8,192.*about \d+ lines/,
    ],
    [
      "a bound on answers below it",
      300,
      { contextTokens: 131_072, maxTokens: 1000 },
      /may have 1,000 \(gemma.maxTokens\)/,
    ],
    ["a bound on answers above it", 90, { contextTokens: 131_072, maxTokens: 1000 }, undefined],
  ];
  for (const [name, lines, limits, words] of rows) {
    it(`is judged by ${name}`, () => {
      const region = regionOf(lines);
      const why = whyTooLong(region, region.length + 1500, limits);
      if (words) assert.match(why ?? "", words);
      else assert.equal(why, undefined);
    });
  }

  it("as many lines as it names are not too many", () => {
    for (const limits of [{ contextTokens: 4096 }, { contextTokens: 32_768 }, { maxTokens: 700 }]) {
      const why = whyTooLong(regionOf(5000), regionOf(5000).length + 1500, limits) ?? "";
      const few = Number(/about ([\d,]+) lines at most/.exec(why)?.[1]?.replaceAll(",", ""));
      assert.ok(few > 10, why);
      assert.equal(whyTooLong(regionOf(few), regionOf(few).length + 1500, limits), undefined);
    }
  });

  it("is what question and answer leave of the window", () => {
    assert.equal(roomBeside(1000, 0, {}), Infinity);
    assert.equal(roomBeside(9000, 100, { contextTokens: 8192 }), 8192 * 3 - 18_000 - 100 - 1000);
    assert.equal(roomBeside(90_000, 100, { contextTokens: 8192 }), 0);
  });
});

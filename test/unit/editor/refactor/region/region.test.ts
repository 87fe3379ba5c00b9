import assert from "node:assert/strict";
import fc from "fast-check";
import { partsBetween } from "../../../../../src/edit/pending/follow.ts";
import {
  follow,
  followParts,
  isAtLineEnds,
  isFormatting,
  touches,
} from "../../../../../src/editor/refactor/region/region.ts";

describe("a region while the user types", () => {
  it("covers the same text after any change elsewhere, and text typed into it", () => {
    const parts = fc.record({
      before: fc.string(),
      inside: fc.string({ minLength: 1 }),
      after: fc.string(),
      text: fc.string(),
    });
    fc.assert(
      fc.property(parts, fc.nat(), fc.nat(), ({ before, inside, after, text }, a, b) => {
        const whole = before + inside + after;
        const [from, to] = [a % (whole.length + 1), b % (whole.length + 1)].sort((x, y) => x - y) as [number, number];
        const region = { start: before.length, end: before.length + inside.length };
        const change = { offset: from, length: to - from, text };
        const next = follow(region, change);
        const changed = whole.slice(0, from) + text + whole.slice(to);
        const now = changed.slice(next.start, next.end);
        if (touches(region, change)) {
          assert.ok(now.includes(text));
          assert.equal(changed.slice(0, next.start), before.slice(0, from));
        } else assert.equal(now, inside);
      }),
    );
  });

  it("covers the same lines when the whole text is replaced by itself", () => {
    const before = "a \nb\nc \nd\n";
    const region = { start: 3, end: 8 };
    for (const [after, inside] of [
      ["a \r\nb\r\nc \r\nd\r\n", "b\r\nc \r\n"],
      ["a\nb\nc\nd\n", "b\nc\n"],
      ["x\na \nb\nc \nd\n", "b\nc \n"],
      ["  a \n  b\n  c \n  d\n", "  b\n  c \n"],
    ] as const) {
      const parts = partsBetween(before, after, [{ offset: 0, length: before.length, text: after }]);
      const now = followParts(region, before, parts);
      assert.equal(after.slice(now.start, now.end), inside);
    }
  });

  it("covers its first line when that is reindented", () => {
    const parts = partsBetween("a\nb\nc\n", "  a\n  b\n  c\n", [
      { offset: 4, length: 0, text: "  " },
      { offset: 2, length: 0, text: "  " },
      { offset: 0, length: 0, text: "  " },
    ]);
    const { start, end } = followParts({ start: 2, end: 4 }, "a\nb\nc\n", parts);
    assert.equal("  a\n  b\n  c\n".slice(start, end), "  b\n");
  });

  it("distinguishes a save's changes of line ends from typing", () => {
    const before = "a \n\tb\n";
    const rows: [offset: number, length: number, text: string, isAtEnds: boolean][] = [
      [1, 1, "", true],
      [1, 2, "\r\n", true],
      [5, 0, "  ", true],
      [5, 0, "\n", false],
      [3, 1, "  ", false],
      [0, 0, " ", false],
      [1, 2, "", false],
      [5, 0, "x", false],
    ];
    for (const [offset, length, text, isAtEnds] of rows) {
      const part = { offset, length, text, alters: "blank" as const };
      assert.equal(isAtLineEnds(before, part), isAtEnds, JSON.stringify(part));
    }
  });
});

describe("a change by a formatter", () => {
  const before = "a\nf('x', y)\nb\n";
  const rows: [name: string, offset: number, length: number, text: string, isFormatting: boolean][] = [
    ["other quotes", 4, 3, '"x"', true],
    ["a semicolon", 11, 0, ";", true],
    ["brackets over several lines", 4, 7, "\n  'x',\n  y,\n", true],
    ["another word", 4, 3, "'z'", false],
    ["a word more", 11, 0, " z", false],
    ["a line less", 2, 10, "", false],
  ];
  for (const [name, offset, length, text, expected] of rows) {
    it(`is distinguished from other changes: ${name}`, () => {
      assert.equal(isFormatting(before, { offset, length, text, alters: "text" }), expected);
    });
  }
});

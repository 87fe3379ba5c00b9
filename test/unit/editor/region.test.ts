import assert from "node:assert/strict";
import fc from "fast-check";
import { follow, touches } from "../../../src/editor/refactor/region.ts";

describe("a region under the person's own typing", () => {
  it("holds the same text after any change elsewhere, and what was typed into it", () => {
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
});

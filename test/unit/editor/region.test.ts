import assert from "node:assert/strict";
import fc from "fast-check";
import { follow } from "../../../src/editor/refactor/region.ts";

describe("a region under the person's own typing", () => {
  it("holds the same text after any change elsewhere, and says so when the change touched it", () => {
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
        const next = follow(region, { offset: from, length: to - from, text });
        const changed = whole.slice(0, from) + text + whole.slice(to);
        if (next) assert.equal(changed.slice(next.start, next.end), inside);
        else assert.ok(from < region.end && to > region.start);
      }),
    );
  });
});

import assert from "node:assert/strict";
import { cutPoint } from "../../../../src/agent/context/cut.ts";

describe("the place where a text is cut", () => {
  it("is the end of a line in its second half, with its lines counted, else any character", () => {
    const text = (first: number): string => `${"a".repeat(first)}\n${"b".repeat(5000)}`;
    assert.deepEqual(cutPoint(text(600), 1000), { kept: 600, lines: 1 });
    assert.deepEqual(cutPoint(text(400), 1000), { kept: 1000, lines: 0 });
    assert.deepEqual(cutPoint("b".repeat(6000), 1000), { kept: 1000, lines: 0 });
  });
});

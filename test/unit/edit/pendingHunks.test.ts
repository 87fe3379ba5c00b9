import assert from "node:assert/strict";
import fc from "fast-check";
import {
  baselineOf,
  followChange,
  hunksBetween,
  lineEdits,
  type PendingHunk,
  splice,
} from "../../../src/edit/pendingHunks.ts";

const line = fc.constantFrom("a", "b", "c", "dd", "", "\t}");
const text = fc
  .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom("\n", "\r\n"), fc.boolean())
  .map(([lines, eol, final]) => lines.join(eol) + (final ? eol : ""));

describe("pending hunks", () => {
  it("are the lines that differ, in the new text", () => {
    const cases: [before: string, after: string, hunks: PendingHunk[]][] = [
      ["a\nb\nc\n", "a\nB\nc\n", [{ start: 2, end: 4, original: "b\n" }]],
      ["a\nb\nc\n", "a\nc\n", [{ start: 2, end: 2, original: "b\n" }]],
      ["a\nc\n", "a\nb\nc\n", [{ start: 2, end: 4, original: "" }]],
      ["a", "a\nb", [{ start: 1, end: 3, original: "" }]],
      ["a\r\nb", "a", [{ start: 1, end: 1, original: "\r\nb" }]],
      ["a", "a", []],
      ["", "a\n", [{ start: 0, end: 2, original: "" }]],
    ];
    for (const [before, after, hunks] of cases) assert.deepEqual(hunksBetween(before, after), hunks);
  });

  it("give the text before back, and the splices to the text after", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        assert.equal(baselineOf(after, hunksBetween(before, after)), before);
        assert.equal(splice(before, lineEdits(before, after)), after);
      }),
      { numRuns: 2000 },
    );
  });

  it("never count what a person changed as the model's", () => {
    const changed = fc.record({
      at: fc.nat(40),
      length: fc.nat(6),
      typed: fc.constantFrom("", "x", "\n", "x\n", "\ny"),
    });
    fc.assert(
      fc.property(text, text, changed, (before, after, { at, length, typed }) => {
        const offset = Math.min(at, after.length);
        const change = { offset, length: Math.min(length, after.length - offset), text: typed };
        const next = splice(after, [{ start: offset, end: offset + change.length, text: typed }]);
        const hunks = hunksBetween(before, after);
        const followed = followChange(after, hunks, change);
        // What is still pending reads as before, and undoing it leaves all that was typed.
        const stretches = (of: string, list: readonly PendingHunk[]) =>
          list.map(({ start, end, original }) => `${original}→${of.slice(start, end)}`);
        const left = stretches(next, followed);
        assert.deepEqual(stretches(after, hunks).filter((each) => left.includes(each)).length >= left.length, true);
        const undone = baselineOf(next, followed);
        if (followed.length === hunks.length) {
          const shift = undone.length - next.length;
          assert.equal(shift, before.length - after.length);
        }
        assert.ok(undone.includes(typed));
      }),
      { numRuns: 3000 },
    );
  });

  it("move with changes beside them, and are gone when touched", () => {
    const before = "a\nB\nc\n";
    const hunks = [{ start: 2, end: 4, original: "b\n" }];
    const follow = (offset: number, length: number, typed: string, options = {}) =>
      followChange(before, hunks, { offset, length, text: typed }, options);
    assert.deepEqual(follow(0, 0, "x\n"), [{ start: 4, end: 6, original: "b\n" }], "above");
    assert.deepEqual(follow(2, 0, "x\n"), [{ start: 4, end: 6, original: "b\n" }], "a line above");
    assert.deepEqual(follow(4, 0, "x"), hunks, "at the start of the next line");
    assert.deepEqual(follow(2, 0, "x"), [], "at the start of its line");
    assert.deepEqual(follow(3, 0, "x"), [], "inside");
    assert.deepEqual(follow(1, 4, ""), [], "around");
    assert.deepEqual(follow(3, 0, " ", { absorb: true }), [{ start: 2, end: 5, original: "b\n" }], "a formatter");
    assert.deepEqual(follow(4, 0, "x", { bordersTouch: true }), [], "an undo");
  });

  it("of a deletion stay at the start of the line below", () => {
    const hunks = [{ start: 2, end: 2, original: "b\n" }];
    assert.deepEqual(followChange("a\nc\n", hunks, { offset: 2, length: 0, text: "x" }), hunks);
  });

  it("at the end of a file without a final break are touched by typing on", () => {
    const hunks = hunksBetween("a\nb\n", "a\nB");
    assert.deepEqual(followChange("a\nB", hunks, { offset: 3, length: 0, text: "x" }), []);
  });
});

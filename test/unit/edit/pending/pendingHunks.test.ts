import assert from "node:assert/strict";
import fc from "fast-check";
import {
  baselineOf,
  hunksBetween,
  lineEdits,
  type PendingHunk,
  withProposal,
} from "../../../../src/edit/pending/pendingHunks.ts";
import { splice } from "../../../../src/edit/text/splices.ts";

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

  it("reproduce the earlier text, and the splices to the new text", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        assert.equal(baselineOf(after, hunksBetween(before, after)), before);
        assert.equal(splice(before, lineEdits(before, after)), after);
      }),
      { numRuns: 2000 },
    );
  });

  it("are ascending and separate after any sequence of proposals", () => {
    const edit = fc.record({ at: fc.nat(12), lines: fc.nat(3), put: fc.array(line, { maxLength: 3 }) });
    fc.assert(
      fc.property(text, fc.array(edit, { minLength: 2, maxLength: 4 }), (first, edits) => {
        let now: { text: string; hunks: PendingHunk[] } = { text: first, hunks: [] };
        for (const { at, lines, put } of edits) {
          const all = now.text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
          const start = all.slice(0, at).join("").length;
          const end = start + all.slice(at, at + lines).join("").length;
          now = withProposal(now.text, now.hunks, { start, end, text: put.map((each) => `${each}\n`).join("") });
          let last = 0;
          for (const hunk of now.hunks) {
            assert.ok(hunk.start >= last && hunk.end >= hunk.start, JSON.stringify(now));
            last = hunk.end;
          }
        }
        assert.equal(baselineOf(now.text, now.hunks), first);
      }),
      { numRuns: 3000 },
    );
  });
});

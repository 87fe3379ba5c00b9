import assert from "node:assert/strict";
import { isContent, readRemarks } from "../../../../src/prompts/opinion/readRemarks.ts";

const paths = ["src/a.ts", "src/b/c.py", "read me.md"];

/** Answers, and the remarks in them as "path:line text", then what is left. */
const rows: [string, string, string[], string][] = [
  ["the form that was asked for", "src/a.ts:12: Off by one.", ["src/a.ts:12 Off by one."], ""],
  [
    "several, with an empty line between",
    "src/a.ts:1: One.\n\nsrc/b/c.py:20: Two.",
    ["src/a.ts:1 One.", "src/b/c.py:20 Two."],
    "",
  ],
  ["bullets", "- src/a.ts:3: Bug\n* src/a.ts:4: Bug too", ["src/a.ts:3 Bug", "src/a.ts:4 Bug too"], ""],
  ["numbers", "1. src/a.ts:3: Bug\n2) src/b/c.py:4: Other", ["src/a.ts:3 Bug", "src/b/c.py:4 Other"], ""],
  ["backticks around the place", "`src/a.ts:3`: Bug", ["src/a.ts:3 Bug"], ""],
  ["bold around the place", "**src/a.ts:3** Bug", ["src/a.ts:3 Bug"], ""],
  ["bold and backticks", "- **`src/a.ts:3`**: Bug", ["src/a.ts:3 Bug"], ""],
  ["the word line", "src/a.ts, line 7: Bug", ["src/a.ts:7 Bug"], ""],
  ["the word line in brackets", "src/a.ts (line 7): Bug", ["src/a.ts:7 Bug"], ""],
  ["lines in the plural", "src/a.ts lines 7-9: Bug", ["src/a.ts:7 Bug"], ""],
  ["a link's fragment", "src/a.ts#L7: Bug", ["src/a.ts:7 Bug"], ""],
  ["a range", "src/a.ts:7-12: Bug", ["src/a.ts:7 Bug"], ""],
  ["a range with a dash of its own", "src/a.ts:7–12 — Bug", ["src/a.ts:7 Bug"], ""],
  ["a column", "src/a.ts:7:3: Bug", ["src/a.ts:7 Bug"], ""],
  ["a leading dot", "./src/a.ts:7: Bug", ["src/a.ts:7 Bug"], ""],
  ["the names of a diff", "b/src/a.ts:7: Bug", ["src/a.ts:7 Bug"], ""],
  ["a path with a space", "read me.md:2: Typo", ["read me.md:2 Typo"], ""],
  ["a line end of Windows", "src/a.ts:1: One.\r\nsrc/a.ts:2: Two.", ["src/a.ts:1 One.", "src/a.ts:2 Two."], ""],
  [
    "a remark on several lines",
    "src/a.ts:1: One\n  and more.\nsrc/a.ts:2: Two",
    ["src/a.ts:1 One\nand more.", "src/a.ts:2 Two"],
    "",
  ],
  ["the text on the next line", "src/a.ts:1:\nOff by one.", ["src/a.ts:1 Off by one."], ""],
  ["a verdict after the remarks", "src/a.ts:1: One\n\nOtherwise fine.", ["src/a.ts:1 One"], "Otherwise fine."],
  ["words before the remarks", "Here it is:\n\nsrc/a.ts:1: One", ["src/a.ts:1 One"], "Here it is:"],
  ["a file that was not shown", "src/other.ts:1: One", [], "src/other.ts:1: One"],
  ["a longer name with the same start", "src/a.tsx:1: One", [], "src/a.tsx:1: One"],
  ["a path without a line", "src/a.ts: fine overall", [], "src/a.ts: fine overall"],
  ["a remark without words", "src/a.ts:3:", [], ""],
  ["nothing", "", [], ""],
];

describe("reading a review", () => {
  for (const [name, answer, remarks, rest] of rows) {
    it(name, () => {
      const read = readRemarks(answer, paths);
      assert.deepEqual(
        read.remarks.map(({ path, line, text }) => `${path}:${line} ${text}`),
        remarks,
      );
      assert.equal(read.rest, rest);
    });
  }

  it("bounds the number and the length of remarks", () => {
    const many = Array.from({ length: 80 }, (_, at) => `src/a.ts:${at + 1}: ${"x".repeat(4_000)}`).join("\n\n");
    const { remarks } = readRemarks(many, paths);
    assert.equal(remarks.length, 50);
    assert.ok(remarks.every(({ text }) => text.length === 2_001));
  });

  it("reads a line of a megabyte as prose, at once", () => {
    const began = performance.now();
    const { remarks, rest } = readRemarks(`src/a.ts:1: ${"*".repeat(1_000_000)}`, paths);
    assert.equal(remarks.length, 0);
    assert.ok(rest.length > 1_000_000);
    assert.ok(performance.now() - began < 500);
  });

  for (const said of ["No remarks.", "no remarks", "**No remarks.**", "> No remarks!"]) {
    it(`takes "${said}" for content`, () => assert.equal(isContent(readRemarks(said, paths)), true));
  }
  for (const said of ["", "No remarks on style, but it crashes.", "src/a.ts:1: No remarks"]) {
    it(`does not take "${said}" for content`, () => assert.equal(isContent(readRemarks(said, paths)), false));
  }
});

import assert from "node:assert/strict";
import { fileDiff } from "../../../../src/agent/transcript/fileDiff.ts";
import { diffRows } from "../../../../src/webview/tools/diffRows.ts";
import { piecesOf } from "../../../../src/webview/code/marks.ts";

/** The rows that were changed, with what differs in brackets. */
const shown = (before: string, after: string): string[] =>
  diffRows(fileDiff({ path: "a.ts", before, after })).flatMap((row) => {
    if (row.kind === "gap" || row.kind === "same") return [];
    const pieces = piecesOf(row.text, 0, row.marks ?? []);
    return [row.kind[0] + " " + pieces.map(({ text, marked }) => (marked ? `[${text}]` : text)).join("")];
  });

describe("the rows of a shown change", () => {
  const cases: Record<string, { before: string; after: string; rows: string[] }> = {
    "a word of a line": {
      before: "let net = 1;\n",
      after: "let gross = 1;\n",
      rows: ["r let [net] = 1;", "a let [gross] = 1;"],
    },
    "something put in": { before: "call(a);\n", after: "call(a, b);\n", rows: ["r call(a);", "a call(a[, b]);"] },
    "lines that are only new": { before: "a\nb\n", after: "a\nnew\nb\n", rows: ["a new"] },
    "lines that are only gone": { before: "a\nold\nb\n", after: "a\nb\n", rows: ["r old"] },
    "changes apart from each other": {
      before: "first = 1;\nkeep\nkeep too\nlast = 1;\n",
      after: "first = 2;\nkeep\nkeep too\nlast = 3;\n",
      rows: ["r first = [1];", "a first = [2];", "r last = [1];", "a last = [3];"],
    },
    "a new file": { before: "", after: "one\ntwo\n", rows: ["a one", "a two"] },
  };
  for (const [name, { before, after, rows }] of Object.entries(cases)) {
    it(`mark ${name}`, () => assert.deepEqual(shown(before, after), rows));
  }
});

describe("a text cut for marking", () => {
  const marks = [
    { start: 2, end: 4 },
    { start: 6, end: 9 },
  ];
  const rows: [part: string, offset: number, pieces: string][] = [
    ["0123456789", 0, "01[23]45[678]9"],
    ["345", 3, "[3]45"],
    ["45", 4, "45"],
    ["678", 6, "[678]"],
    ["9", 9, "9"],
    ["", 3, ""],
  ];
  for (const [part, offset, expected] of rows) {
    it(`"${part}" from ${offset} is ${expected || "nothing"}`, () => {
      const pieces = piecesOf(part, offset, marks);
      assert.equal(pieces.map(({ text, marked }) => (marked ? `[${text}]` : text)).join(""), expected);
      assert.equal(pieces.map(({ text }) => text).join(""), part);
    });
  }
});

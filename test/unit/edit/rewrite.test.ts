import assert from "node:assert/strict";
import { applyEdit } from "../../../src/edit/index.ts";

const rewrite = (original: string, text: string): ReturnType<typeof applyEdit> =>
  applyEdit(original, { kind: "rewrite", text });

describe("rewrite", () => {
  const rows: [string, string, string, string][] = [
    ["gives an empty file its text", "", "a\r\nb", "a\r\nb"],
    ["keeps the line breaks", "a\r\nb\r\n", "a\nx\nb\n", "a\r\nx\r\nb\r\n"],
    ["keeps mixed line breaks line by line", "a\r\nb\nc\r\n", "a\nb\nx\nc\n", "a\r\nb\nx\nc\r\n"],
    ["keeps the byte order mark", "\ufeffa\n", "b\n", "\ufeffb\n"],
    ["keeps the final newline", "a\nb\n", "a\nc", "a\nc\n"],
    ["keeps its absence", "a\nb", "a\nc\n", "a\nc"],
    ["adds lines at the end", "a\r\nb", "a\nb\nc\n", "a\r\nb\r\nc"],
    ["takes lines away at the end", "a\nb\nc", "a\n", "a"],
    ["takes a fence away that is around the whole", "x\n", "```js\ny\nz\n```\n", "y\nz\n"],
    ["leaves a fence that is the file's", "```\nx\n```\n", "```\ny\n```\n", "```\ny\n```\n"],
    ["leaves fences within", "x\n", "```\ny\n```\n\n```\nz\n```\n", "```\ny\n```\n\n```\nz\n```\n"],
    [
      "keeps a placeholder that the file has",
      "a\n// ... existing code ...\n",
      "b\n// ... existing code ...\n",
      "b\n// ... existing code ...\n",
    ],
  ];
  for (const [name, original, text, expected] of rows)
    it(name, () => {
      const result = rewrite(original, text);
      assert.ok(result.ok, result.ok ? "" : result.error.message);
      assert.equal(result.text, expected);
      assert.equal(result.how, "rewrite");
    });
  it("reports splices for the lines that change alone", () => {
    const result = rewrite("a\nb\nc\nd\n", "a\nx\nc\ny\n");
    assert.ok(result.ok);
    assert.deepEqual(result.edits, [
      { start: 2, end: 3, text: "x" },
      { start: 6, end: 7, text: "y" },
    ]);
  });
  const refused: [string, string, string, string][] = [
    ["an empty text", "a\n", "", "empty-text"],
    ["white space", "a\n", " \n\n", "empty-text"],
    ["the same text", "a\r\nb\r\n", "a\nb", "no-change"],
    ["a placeholder", "a\nb\n", "a\n// ... rest of the file ...\n", "placeholder"],
    ["a placeholder more than the file has", "...\na\n", "...\nb\n...\n", "placeholder"],
  ];
  for (const [name, original, text, kind] of refused)
    it(`refuses ${name}`, () => {
      const result = rewrite(original, text);
      assert.ok(!result.ok && result.error.kind === kind);
    });
});

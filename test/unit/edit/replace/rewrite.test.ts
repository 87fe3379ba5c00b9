import assert from "node:assert/strict";
import { applyEdit } from "../../../../src/edit/index.ts";

const rewrite = (original: string, text: string): ReturnType<typeof applyEdit> =>
  applyEdit(original, { kind: "rewrite", text });

describe("rewrite", () => {
  const rows: [string, string, string, string][] = [
    ["gives an empty file its text", "", "a\r\nb", "a\r\nb"],
    ["keeps the line breaks", "a\r\nb\r\n", "a\nx\nb\n", "a\r\nx\r\nb\r\n"],
    ["keeps mixed line breaks line by line", "a\r\nb\nc\r\n", "a\nb\nx\nc\n", "a\r\nb\nx\nc\r\n"],
    ["keeps the byte order mark", "\ufeffa\n", "b\n", "\ufeffb\n"],
    ["keeps the final newline", "a\nb\n", "a\nc", "a\nc\n"],
    ["keeps a missing final newline", "a\nb", "a\nc\n", "a\nc"],
    ["adds lines at the end", "a\r\nb", "a\nb\nc\n", "a\r\nb\r\nc"],
    ["removes lines at the end", "a\nb\nc", "a\n", "a"],
    ["removes a fence around the whole file", "x\n", "```js\ny\nz\n```\n", "y\nz\n"],
    ["keeps a fence that belongs to the file", "```\nx\n```\n", "```\ny\n```\n", "```\ny\n```\n"],
    ["keeps fences inside the text", "x\n", "```\ny\n```\n\n```\nz\n```\n", "```\ny\n```\n\n```\nz\n```\n"],
    [
      "keeps a placeholder that the file already has",
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
    ["one placeholder more than the file has", "...\na\n", "...\nb\n...\n", "placeholder"],
  ];
  for (const [name, original, text, kind] of refused)
    it(`refuses ${name}`, () => {
      const result = rewrite(original, text);
      assert.ok(!result.ok && result.error.kind === kind);
    });
});

describe("rewrite: marks of edits", () => {
  const code = "function a() {\n  one();\n  two();\n}\n";
  const block = "<<<<<<< SEARCH\n  one();\n=======\n  uno();\n>>>>>>> REPLACE\n";
  const marks: [string, string, string][] = [
    ["a block", code, block],
    ["a block within code", code, code + block],
    ["a block's end", code, `${code}>>>>>>> REPLACE\n`],
    ["a block marked by dashes", code, "------- SEARCH\n  one();\n=======\n  uno();\n+++++++ REPLACE\n"],
    ["a merge conflict", code, `${code}<<<<<<< HEAD\na\n=======\nb\n>>>>>>> new\n`],
    [
      "a second merge conflict",
      "<<<<<<< a\n=======\n>>>>>>> b\n",
      "<<<<<<< a\n=======\n>>>>>>> b\n<<<<<<< a\n=======\n>>>>>>> b\n",
    ],
    ["a hunk", code, "@@ -1,3 +1,3 @@\n function a() {\n-  one();\n+  uno();\n"],
    ["a hunk without numbers", code, `@@\n-  one();\n+  uno();\n`],
    ["a hunk within code", code, `${code}@@ function a() {\n+  x();\n`],
    ["a patch", code, "*** Begin Patch\n*** Update File: a.ts\n@@\n-  one();\n+  uno();\n*** End Patch\n"],
    ["a patch's section", code, "*** Update File: a.ts\n-  one();\n+  uno();\n"],
    ["a diff's file names", code, "--- a/a.ts\n+++ b/a.ts\n-  one();\n+  uno();\n"],
    ["git's header", code, `diff --git a/a.ts b/a.ts\n${code}`],
    ["rows of a diff", code, " function a() {\n-  one();\n+  uno();\n   two();\n }\n"],
    ["rows with unmarked context", code, "function a() {\n-  one();\n+  uno();\n  two();\n}\n"],
    ["rows that remove lines", code, " function a() {\n-  one();\n   two();\n }\n"],
    ["rows that add lines", code, " function a() {\n+  zero();\n   one();\n"],
    ["rows that add lines, with unmarked context", code, "function a() {\n+  zero();\n  one();\n  two();\n}\n"],
    ["a row that removes a line, with unmarked context", code, "function a() {\n-  one();\n  two();\n}\n"],
    ["a block with words beside its markers", code, "<<<<<<<SEARCH\n  one();\n=======\n  uno();\n>>>>>>>REPLACE\n"],
    ["lines with line numbers", code, "1 | function a() {\n2 |   uno();\n3 |   two();\n4 | }\n"],
    [
      "lines with line numbers and tabs",
      code,
      "     1\tfunction a() {\n     2\t  uno();\n     3\t  two();\n     4\t}\n",
    ],
    ["a search and its replacement in tags", code, "<search>\n  one();\n</search>\n<replace>\n  uno();\n</replace>\n"],
    ["an old and a new string", code, "<old_str>  one();</old_str>\n<new_str>  uno();</new_str>\n"],
    ["rows in a CRLF file", code.replaceAll("\n", "\r\n"), "function a() {\n-  one();\n+  uno();\n  two();\n}\n"],
    ["a block for a new file", "", block],
    ["a patch for a new file", "", "*** Begin Patch\n*** Add File: a.ts\n+x\n*** End Patch\n"],
    ["a hunk for a new file", "", "@@ -0,0 +1 @@\n+x\n"],
  ];
  for (const [name, original, text] of marks)
    it(`refuses ${name}`, () => {
      const result = rewrite(original, text);
      assert.ok(!result.ok && result.error.kind === "bad-patch", JSON.stringify(result));
    });
  const kept: [string, string, string][] = [
    ["marks that the file already has", `x\n${block}`, `y\n${block}`],
    ["a resolved merge conflict", "<<<<<<< a\n1\n=======\n2\n>>>>>>> b\n", "1\n"],
    ["an underlined title", "a\n", "Title\n=======\n"],
    ["lists", "a\nb\n", "- a\n- b\n"],
    ["lists in a list", "- a\n", "- a\n  - b\n"],
    ["a sum over several lines", "x = a\n", "x = a\n  + b\n  - c\n"],
    ["rows of a diff that the file already has", "-a\n+b\n", "-a\n+c\n"],
    ["Ruby class variables", "a\n", "@@count = 0\n"],
    ["a banner of dashes", "a\n", "-- ---- SEARCH\n-------- SEARCH --------\na\n"],
    ["a shift operator before the word", "a\n", "x <<< SEARCH\n"],
    ["a table with numbers", "name\tx\n", "1\tname\n2\tother\n3\tmore\n"],
    ["a search field", "<p>a</p>\n", "<search>\n<p>a</p>\n</search>\n"],
    ["a rule between lines", "a\n", "---\na\n---\n"],
    ["a new file that is a diff", "", "--- a/a.ts\n+++ b/a.ts\n@@ -1 +1 @@\n-a\n+b\n"],
    ["a new text with a block in the middle", "", `So:\n\n${block}`],
  ];
  for (const [name, original, text] of kept)
    it(`writes ${name}`, () => {
      const result = rewrite(original, text);
      assert.ok(result.ok, JSON.stringify(result));
      assert.equal(result.text, text);
    });
});

import assert from "node:assert/strict";
import { applies, refusal, replace } from "../replaceSupport.ts";

describe("replace: exact", () => {
  applies([
    ["a part of a line", "a = 1;\n", "1", "2", "a = 2;\n", "exact"],
    ["a line", "a\nb\nc\n", "b\n", "x\n", "a\nx\nc\n", "exact"],
    ["one line by several", "a\nb\nc", "b", "x\ny", "a\nx\ny\nc", "exact"],
    ["a deletion with its line break", "a\nb\nc\n", "b\n", "", "a\nc\n", "exact"],
    ["a deletion of a part", "a b c", "b ", "", "a c", "exact"],
    ["characters of regular expressions", "cost is $10.99 (net)", "$10.99 (net)", "$9 [x]", "cost is $9 [x]", "exact"],
    ["characters of replacement patterns", "foo bar", "foo", "$& $1 $$ $`", "$& $1 $$ $` bar", "exact"],
    ["backslashes unchanged", "a\\tb\n", "\\t", "\\n", "a\\nb\n", "exact"],
    ["a tab by spaces", "a\tb", "\t", "    ", "a    b", "exact"],
    ["white space inside a line", "a  b", "a  b", "a b", "a b", "exact"],
    ["text beyond ASCII", "Grüße 世界 🌍", "世界 🌍", "世 🌎", "Grüße 世 🌎", "exact"],
    ["the whole file", "a\nb", "a\nb", "c", "c", "exact"],
    ["text into an empty file", "", "", "a\n", "a\n", "exact"],
    ["text into an empty file, for an empty line", "", "\n", "a", "a", "exact"],
    ["trailing white space that the search has", "a  \nb\n", "a  \n", "c\n", "c\nb\n", "exact"],
    ["a call over several lines, from its middle", "x = f(\n  1,\n);\n", "f(\n  1,\n)", "g()", "x = g();\n", "exact"],
    ["with the strictest rule that fits", "  a();\na();\n", "\na();\n", "\nb();\n", "  a();\nb();\n", "exact"],
    ["a line that continues in others", "foo\nfoobar\n", "foobar\n", "x\n", "foo\nx\n", "exact"],
    ["a Python stub's dots", "def f(): ...\n", "def f(): ...", "def f() -> int: ...", "def f() -> int: ...\n", "exact"],
  ]);
  it("reports minimal splices", () => {
    const result = replace("const a = 1;\nconst b = 2;\n", {
      oldText: "const a = 1;\nconst b = 2;\n",
      newText: "const a = 1;\nconst b = 3;\n",
    });
    assert.ok(result.ok);
    assert.deepEqual(result.edits, [{ start: 23, end: 24, text: "3" }]);
  });
  it("never parts a surrogate pair, a letter from its accent or a line break", () => {
    assert.equal(refusal("x 😀 y", { oldText: "\ud83d", newText: "z" }).kind, "not-found");
    assert.equal(refusal("cafe\u0301 x", { oldText: "cafe", newText: "tea" }).kind, "not-found");
    assert.equal(refusal("👩\u200d💻 x", { oldText: "👩", newText: "z" }).kind, "not-found");
    assert.equal(refusal("👍🏽 x", { oldText: "👍", newText: "z" }).kind, "not-found");
    assert.equal(refusal("🇩🇪🇫🇷 x", { oldText: "🇪🇫", newText: "z" }).kind, "not-found");
    assert.ok(replace("🇩🇪🇫🇷 x", { oldText: "🇫🇷", newText: "z" }).ok);
    assert.equal(refusal("a  \r\nb\r\n", { oldText: "  \r", newText: "" }).kind, "not-found");
    const result = replace("a 😀\n", { oldText: "😀", newText: "😁" });
    assert.ok(result.ok);
    assert.deepEqual(result.edits, [{ start: 2, end: 4, text: "😁" }]);
    const joined = replace("a\r\nb\r\n", { oldText: "a\nb", newText: "a b" });
    assert.ok(joined.ok && joined.text === "a b\r\n");
  });
});

describe("replace: line endings, byte order mark, final newline", () => {
  applies([
    ["LF search in a CRLF file", "a\r\nb\r\nc\r\n", "a\nb\n", "a\nx\ny\n", "a\r\nx\r\ny\r\nc\r\n", "line-endings"],
    ["CRLF search in an LF file", "a\nb\nc\n", "a\r\nb\r\n", "a\r\nx\r\n", "a\nx\nc\n", "line-endings"],
    ["a new line in a CRLF file", "a\r\nb\r\n", "a", "a\nx", "a\r\nx\r\nb\r\n", "exact"],
    ["CRLF in a replacement for an LF file", "a\nb\n", "a", "a\r\nx", "a\nx\nb\n", "exact"],
    [
      "mixed: kept lines keep their line break",
      "a\r\nb\nc\r\nd\n",
      "a\nb\nc\n",
      "a\nx\nc\n",
      "a\r\nx\nc\r\nd\n",
      "line-endings",
    ],
    [
      "mixed: new lines get the line break of their place",
      "a\nb\r\nc\r\n",
      "b\nc\n",
      "b\nx\nc\n",
      "a\nb\r\nx\r\nc\r\n",
      "line-endings",
    ],
    ["a CR alone is a character", "a\rb\nc\n", "c\n", "x\n", "a\rb\nx\n", "exact"],
    [
      "partial lines at both ends across a CRLF",
      "one two\r\nthree four\r\n",
      "two\nthree",
      "2\n3",
      "one 2\r\n3 four\r\n",
      "line-endings",
    ],
    ["only a line break in a CRLF file", "a\r\nb", "a\n", "a;\n", "a;\r\nb", "line-endings"],
    ["a byte order mark, which stays", "\ufeffa\nb\n", "a\n", "x\n", "\ufeffx\nb\n", "exact"],
    ["a byte order mark in the search", "\ufeffa\nb\n", "\ufeffa\n", "\ufeffx\n", "\ufeffx\nb\n", "exact"],
    ["the last line without a line break", "a\nb", "b\n", "x\n", "a\nx", "line-endings"],
    ["more lines after it", "a\nb", "b\n", "b\nc\n", "a\nb\nc", "line-endings"],
    ["a deletion of the last line, which leaves the line break before it", "a\nb", "b\n", "", "a\n", "line-endings"],
  ]);
});

describe("replace: white space at line ends", () => {
  applies([
    ["in the file", "a  \nb\t\nc\n", "a\nb\n", "a\nx\n", "a  \nx\nc\n", "trailing-whitespace"],
    ["in the search", "a\nb\nc\n", "a \nb  \n", "a \nx\n", "a\nx\nc\n", "trailing-whitespace"],
    ["in a line with nothing else", "a\n    \nb\n", "a\n\nb\n", "a\n\nx\n", "a\n    \nx\n", "trailing-whitespace"],
    [
      "after a first line without its indentation",
      "    a(\n        b, \n    )\n",
      "a(\n        b,\n    )",
      "a(\n        c,\n    )",
      "    a(\n        c,\n    )\n",
      "trailing-whitespace",
    ],
  ]);
});

describe("replace: several places", () => {
  it("refuses them with their lines, overlapping ones too", () => {
    const error = refusal("a\nb\na\n", { oldText: "a", newText: "c" });
    assert.ok(error.kind === "ambiguous");
    assert.deepEqual(error.places, [1, 3]);
    assert.equal(refusal("aaa", { oldText: "aa", newText: "b" }).kind, "ambiguous");
    assert.equal(refusal("foo\nfoobar\n", { oldText: "foo", newText: "x" }).kind, "ambiguous");
    assert.equal(refusal("  x();\n    x();\n", { oldText: "x();\n", newText: "y();\n" }).kind, "ambiguous");
    assert.equal(refusal("a\nb\n\na\nb", { oldText: "a\nb\n", newText: "x\n" }).kind, "ambiguous");
  });
  it("lets a line number choose among equal places", () => {
    const file = "a\nb\na\nb\na\n";
    for (const [startLine, expected] of [
      [1, "x\nb\na\nb\na\n"],
      [3, "a\nb\nx\nb\na\n"],
      [5, "a\nb\na\nb\nx\n"],
    ] as const) {
      const result = replace(file, { oldText: "a", newText: "x", startLine });
      assert.ok(result.ok && result.text === expected);
    }
    assert.equal(refusal(file, { oldText: "a", newText: "x", startLine: 2 }).kind, "ambiguous");
    assert.equal(refusal(`a\n${"\n".repeat(80)}a\n`, { oldText: "a", newText: "x", startLine: 30 }).kind, "ambiguous");
  });
  it("does not let it choose among different places", () => {
    const file = "  if (a) {\n    b();\n  }\n\tif (a) {\n\t\tb();\n\t}\n";
    assert.equal(
      refusal(file, { oldText: "if (a) {\n  b();\n}\n", newText: "c();\n", startLine: 1 }).kind,
      "ambiguous",
    );
  });
  it("does not let it choose among lines of another depth", () => {
    const file = "  a();\n    a();\n";
    assert.equal(refusal(file, { oldText: "a();\n", newText: "b();\n", startLine: 1 }).kind, "ambiguous");
  });
  it("ignores it if there is only one place", () => {
    const result = replace("a\nb\n", { oldText: "b", newText: "x", startLine: 90 });
    assert.ok(result.ok && result.text === "a\nx\n");
  });
  it("replaces all, or a number of them", () => {
    const all = replace("foo bar foo baz foo", { oldText: "foo", newText: "qux", replaceAll: true });
    assert.ok(all.ok && all.text === "qux bar qux baz qux" && all.edits.length === 3);
    const two = replace("a\nb\na\n", { oldText: "a", newText: "c", expectedCount: 2 });
    assert.ok(two.ok && two.text === "c\nb\nc\n");
    const deep = replace("  a();\n\ta();\n", { oldText: "a();\n", newText: "b();\nc();\n", replaceAll: true });
    assert.ok(deep.ok && deep.text === "  b();\n  c();\n\tb();\n\tc();\n");
    const error = refusal("a\nb\na\n", { oldText: "a", newText: "c", expectedCount: 3 });
    assert.ok(error.kind === "count-mismatch" && error.found === 2 && error.expected === 3);
    assert.equal(refusal("x", { oldText: "a", newText: "b", replaceAll: true }).kind, "not-found");
  });
  describe("replaces all from left to right where they overlap", () => {
    const rows: [string, string, string, string, string, number][] = [
      ["within a word", "aaaa", "aa", "b", "bb", 2],
      ["with a rest", "aaa aa", "aa", "b", "ba b", 2],
      ["of texts that start as they end", "x = ababa;\n", "aba", "c", "x = cba;\n", 1],
      ["of punctuation", "a---b-----c", "--", "=", "a=-b==-c", 3],
      ["of lines", "a\na\na\n", "a\na\n", "b\n", "b\na\n", 1],
      ["of lines that end as they start", "x\n\nx\n\nx\n", "x\n\nx\n", "y\n", "y\n\nx\n", 1],
      ["of lines in another indentation", "  a\n  a\n  a\n  a\n", "a\na\n", "b\n", "  b\n  b\n", 2],
      ["of lines in a CRLF file", "a\r\na\r\na\r\n", "a\na\n", "b\n", "b\r\na\r\n", 1],
      ["of lines with trailing white space", "a \na\na \n", "a\na\n", "b\n", "b\na \n", 1],
      ["of empty lines", "x\n\n\n\n\ny\n", "\n\n", "\n", "x\n\n\ny\n", 2],
      ["of empty lines in a CRLF file", "x\r\n\r\n\r\n\r\ny\r\n", "\n\n", "\n", "x\r\n\r\ny\r\n", 2],
      ["in other typography", "“a”“a”“a” x", '"a""a"', "b", "b“a” x", 1],
    ];
    for (const [name, file, oldText, newText, expected, expectedCount] of rows)
      it(name, () => {
        for (const more of [{ replaceAll: true }, { replaceAll: true, expectedCount }]) {
          const result = replace(file, { oldText, newText, ...more });
          assert.ok(result.ok, result.ok ? "" : result.error.message);
          assert.equal(result.text, expected);
        }
        if (expectedCount > 1)
          assert.equal(refusal(file, { oldText, newText, expectedCount: expectedCount + 1 }).kind, "count-mismatch");
      });
  });
});

import assert from "node:assert/strict";
import type { EditError, Replacement } from "../../../../src/edit/index.ts";
import { refusal, replace } from "../replaceSupport.ts";

describe("replace: refusals", () => {
  const file = "function f() {\n  const a = 10;\n  return a;\n}\n";
  const kinds: [string, string, Replacement, EditError["kind"]][] = [
    ["an empty search", file, { oldText: "", newText: "x" }, "empty-search"],
    ["no change", file, { oldText: "return a;", newText: "return a;" }, "no-change"],
    ["no change but in line breaks", file, { oldText: "{\n  const", newText: "{\r\n  const" }, "no-change"],
    ["nothing for nothing", "", { oldText: "", newText: "" }, "no-change"],
    ["another number", file, { oldText: "const a = 11;", newText: "const a = 12;" }, "not-found"],
    ["another case", file, { oldText: "Return a;", newText: "x" }, "not-found"],
    ["white space inside a line", file, { oldText: "const  a = 10;", newText: "x" }, "not-found"],
    ["a line too many", file, { oldText: "  const a = 10;\n\n  return a;\n", newText: "x\n" }, "not-found"],
    ["a line too few", file, { oldText: "function f() {\n  return a;\n", newText: "x\n" }, "not-found"],
    [
      "first and last line alone",
      file,
      { oldText: "function f() {\n  const b = 1;\n  return b;\n}\n", newText: "x\n" },
      "not-found",
    ],
    ["a whole line within another", "max = 1\n", { oldText: "x = 1\n", newText: "y = 1\n" }, "not-found"],
    ["the end of a line as a line", "return foo();\n", { oldText: "foo();\n", newText: "bar();\n" }, "not-found"],
    [
      "lines joined by a missing break",
      file,
      { oldText: "  const a = 10;\n", newText: "  const a = 11;" },
      "line-break",
    ],
    [
      "a placeholder",
      file,
      { oldText: "  return a;\n", newText: "  // ... existing code ...\n  return a;\n" },
      "placeholder",
    ],
    ["an insertion made twice", "a\nb\nc\n", { oldText: "a\n", newText: "a\nb\n" }, "already-applied"],
    [
      "a change made twice",
      "const x = f(2);\n",
      { oldText: "const x = f(1);\n", newText: "const x = f(2);\n" },
      "already-applied",
    ],
    ["a word made longer twice", "x: string\n", { oldText: "x", newText: "x: string" }, "already-applied"],
  ];
  for (const [name, text, edit, kind] of kinds)
    it(`${name}: ${kind}`, () => assert.equal(refusal(text, edit).kind, kind));

  it("shows the nearest place, its lines and what differs", () => {
    const error = refusal(file, { oldText: "  const a = 11;\n  return a;\n", newText: "x\n" });
    assert.ok(error.kind === "not-found" && error.nearest);
    assert.equal(error.nearest.startLine, 2);
    assert.equal(error.nearest.endLine, 3);
    assert.equal(error.nearest.text, "  const a = 10;\n  return a;");
    assert.equal(error.nearest.differences.length, 1);
    assert.match(error.nearest.differences[0] ?? "", /Line 2.*a = 11.*a = 10/);
    assert.ok(error.message.includes("const a = 10;"));
  });
  it("names each line of several places once", () => {
    assert.match(refusal("aaa\n", { oldText: "aa", newText: "b" }).message, /has 2 places, at line 1\./);
    assert.match(refusal("a\nb\na\n", { oldText: "a", newText: "b" }).message, /has 2 places, at lines 1, 3\./);
  });

  it("says what kind of difference it is, and what a model did to its search", () => {
    const message = (oldText: string): string => refusal(file, { oldText, newText: "x" }).message;
    assert.match(message("const  a = 10;"), /white space inside/);
    assert.match(message("RETURN a;"), /upper and lower case/);
    assert.match(message("2 |   const a = 10;\n3 |   return a;\n"), /line numbers/);
    assert.match(message("if (a &lt; 1) {"), /HTML entities/);
    assert.match(message("{\\n  const a = 10;"), /real line break/);
    assert.match(message("```js\nreturn a;\n```\n"), /Markdown fence/);
    assert.match(message("function g() {\n  // ...\n}\n"), /leaves lines out/);
    assert.match(message("const a\n"), /which is longer/);
  });
  describe("shows the nearest place of short lines, and what cannot be seen", () => {
    const near: [string, string, string, number, number, RegExp][] = [
      ["white space", "a  b\nc\n", "a b\n", 1, 1, /white space inside/],
      ["missing white space", "c\nx = 1\n", "x=1", 2, 2, /white space inside/],
      ["a tab for a space", "a\tb\n", "a b", 1, 1, /white space inside it.*"a\\tb"/],
      ["another case", "a\nb\n", "B\n", 2, 2, /upper and lower case/],
      ["another character", "q\na,b\n", "a;b\n", 2, 2, /"a;b", the file "a,b"/],
      ["one character too many", "}\n", "};\n", 1, 1, /"};", the file "}"/],
      ["a format character", "q\na\u200bb\n", "ab\n", 2, 2, /cannot be seen.*"a\\u200bb"/],
      ["a byte order mark inside", "a\n\ufeffb = 1\n", "b = 1\n", 2, 2, /cannot be seen.*"\\ufeffb = 1"/],
      ["a part of a combined character", "q\n1\ufe0f\u20e3 x\n", "1", 2, 2, /which is longer/],
      ["a wide space", "a\u3000b\n", "a b\n", 1, 1, /white space inside it.*"a\\u3000b"/],
      ["blank lines that the search lacks", "a\n\nb\n\nc\n", "a\nb\nc\n", 1, 5, /Line 2 is not in the search/],
    ];
    for (const [name, text, oldText, startLine, endLine, said] of near)
      it(name, () => {
        const error = refusal(text, { oldText, newText: "QQQ\n" });
        assert.ok(error.kind === "not-found" && error.nearest, error.message);
        assert.deepEqual([error.nearest.startLine, error.nearest.endLine], [startLine, endLine]);
        assert.match(error.message, said);
      });
  });
  it("shows the nearest place of the part that is missing where the search leaves lines out", () => {
    const text = "function f() {\n  one();\n  two();\n  return 1;\n}\n";
    const of = (oldText: string, newText: string): EditError => refusal(text, { oldText, newText });
    const missing = of("function f() {\n  // ...\n  return 2;\n", "function f() {\n  // ...\n  return 3;\n");
    assert.ok(missing.kind === "not-found" && missing.nearest?.text === "  return 1;", missing.message);
    const unlike = of("  // ...\n  return 1;\n", "  return 2;\n");
    assert.ok(unlike.kind === "not-found" && unlike.nearest?.startLine === 4, unlike.message);
  });
  it("says nothing of a nearest place where there is none", () => {
    const error = refusal("alpha\nbeta\n", { oldText: "zzz qqq\n", newText: "x\n" });
    assert.ok(error.kind === "not-found" && error.nearest === undefined);
  });
});

describe("replace: not made already", () => {
  const rows: [string, string, string, string, string][] = [
    ["a bracket next to another", "f(g(a);\n", "g(a)", "g(a))", "f(g(a));\n"],
    [
      "a line of brackets next to another",
      "if (a) {\n  if (b) {\n    c();\n}\n",
      "    c();\n",
      "    c();\n  }\n",
      "if (a) {\n  if (b) {\n    c();\n  }\n}\n",
    ],
    ["an argument before one that starts like it", "f(bar, bazaar)\n", "bar", "bar, baz", "f(bar, baz, bazaar)\n"],
    ["an argument after one that ends like it", "f(xa, b)\n", "b)", "a, b)", "f(xa, a, b)\n"],
    [
      "an import before a longer one",
      "import a\nimport bc",
      "import a",
      "import a\nimport b",
      "import a\nimport b\nimport bc",
    ],
  ];
  it("does not take a part of a name for the replacement", () => {
    const error = refusal("const computeAll = 1;\nlet y = 2;\n", { oldText: "let z = 2;", newText: "const compute" });
    assert.equal(error.kind, "not-found");
  });
  for (const [name, file, oldText, newText, expected] of rows)
    it(name, () => {
      const result = replace(file, { oldText, newText });
      assert.ok(result.ok && result.text === expected);
    });
});

describe("replace: several edits", () => {
  it("applies them in any order, all found in the original", () => {
    const result = replace(
      "a\nb\nc\n",
      { oldText: "c", newText: "a" },
      { oldText: "a", newText: "b" },
      { oldText: "b", newText: "c" },
    );
    assert.ok(result.ok && result.text === "b\nc\na\n");
  });
  it("applies all or none, and says which failed", () => {
    const error = refusal("a\nb\n", { oldText: "a", newText: "x" }, { oldText: "zzz", newText: "y" });
    assert.equal(error.kind, "not-found");
    assert.equal(error.index, 1);
    assert.match(error.message, /Edit 2 of 2/);
  });
  it("refuses edits of the same text", () => {
    assert.equal(refusal("abc", { oldText: "ab", newText: "x" }, { oldText: "bc", newText: "y" }).kind, "overlap");
    assert.equal(
      refusal("a\nb\nc\n", { oldText: "a\nb\n", newText: "a\nx\n" }, { oldText: "b\nc\n", newText: "b\ny\n" }).kind,
      "overlap",
    );
    assert.equal(refusal("a", { oldText: "a", newText: "x" }, { oldText: "a", newText: "x" }).kind, "overlap");
  });
  it("lets touching edits be", () => {
    const result = replace("ab", { oldText: "b", newText: "y" }, { oldText: "a", newText: "x" });
    assert.ok(result.ok && result.text === "xy");
  });
  it("tries an edit that is not in the original on what the others wrote", () => {
    const result = replace("a\n", { oldText: "a", newText: "const b = 1;" }, { oldText: "b = 1", newText: "b = 2" });
    assert.ok(result.ok && result.text === "const b = 2;\n");
    assert.deepEqual(result.edits, [{ start: 0, end: 1, text: "const b = 2;" }]);
    assert.equal(
      refusal("a\n", { oldText: "b = 1", newText: "b = 2" }, { oldText: "a", newText: "const b = 1;" }).kind,
      "not-found",
    );
    const twice = refusal("a\n", { oldText: "a", newText: "b;\nb;" }, { oldText: "b;", newText: "c;" });
    assert.ok(twice.kind === "ambiguous" && twice.index === 1);
  });
  it("refuses a call without edits", () => assert.equal(refusal("a").kind, "no-change"));
});

import assert from "node:assert/strict";
import { applyEdit } from "../../../../src/edit/index.ts";
import { b, both, checkReplies, fence, tag, uno } from "./replyForms.ts";
import { refused, text } from "../shapes.ts";

const pair = (old: string, now: string, before = "  one();", after = "  uno();"): string[] => [old, before, now, after];
const below = (info: string, ...lines: string[]): string => `src/a.ts\n${fence(info, ...lines)}`;

describe("replies: an old and a new text below comments", () => {
  checkReplies([
    ['"old" and "new"', below("ts", ...pair("// OLD:", "// NEW:")), uno],
    ["lowercase words without colons", below("ts", ...pair("// old", "// new")), uno],
    ['"before" and "after"', below("ts", ...pair("// Before:", "// After:")), uno],
    ['"original code" and "updated code"', below("ts", ...pair("// Original code:", "// Updated code:")), uno],
    ["words between drawn lines", below("ts", ...pair("// --- OLD ---", "// --- NEW ---")), uno],
    ["words in block comments", below("ts", ...pair("/* before */", "/* after */")), uno],
    [
      "words with a remark in brackets",
      below("ts", ...pair("// Old version (wrong):", "// New version (fixed):")),
      uno,
    ],
    ["German words", below("ts", ...pair("// Vorher:", "// Nachher:")), uno],
    ["French words", below("ts", ...pair("// Avant :", "// Après :")), uno],
    ["Spanish words", below("ts", ...pair("// Antes:", "// Después:")), uno],
    ["Russian words", below("ts", ...pair("// Было:", "// Стало:")), uno],
    ["Chinese words", below("ts", ...pair("// 修改前：", "// 修改后：")), uno],
    ["Japanese words", below("ts", ...pair("// 変更前", "// 変更後")), uno],
    ["Korean words", below("ts", ...pair("// 변경 전", "// 변경 후")), uno],
    [
      "hash comments",
      `lib/b.py\n${fence("python", "# BEFORE:", "x = 1", "", "# AFTER:", "x = 5")}`,
      { "lib/b.py": b.replace("1", "5") },
    ],
    [
      "several pairs",
      below("ts", ...pair("// OLD:", "// NEW:"), "", ...pair("// OLD:", "// NEW:", "  two();", "  due();")),
      both,
    ],
    [
      "a pair that only removes lines",
      below("ts", "// OLD:", "  one();", "// NEW:"),
      { "src/a.ts": text("function a() {", "  two();", "}") },
    ],
    [
      "a pair in a code block that is announced as a part",
      `In \`src/a.ts\`:\n${fence("ts", ...pair("// OLD:", "// NEW:"))}`,
      uno,
    ],
    ["a pair whose first line names the file", fence("ts", "// src/a.ts", ...pair("// OLD:", "// NEW:")), uno],
    ["a pair inside a tag", tag('file path="src/a.ts"', ...pair("// OLD:", "// NEW:")), uno],
    ["an old text that is not in the file", below("ts", ...pair("// OLD:", "// NEW:", "  nope();")), refused],
    ["an empty old text", below("ts", "// OLD:", "// NEW:", "  uno();"), refused],
    ["an old text without a new one", below("ts", "// OLD:", "  one();"), { "src/a.ts": "// OLD:\n  one();\n" }],
    ["two old texts before the new one", below("ts", "// OLD:", "  one();", ...pair("// OLD:", "// NEW:")), refused],
    ["two new texts", below("ts", ...pair("// OLD:", "// NEW:"), "// NEW:", "  due();"), refused],
    ["a pair for which no file is named", fence("ts", ...pair("// OLD:", "// NEW:")), refused],
    [
      "a text file with such titles",
      `README.md\n${fence("md", "# Before", "One", "# After", "Two")}`,
      { "README.md": text("# Before", "One", "# After", "Two") },
    ],
    [
      "code with such words in its comments",
      below("ts", "import x;", "// before the call", "x();", "// after"),
      { "src/a.ts": text("import x;", "// before the call", "x();", "// after") },
    ],
    [
      "markup with such comments",
      `src/p.html\n${fence("html", "<!-- old -->", "<p>a</p>", "<!-- new -->", "<p>b</p>")}`,
      refused,
    ],
  ]);
  it("does not take a pair as the whole file if the file holds the old text", () => {
    const rewrite = (doc: string, now: string): string => {
      const result = applyEdit(doc, { kind: "rewrite", text: now });
      return result.ok ? "written" : result.error.kind;
    };
    assert.equal(rewrite("x = 1\ny = 2\n", "# OLD:\nx = 1\n# NEW:\nx = 2\n"), "bad-patch");
    assert.equal(rewrite("x = 1\ny = 2\n", "# Before\nz = 1\n# After\nz = 2\n"), "written");
    assert.equal(rewrite("# OLD:\nx = 1\n# NEW:\n", "# OLD:\nx = 1\n# NEW:\nx = 2\n"), "written");
  });
});

describe("replies: blocks with markers of three or four characters", () => {
  const marks = (open: string, middle: string, close: string): string[] => [
    open,
    "  one();",
    middle,
    "  uno();",
    close,
  ];
  checkReplies([
    ["a block with four", below("ts", ...marks("<<<< SEARCH", "====", ">>>> REPLACE")), uno],
    ["a block with three", below("ts", ...marks("<<< SEARCH", "===", ">>> REPLACE")), uno],
    [
      "a block within code",
      below("ts", "function a() {", ...marks("<<<< SEARCH", "====", ">>>> REPLACE"), "}"),
      refused,
    ],
    ["a block that is not closed", below("ts", ...marks("<<<< SEARCH", "====", "")), refused],
    ["only the end of a block", below("ts", ...marks("", "", ">>>> REPLACE")), refused],
    ["markers without words", below("ts", ...marks("<<<<", "====", ">>>>")), refused],
    ["a merge conflict", below("ts", ...marks("<<<< HEAD", "====", ">>>> new")), refused],
    [
      "a merge conflict within code",
      below("ts", "function a() {", ...marks("<<< HEAD", "===", ">>> new"), "}"),
      refused,
    ],
    ["markers inside a tag", tag('file path="src/a.ts"', ...marks("<<<<<", "=====", ">>>>>")), refused],
    [
      "a here-document and a doctest",
      `src/a.ts\n${fence("ts", "<<<EOT", "a", "EOT", ">>> f(x)", "1")}`,
      { "src/a.ts": text("<<<EOT", "a", "EOT", ">>> f(x)", "1") },
    ],
  ]);
  it("does not take such a block as the whole file", () => {
    const rewrite = (doc: string, now: string[]): string => {
      const result = applyEdit(doc, { kind: "rewrite", text: `${now.join("\n")}\n` });
      return result.ok ? "written" : result.error.kind;
    };
    for (const [open = "", middle = "", close = ""] of [
      ["<<<< SEARCH", "====", ">>>> REPLACE"],
      ["<<< SEARCH", "===", ">>> REPLACE"],
      ["<<<< SEARCH line=31", "=======", ""],
      ["<<< SEARCH src/a.ts", "===", ""],
      ["<<<<", "====", ">>>>"],
      ["<<<< HEAD", "====", ">>>> new"],
    ])
      for (const doc of ["one();\n", ""])
        assert.equal(rewrite(doc, marks(open, middle, close)), "bad-patch", open + doc);
    const conflict = marks("<<<< HEAD", "====", ">>>> new");
    assert.equal(rewrite(`${conflict.join("\n")}\n`, [...conflict, "more();"]), "written");
    assert.equal(rewrite("a\n", ["Title", "=====", ">>> f(x)", "1"]), "written");
  });
});

import assert from "node:assert/strict";
import { applyEdit } from "../../../../src/edit/index.ts";
import { b, both, checkReplies, fence, tag, uno } from "./replyForms.ts";
import { refused, text } from "../shapes.ts";

const pair = (old: string, now: string, before = "  one();", after = "  uno();"): string[] => [old, before, now, after];
const below = (info: string, ...lines: string[]): string => `src/a.ts\n${fence(info, ...lines)}`;

describe("replies: a text and its replacement below comments", () => {
  checkReplies([
    ["old and new", below("ts", ...pair("// OLD:", "// NEW:")), uno],
    ["small letters without colons", below("ts", ...pair("// old", "// new")), uno],
    ["before and after", below("ts", ...pair("// Before:", "// After:")), uno],
    ["original and updated code", below("ts", ...pair("// Original code:", "// Updated code:")), uno],
    ["with lines drawn around", below("ts", ...pair("// --- OLD ---", "// --- NEW ---")), uno],
    ["in blocks of comments", below("ts", ...pair("/* before */", "/* after */")), uno],
    ["with a remark in brackets", below("ts", ...pair("// Old version (wrong):", "// New version (fixed):")), uno],
    ["German words", below("ts", ...pair("// Vorher:", "// Nachher:")), uno],
    ["French words", below("ts", ...pair("// Avant :", "// Après :")), uno],
    ["Spanish words", below("ts", ...pair("// Antes:", "// Después:")), uno],
    ["Russian words", below("ts", ...pair("// Было:", "// Стало:")), uno],
    ["Chinese words", below("ts", ...pair("// 修改前：", "// 修改后：")), uno],
    ["Japanese words", below("ts", ...pair("// 変更前", "// 変更後")), uno],
    ["Korean words", below("ts", ...pair("// 변경 전", "// 변경 후")), uno],
    [
      "hashes",
      `lib/b.py\n${fence("python", "# BEFORE:", "x = 1", "", "# AFTER:", "x = 5")}`,
      { "lib/b.py": b.replace("1", "5") },
    ],
    [
      "several pairs",
      below("ts", ...pair("// OLD:", "// NEW:"), "", ...pair("// OLD:", "// NEW:", "  two();", "  due();")),
      both,
    ],
    [
      "one that only takes away",
      below("ts", "// OLD:", "  one();", "// NEW:"),
      { "src/a.ts": text("function a() {", "  two();", "}") },
    ],
    ["one where a part is announced", `In \`src/a.ts\`:\n${fence("ts", ...pair("// OLD:", "// NEW:"))}`, uno],
    ["one whose first line names the file", fence("ts", "// src/a.ts", ...pair("// OLD:", "// NEW:")), uno],
    ["one in a tag", tag('file path="src/a.ts"', ...pair("// OLD:", "// NEW:")), uno],
    ["an old text that is not there", below("ts", ...pair("// OLD:", "// NEW:", "  nope();")), refused],
    ["no old text", below("ts", "// OLD:", "// NEW:", "  uno();"), refused],
    ["no new one", below("ts", "// OLD:", "  one();"), { "src/a.ts": "// OLD:\n  one();\n" }],
    ["two old ones before the new one", below("ts", "// OLD:", "  one();", ...pair("// OLD:", "// NEW:")), refused],
    ["two new ones", below("ts", ...pair("// OLD:", "// NEW:"), "// NEW:", "  due();"), refused],
    ["no file", fence("ts", ...pair("// OLD:", "// NEW:")), refused],
    [
      "a file of text with such titles",
      `README.md\n${fence("md", "# Before", "One", "# After", "Two")}`,
      { "README.md": text("# Before", "One", "# After", "Two") },
    ],
    [
      "code with such words in its comments",
      below("ts", "import x;", "// before the call", "x();", "// after"),
      { "src/a.ts": text("import x;", "// before the call", "x();", "// after") },
    ],
    ["markup", `src/p.html\n${fence("html", "<!-- old -->", "<p>a</p>", "<!-- new -->", "<p>b</p>")}`, refused],
  ]);
  it("are not the text of a file with the old text", () => {
    const rewrite = (doc: string, now: string): string => {
      const result = applyEdit(doc, { kind: "rewrite", text: now });
      return result.ok ? "written" : result.error.kind;
    };
    assert.equal(rewrite("x = 1\ny = 2\n", "# OLD:\nx = 1\n# NEW:\nx = 2\n"), "bad-patch");
    assert.equal(rewrite("x = 1\ny = 2\n", "# Before\nz = 1\n# After\nz = 2\n"), "written");
    assert.equal(rewrite("# OLD:\nx = 1\n# NEW:\n", "# OLD:\nx = 1\n# NEW:\nx = 2\n"), "written");
  });
});

describe("replies: marks of three or four signs", () => {
  const marks = (open: string, middle: string, close: string): string[] => [
    open,
    "  one();",
    middle,
    "  uno();",
    close,
  ];
  checkReplies([
    ["a block of four", below("ts", ...marks("<<<< SEARCH", "====", ">>>> REPLACE")), uno],
    ["a block of three", below("ts", ...marks("<<< SEARCH", "===", ">>> REPLACE")), uno],
    [
      "a block among code",
      below("ts", "function a() {", ...marks("<<<< SEARCH", "====", ">>>> REPLACE"), "}"),
      refused,
    ],
    ["an open block", below("ts", ...marks("<<<< SEARCH", "====", "")), refused],
    ["an end alone", below("ts", ...marks("", "", ">>>> REPLACE")), refused],
    ["signs without words", below("ts", ...marks("<<<<", "====", ">>>>")), refused],
    ["a conflict", below("ts", ...marks("<<<< HEAD", "====", ">>>> new")), refused],
    ["a conflict among code", below("ts", "function a() {", ...marks("<<< HEAD", "===", ">>> new"), "}"), refused],
    ["signs in a tag", tag('file path="src/a.ts"', ...marks("<<<<<", "=====", ">>>>>")), refused],
    [
      "a here-document and a doctest",
      `src/a.ts\n${fence("ts", "<<<EOT", "a", "EOT", ">>> f(x)", "1")}`,
      { "src/a.ts": text("<<<EOT", "a", "EOT", ">>> f(x)", "1") },
    ],
  ]);
  it("are not the text of a file", () => {
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

import { checkDiff, refused, text } from "./shapes.ts";

type Row = [name: string, doc: string, diff: string, expected: string | typeof refused];

const check = (rows: readonly Row[]): void => {
  for (const [name, doc, diff, expected] of rows)
    it(`${expected === refused ? "refuses" : "applies"} ${name}`, () => {
      checkDiff(doc, diff, expected);
    });
};

const server = text("server {", "  listen 80;", "  timeout 5;", "}", "admin {", "  listen 81;", "  timeout 9;", "}");
const branches = text("if a:", "    log()", "if b:", "    log()");
const named = (...lines: string[]): string => text("--- a/a.txt", "+++ b/a.txt", ...lines);

describe("diffs without @@: the context before the first change", () => {
  check([
    ["marked context that is not there", server, text(" backup {", "   listen 82;", "-  timeout 9;", " }"), refused],
    ["the same without marks", server, text("backup {", "  listen 82;", "-  timeout 9;", "}"), refused],
    ["the same below names", server, named("backup {", "  listen 82;", "-  timeout 9;", "}"), refused],
    [
      "marked context that chooses among equals",
      branches,
      text(" if b:", "-    log()", "+    log2()"),
      text("if a:", "    log()", "if b:", "    log2()"),
    ],
    [
      "unmarked context that chooses",
      branches,
      text("if b:", "-    log()", "+    log2()"),
      text("if a:", "    log()", "if b:", "    log2()"),
    ],
    [
      "unmarked context below names",
      branches,
      named("if b:", "-    log()", "+    log2()"),
      text("if a:", "    log()", "if b:", "    log2()"),
    ],
    [
      "marked context below names",
      branches,
      named(" if b:", "-    log()", "+    log2()"),
      text("if a:", "    log()", "if b:", "    log2()"),
    ],
    [
      "unmarked context below the headers of git",
      branches,
      text(
        "diff --git a/a.txt b/a.txt",
        "index 12..34 100644",
        "--- a/a.txt",
        "+++ b/a.txt",
        "if b:",
        "-    log()",
        "+    log2()",
      ),
      text("if a:", "    log()", "if b:", "    log2()"),
    ],
    ["context alone of which a part is not there", branches, text(" if c:", "-    log()", "+    log2()"), refused],
    ["unmarked context of which a part is not there", branches, named("if c:", "-    log()", "+    log2()"), refused],
    [
      "a deletion below marked context",
      server,
      text(" admin {", "   listen 81;", "-  timeout 9;"),
      text("server {", "  listen 80;", "  timeout 5;", "}", "admin {", "  listen 81;", "}"),
    ],
    ["a deletion below unmarked context", branches, named("if b:", "-    log()"), text("if a:", "    log()", "if b:")],
    [
      "context on both sides",
      text("x", "a", "y", "x", "a", "z"),
      text(" x", "-a", "+b", " z"),
      text("x", "a", "y", "x", "b", "z"),
    ],
    [
      "unmarked context on both sides",
      text("x", "a", "y", "x", "a", "z"),
      text("x", "-a", "+b", "z"),
      text("x", "a", "y", "x", "b", "z"),
    ],
    ["equals without context", branches, text("-    log()", "+    log2()"), refused],
    ["equals with context that both have", text("x", "a", "x", "a"), text(" x", "-a", "+b"), refused],
    [
      "context of which only the first line lost its mark",
      branches,
      text("if b:", "     log()", "+    more()"),
      text("if a:", "    log()", "if b:", "    log()", "    more()"),
    ],
    [
      "context of which one line lost its mark, in the file's own indentation",
      text("{", "  return", "a();", "}"),
      text("  return", " a();", "+    b();"),
      text("{", "  return", "a();", "    b();", "}"),
    ],
    [
      "an insertion below an indented line without mark, in the file's own indentation",
      text("f() {", "    a();", "}"),
      text("    a();", "+    b();"),
      text("f() {", "    a();", "    b();", "}"),
    ],
    [
      "indented lines without marks that have two places",
      text("  a", " b", "x", " a", "  b"),
      text("  a", "  b", "+c"),
      refused,
    ],
    [
      "a path in a comment before it",
      branches,
      text("# a.txt", " if b:", "-    log()", "+    log2()"),
      text("if a:", "    log()", "if b:", "    log2()"),
    ],
    [
      "a path and an empty line before it",
      branches,
      text("a.txt", "", "if b:", "-    log()", "+    log2()"),
      text("if a:", "    log()", "if b:", "    log2()"),
    ],
    ["a path before context that is not there", branches, text("a.txt", " if c:", "-    log()"), refused],
    ["a sentence that announces it", text("a", "b"), text("This goes away:", "", "-b"), text("a")],
    [
      "a sentence before context that is not there",
      branches,
      text("This goes away:", "", "if c:", "-    log()"),
      refused,
    ],
    ["a removed line whose context ends the file before it", text("a", "b"), text(" b", "-a"), refused],
  ]);
});

describe("diffs without @@: insertions and empty lines", () => {
  check([
    ["an insertion below marked context", text("a", "b"), text(" a", "+x"), text("a", "x", "b")],
    ["an insertion below unmarked context", text("a", "b"), text("a", "+x"), text("a", "x", "b")],
    ["an insertion below names and unmarked context", text("a", "b"), named("a", "+x"), text("a", "x", "b")],
    ["an insertion below context that is not there", text("a", "b"), text(" c", "+x"), refused],
    ["an insertion below unmarked context that is not there", text("a", "b"), named("c", "+x"), refused],
    ["an insertion below context that stands twice", text("a", "b", "a"), text(" a", "+x"), refused],
    ["an insertion below nothing", text("a", "b"), named("+x"), refused],
    ["an insertion above context", text("a", "b"), text("+x", " b"), text("a", "x", "b")],
    [
      "an insertion between lines that stand twice",
      text("a", "b", "a", "c"),
      text("a", "+x", "c"),
      text("a", "b", "a", "x", "c"),
    ],
    [
      "an insertion below an indented line without mark",
      text("f() {", "    a();", "}", "g() {", "    a();", "}"),
      text("g() {", "    a();", "+    b();", "}"),
      text("f() {", "    a();", "}", "g() {", "    a();", "    b();", "}"),
    ],
    [
      "an empty line of context without its mark",
      text("if a:", "", "    log()", "if b:", "", "    log()"),
      text(" if b:", "", "-    log()", "+    log2()"),
      text("if a:", "", "    log()", "if b:", "", "    log2()"),
    ],
    [
      "an empty line among unmarked context below names",
      text("if a:", "", "    log()", "if b:", "", "    log()"),
      named("if b:", "", "-    log()", "+    log2()"),
      text("if a:", "", "    log()", "if b:", "", "    log2()"),
    ],
    [
      "an empty line behind the change",
      text("a", "", "b", "a", "", "c"),
      text("-a", "+x", "", " c"),
      text("a", "", "b", "x", "", "c"),
    ],
    ["an empty line of context that is not there", text("a", "b"), text(" a", "", "-b"), refused],
    ["empty lines before and behind it", text("a", "b"), text("", " a", "-b", "+c", ""), text("a", "c")],
    ["an empty line that is added", text("a", "b"), text(" a", "+", "+x", " b"), text("a", "", "x", "b")],
    ["an empty line that is removed", text("a", "", "b", "", "c"), text(" b", "-", " c"), text("a", "", "b", "c")],
    [
      "CRLF in the file",
      "if a:\r\n    log()\r\nif b:\r\n    log()\r\n",
      text("if b:", "-    log()", "+    x()"),
      "if a:\r\n    log()\r\nif b:\r\n    x()\r\n",
    ],
    [
      "CRLF in the diff",
      branches,
      text(" if b:", "-    log()", "+    x()").replaceAll("\n", "\r\n"),
      text("if a:", "    log()", "if b:", "    x()"),
    ],
    ["a file that is empty", "", named("+a", "+b"), text("a", "b")],
  ]);
});

describe("diffs with headers that models get wrong", () => {
  check([
    [
      "@@ with a function for an anchor",
      branches,
      named("@@ if b:", "-    log()", "+    log2()"),
      text("if a:", "    log()", "if b:", "    log2()"),
    ],
    ["@@ with an anchor that is not there", branches, named("@@ if c:", "-    log()", "+    log2()"), refused],
    ["dots for numbers", text("a", "b"), named("@@ ... @@", " a", "-b", "+c"), text("a", "c")],
    ["counts too small", text("a", "b", "c"), named("@@ -1,1 +1,1 @@", " a", "-b", "+x", " c"), text("a", "x", "c")],
    ["counts too large", text("a", "b", "c"), named("@@ -1,9 +1,9 @@", " a", "-b", "+x", " c"), text("a", "x", "c")],
    [
      "counts too small before an indented deletion behind an unmarked line",
      text("a", "b", "if x:", "    c"),
      named("@@ -1,2 +1,2 @@", " a", "-b", "+x", "if x:", "-    c"),
      refused,
    ],
    [
      "counts too small before a deletion behind an empty line, which is not there",
      text("a", "b", "", "    d"),
      named("@@ -1,2 +1,2 @@", " a", "-b", "+x", "", "-    c"),
      refused,
    ],
    [
      "counts too small before a deletion behind an empty line",
      text("a", "b", "", "    c", "d"),
      named("@@ -1,2 +1,2 @@", " a", "-b", "+x", "", "-    c"),
      text("a", "x", "", "d"),
    ],
    [
      "a first hunk without @@ and a second with",
      text("a", "b", "c", "d", "c", "e"),
      named(" b", "-c", "+x", "@@ -5,2 +5,2 @@", "-c", "+y", " e"),
      text("a", "b", "x", "d", "y", "e"),
    ],
    [
      "two hunks that read the same, in order",
      text("[a]", "x = 1", "[b]", "x = 1"),
      named("@@ @@", "-x = 1", "+x = 2", "@@ @@", "-x = 1", "+x = 3"),
      text("[a]", "x = 2", "[b]", "x = 3"),
    ],
    [
      "two hunks that read the same where there are three places",
      text("x = 1", "x = 1", "x = 1"),
      named("@@ @@", "-x = 1", "+x = 2", "@@ @@", "-x = 1", "+x = 3"),
      refused,
    ],
    [
      "a hunk between two others that stand once",
      text("x", "a", "x", "b", "x"),
      named("@@ @@", "-a", "+A", "@@ @@", "-x", "+X", "@@ @@", "-b", "+B"),
      text("x", "A", "X", "B", "x"),
    ],
    [
      "the same hunks in another order",
      text("x", "a", "x", "b", "x"),
      named("@@ @@", "-b", "+B", "@@ @@", "-x", "+X", "@@ @@", "-a", "+A"),
      refused,
    ],
    [
      "a hunk behind another one that leaves two places",
      text("a", "x", "b", "x"),
      named("@@ @@", "-a", "+A", "@@ @@", "-x", "+X"),
      refused,
    ],
    [
      "numbers that go down among equals",
      text("x", "y", ...Array.from({ length: 30 }, (_, i) => `${i}`), "x", "y"),
      named("@@ -80 +80 @@", "-x", "+A", "@@ -70 +70 @@", "-x", "+B"),
      refused,
    ],
    [
      "names that are no files",
      text("a", "b"),
      text("--- original", "+++ modified", "@@ -1,2 +1,2 @@", " a", "-b", "+c"),
      text("a", "c"),
    ],
    [
      "the old name alone without @@",
      branches,
      text("--- a/a.txt", "if b:", "-    log()", "+    x()"),
      text("if a:", "    log()", "if b:", "    x()"),
    ],
    [
      "a context diff of the old kind",
      text("a", "b"),
      text("*** a.txt", "--- a.txt", "***************", "*** 1,2 ****", "  a", "! b", "--- 1,2 ----", "  a", "! c"),
      refused,
    ],
    ["an ed script", text("a", "b"), text("2c2", "< b", "---", "> c"), refused],
    [
      "indentation before all of it",
      text("a", "b"),
      text("  --- a/a.txt", "  +++ b/a.txt", "  @@ -1,2 +1,2 @@", "   a", "  -b", "  +c"),
      text("a", "c"),
    ],
    [
      "a front matter's mark as context",
      text("---", "title: a", "---", "x"),
      text(" ---", "-title: a", "+title: b", " ---"),
      text("---", "title: b", "---", "x"),
    ],
  ]);
});

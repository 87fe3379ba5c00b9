import { branches, checkDiffs, named, refused, text } from "../shapes.ts";

describe("diffs with headers that models get wrong", () => {
  checkDiffs([
    [
      "@@ with a function as anchor",
      branches,
      named("@@ if b:", "-    log()", "+    log2()"),
      text("if a:", "    log()", "if b:", "    log2()"),
    ],
    ["@@ with an anchor that is not in the file", branches, named("@@ if c:", "-    log()", "+    log2()"), refused],
    ["dots instead of numbers", text("a", "b"), named("@@ ... @@", " a", "-b", "+c"), text("a", "c")],
    [
      "counts that are too small",
      text("a", "b", "c"),
      named("@@ -1,1 +1,1 @@", " a", "-b", "+x", " c"),
      text("a", "x", "c"),
    ],
    [
      "counts that are too large",
      text("a", "b", "c"),
      named("@@ -1,9 +1,9 @@", " a", "-b", "+x", " c"),
      text("a", "x", "c"),
    ],
    [
      "too small counts before an indented deletion after an unmarked line",
      text("a", "b", "if x:", "    c"),
      named("@@ -1,2 +1,2 @@", " a", "-b", "+x", "if x:", "-    c"),
      refused,
    ],
    [
      "too small counts before a deletion after an empty line that is not in the file",
      text("a", "b", "", "    d"),
      named("@@ -1,2 +1,2 @@", " a", "-b", "+x", "", "-    c"),
      refused,
    ],
    [
      "too small counts before a deletion after an empty line",
      text("a", "b", "", "    c", "d"),
      named("@@ -1,2 +1,2 @@", " a", "-b", "+x", "", "-    c"),
      text("a", "x", "", "d"),
    ],
    [
      "a first hunk without @@ and a second one with it",
      text("a", "b", "c", "d", "c", "e"),
      named(" b", "-c", "+x", "@@ -5,2 +5,2 @@", "-c", "+y", " e"),
      text("a", "b", "x", "d", "y", "e"),
    ],
    [
      "two equal hunks, in order",
      text("[a]", "x = 1", "[b]", "x = 1"),
      named("@@ @@", "-x = 1", "+x = 2", "@@ @@", "-x = 1", "+x = 3"),
      text("[a]", "x = 2", "[b]", "x = 3"),
    ],
    [
      "two equal hunks where three places fit",
      text("x = 1", "x = 1", "x = 1"),
      named("@@ @@", "-x = 1", "+x = 2", "@@ @@", "-x = 1", "+x = 3"),
      refused,
    ],
    [
      "a hunk between two others that have one place each",
      text("x", "a", "x", "b", "x"),
      named("@@ @@", "-a", "+A", "@@ @@", "-x", "+X", "@@ @@", "-b", "+B"),
      text("x", "A", "X", "B", "x"),
    ],
    [
      "the same three hunks in another order",
      text("x", "a", "x", "b", "x"),
      named("@@ @@", "-b", "+B", "@@ @@", "-x", "+X", "@@ @@", "-a", "+A"),
      refused,
    ],
    [
      "a hunk after another one that leaves two places",
      text("a", "x", "b", "x"),
      named("@@ @@", "-a", "+A", "@@ @@", "-x", "+X"),
      refused,
    ],
    [
      "falling numbers for equal places",
      text("x", "y", ...Array.from({ length: 30 }, (_, i) => `${i}`), "x", "y"),
      named("@@ -80 +80 @@", "-x", "+A", "@@ -70 +70 @@", "-x", "+B"),
      refused,
    ],
    [
      "context, then a bare @@",
      branches,
      named(" if b:", "@@ ... @@", "-    log()", "+    log2()"),
      text("if a:", "    log()", "if b:", "    log2()"),
    ],
    [
      "context below the only place, then a bare @@",
      text("if a:", "    log()", "if b:", "    pass"),
      named(" if b:", "@@", "-    log()", "+    log2()"),
      refused,
    ],
    [
      "a hunk without numbers that removes indented lines, before one with numbers",
      text("f", "    a", "    b", "g", "    c"),
      text("@@ ... @@", " f", "-    a", "@@ -5,1 +5,1 @@", "-    c", "+    d"),
      text("f", "    b", "g", "    d"),
    ],
    [
      "a hunk without a header that removes indented lines, before one with numbers",
      text("f", "    a", "    b", "g", "    c"),
      text(" f", "-    a", "@@ -5,1 +5,1 @@", "-    c", "+    d"),
      text("f", "    b", "g", "    d"),
    ],
    [
      "a hunk without a header that removes a line with one space, before one with numbers",
      text("f", " a", " b", "g", "    c"),
      text(" f", "- a", "@@ -5,1 +5,1 @@", "-    c", "+    d"),
      text("f", " b", "g", "    d"),
    ],
    [
      "names that are no file names",
      text("a", "b"),
      text("--- original", "+++ modified", "@@ -1,2 +1,2 @@", " a", "-b", "+c"),
      text("a", "c"),
    ],
    [
      "only the old name, without @@",
      branches,
      text("--- a/a.txt", "if b:", "-    log()", "+    x()"),
      text("if a:", "    log()", "if b:", "    x()"),
    ],
    [
      "an old-style context diff",
      text("a", "b"),
      text("*** a.txt", "--- a.txt", "***************", "*** 1,2 ****", "  a", "! b", "--- 1,2 ----", "  a", "! c"),
      refused,
    ],
    ["an ed script", text("a", "b"), text("2c2", "< b", "---", "> c"), refused],
    [
      "indentation before every line",
      text("a", "b"),
      text("  --- a/a.txt", "  +++ b/a.txt", "  @@ -1,2 +1,2 @@", "   a", "  -b", "  +c"),
      text("a", "c"),
    ],
    [
      "a front matter's `---` as context",
      text("---", "title: a", "---", "x"),
      text(" ---", "-title: a", "+title: b", " ---"),
      text("---", "title: b", "---", "x"),
    ],
  ]);
});

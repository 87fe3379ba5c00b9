import { branches, checkDiffs, named, refused, text } from "../shapes.ts";

describe("diffs with headers that models get wrong", () => {
  checkDiffs([
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
      "context, then a bare @@",
      branches,
      named(" if b:", "@@ ... @@", "-    log()", "+    log2()"),
      text("if a:", "    log()", "if b:", "    log2()"),
    ],
    [
      "context that is below the only place, then a bare @@",
      text("if a:", "    log()", "if b:", "    pass"),
      named(" if b:", "@@", "-    log()", "+    log2()"),
      refused,
    ],
    [
      "a hunk without numbers that takes indented lines out, before one with numbers",
      text("f", "    a", "    b", "g", "    c"),
      text("@@ ... @@", " f", "-    a", "@@ -5,1 +5,1 @@", "-    c", "+    d"),
      text("f", "    b", "g", "    d"),
    ],
    [
      "a hunk without header that takes indented lines out, before one with numbers",
      text("f", "    a", "    b", "g", "    c"),
      text(" f", "-    a", "@@ -5,1 +5,1 @@", "-    c", "+    d"),
      text("f", "    b", "g", "    d"),
    ],
    [
      "a hunk without header that takes out a line with one space, before one with numbers",
      text("f", " a", " b", "g", "    c"),
      text(" f", "- a", "@@ -5,1 +5,1 @@", "-    c", "+    d"),
      text("f", " b", "g", "    d"),
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

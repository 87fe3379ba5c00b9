import { applyEdit } from "../../../../src/edit/index.ts";
import { checkDiffs, named, refused, text, type DiffRow } from "../shapes.ts";

const python = text("def f():", "    x", "", "def g():", "    x");
const inF = python.replace("    x", "    y");
const inG = text("def f():", "    x", "", "def g():", "    y");
const brace = text("void f() {", "  a();", "  x();", "}", "", "void g() {", "  a();", "  x();", "}");
const lastBrace = text("void f() {", "  a();", "  x();", "}", "", "void g() {", "  a();", "  y();", "}");
const classes = text(
  "class A:",
  "    def f(self):",
  "        x",
  "    def e(self):",
  "        z",
  "",
  "class B:",
  "    def f(self):",
  "        x",
);
const ini = text("[a]", "x = 1", "", "[b]", "x = 1");
const titles = text("# A", "Text", "", "## More", "", "x", "", "# B", "", "x");
const lists = text("a:", "- x", "- y", "b:", "- x", "- y");
const change = ["-    x", "+    y"];

describe("diffs: a heading and a number", () => {
  const rows: DiffRow[] = [
    ["a number and a heading of the first place", python, named("@@ -2 +2 @@ def f():", ...change), inF],
    ["a number and a heading of the second place", python, named("@@ -5 +5 @@ def g():", ...change), inG],
    [
      "the first place's number and the second place's heading",
      python,
      named("@@ -2 +2 @@ def g():", ...change),
      refused,
    ],
    [
      "the second place's number and the first place's heading",
      python,
      named("@@ -5 +5 @@ def f():", ...change),
      refused,
    ],
    [
      "a number near the first place and the second place's heading",
      python,
      named("@@ -1 +1 @@ def g():", ...change),
      inG,
    ],
    [
      "a number before the file and the second place's heading",
      python,
      named("@@ -0,0 +1 @@ def g():", ...change),
      inG,
    ],
    [
      "a number after the file's end and the first place's heading",
      python,
      named("@@ -99 +99 @@ def f():", ...change),
      inF,
    ],
    ["a heading that is not in the file", python, named("@@ -5 +5 @@ def h():", ...change), inG],
    ["a heading with other parameters", python, named("@@ -1 +1 @@ def g(...):", ...change), inG],
    [
      "the first place's number and the second place's heading, in code with braces",
      brace,
      named("@@ -2,2 +2,2 @@ void g() {", "   a();", "-  x();", "+  y();"),
      refused,
    ],
    [
      "a number near the first place and the second place's heading, in code with braces",
      brace,
      named("@@ -3,2 +3,2 @@ void g() {", "   a();", "-  x();", "+  y();"),
      lastBrace,
    ],
    [
      "a heading that spans several blocks",
      classes,
      named("@@ -3 +3 @@ def f(self):", "-        x", "+        y"),
      classes.replace("        x", "        y"),
    ],
    [
      "a class as heading that contradicts the number",
      classes,
      named("@@ -3 +3 @@ class B:", "-        x", "+        y"),
      refused,
    ],
    [
      "a class as heading that agrees with the number",
      classes,
      named("@@ -9 +9 @@ class B:", "-        x", "+        y"),
      classes.replace(/x\n$/, "y\n"),
    ],
    [
      "a definition above the place that has ended before it",
      text("if a:", "    def f():", "        pass", "    x", "if b:", "    x"),
      named("@@ -4 +4 @@ def f():", ...change),
      text("if a:", "    def f():", "        pass", "    y", "if b:", "    x"),
    ],
    [
      "a definition above that has ended and holds an equal place",
      text("def f():", "    if a:", "    log()", "    x", "", "if b:", "    x"),
      named("@@ -7 +7 @@ def f():", ...change),
      refused,
    ],
    ["a section's heading that contradicts the number", ini, named("@@ -2 +2 @@ [b]", "-x = 1", "+x = 2"), refused],
    [
      "a section's heading and a number near another section",
      ini,
      named("@@ -1 +1 @@ [b]", "-x = 1", "+x = 2"),
      ini.replace(/1\n$/, "2\n"),
    ],
    ["a section's heading and a number below that section", ini, named("@@ -5 +5 @@ [a]", "-x = 1", "+x = 2"), refused],
    ["a chapter's heading that contradicts the number", titles, named("@@ -6 +6 @@ # B", "-x", "+y"), refused],
    [
      "a chapter's heading, the place in a subchapter",
      titles,
      named("@@ -99 +99 @@ # A", "-x", "+y"),
      titles.replace("\nx\n", "\ny\n"),
    ],
    [
      "a key as heading of a list that contradicts the number",
      lists,
      named("@@ -2,2 +2,1 @@ b:", " - x", "-- y"),
      refused,
    ],
    [
      "a key as heading of a list without a place near the number",
      lists,
      named("@@ -99,2 +99,1 @@ b:", " - x", "-- y"),
      lists.replace(/- y\n$/, ""),
    ],
    ["a heading as the only evidence", python, named("@@ -99 +99 @@ def g():", ...change), inG],
    [
      "the only place, whatever the heading names",
      python.replace("    x", "    z"),
      named("@@ -1 +1 @@ def f():", ...change),
      text("def f():", "    z", "", "def g():", "    y"),
    ],
  ];
  checkDiffs(rows);

  it("says what to do if heading and number contradict each other", () => {
    const result = applyEdit(python, { kind: "diff", text: named("@@ -2 +2 @@ def g():", ...change) });
    if (result.ok || result.error.kind !== "ambiguous") throw new Error("It is not refused as ambiguous.");
    if (!/names line 2, but "def g\(\):"/.test(result.error.message)) throw new Error(result.error.message);
  });
});

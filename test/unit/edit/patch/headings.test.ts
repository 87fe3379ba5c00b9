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
    ["both of the first", python, named("@@ -2 +2 @@ def f():", ...change), inF],
    ["both of the second", python, named("@@ -5 +5 @@ def g():", ...change), inG],
    ["a number of the first, a heading of the second", python, named("@@ -2 +2 @@ def g():", ...change), refused],
    ["a number of the second, a heading of the first", python, named("@@ -5 +5 @@ def f():", ...change), refused],
    ["a number near the first, a heading of the second", python, named("@@ -1 +1 @@ def g():", ...change), inG],
    ["a number before the file, a heading of the second", python, named("@@ -0,0 +1 @@ def g():", ...change), inG],
    ["a number behind the file, a heading of the first", python, named("@@ -99 +99 @@ def f():", ...change), inF],
    ["a heading that is not in the file", python, named("@@ -5 +5 @@ def h():", ...change), inG],
    ["a heading written with its parameters", python, named("@@ -1 +1 @@ def g(...):", ...change), inG],
    [
      "braces, a number of the first and a heading of the second",
      brace,
      named("@@ -2,2 +2,2 @@ void g() {", "   a();", "-  x();", "+  y();"),
      refused,
    ],
    [
      "braces, a number near the first and a heading of the second",
      brace,
      named("@@ -3,2 +3,2 @@ void g() {", "   a();", "-  x();", "+  y();"),
      lastBrace,
    ],
    [
      "a heading of several blocks",
      classes,
      named("@@ -3 +3 @@ def f(self):", "-        x", "+        y"),
      classes.replace("        x", "        y"),
    ],
    [
      "a class for a heading, against the number",
      classes,
      named("@@ -3 +3 @@ class B:", "-        x", "+        y"),
      refused,
    ],
    [
      "a class for a heading, with the number",
      classes,
      named("@@ -9 +9 @@ class B:", "-        x", "+        y"),
      classes.replace(/x\n$/, "y\n"),
    ],
    [
      "the last definition above, which has ended",
      text("if a:", "    def f():", "        pass", "    x", "if b:", "    x"),
      named("@@ -4 +4 @@ def f():", ...change),
      text("if a:", "    def f():", "        pass", "    y", "if b:", "    x"),
    ],
    [
      "such a one that holds a like place",
      text("def f():", "    if a:", "    log()", "    x", "", "if b:", "    x"),
      named("@@ -7 +7 @@ def f():", ...change),
      refused,
    ],
    ["sections, against the number", ini, named("@@ -2 +2 @@ [b]", "-x = 1", "+x = 2"), refused],
    [
      "sections, a number near the other",
      ini,
      named("@@ -1 +1 @@ [b]", "-x = 1", "+x = 2"),
      ini.replace(/1\n$/, "2\n"),
    ],
    ["sections, a number below the heading's", ini, named("@@ -5 +5 @@ [a]", "-x = 1", "+x = 2"), refused],
    ["chapters, against the number", titles, named("@@ -6 +6 @@ # B", "-x", "+y"), refused],
    ["chapters with others in them", titles, named("@@ -99 +99 @@ # A", "-x", "+y"), titles.replace("\nx\n", "\ny\n")],
    ["lists below keys", lists, named("@@ -2,2 +2,1 @@ b:", " - x", "-- y"), refused],
    [
      "lists below keys, no place near the number",
      lists,
      named("@@ -99,2 +99,1 @@ b:", " - x", "-- y"),
      lists.replace(/- y\n$/, ""),
    ],
    ["a heading that is the only evidence", python, named("@@ -99 +99 @@ def g():", ...change), inG],
    [
      "one place, whatever the heading names",
      python.replace("    x", "    z"),
      named("@@ -1 +1 @@ def f():", ...change),
      text("def f():", "    z", "", "def g():", "    y"),
    ],
  ];
  checkDiffs(rows);

  it("says what to do where they contradict one another", () => {
    const result = applyEdit(python, { kind: "diff", text: named("@@ -2 +2 @@ def g():", ...change) });
    if (result.ok || result.error.kind !== "ambiguous") throw new Error("It is not refused as ambiguous.");
    if (!/names line 2, but "def g\(\):"/.test(result.error.message)) throw new Error(result.error.message);
  });
});

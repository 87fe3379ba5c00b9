import assert from "node:assert/strict";
import { afterPatch, checkPatch, refused, text } from "../shapes.ts";

type Row = [name: string, doc: string, patch: readonly string[], expected: string | typeof refused];

const check = (rows: readonly Row[]): void => {
  for (const [name, doc, patch, expected] of rows)
    it(`${expected === refused ? "refuses" : "applies"} ${name}`, () =>
      assert.equal(afterPatch(doc, ...patch), expected));
};

const python = text("def f(", "    a,", "    b,", "):", "    return a", "", "def g(x):", "    return x");
const brace = text("int f(int a)", "{", "    return a;", "}", "");

describe("patch: added lines below an anchor", () => {
  check([
    ["a header on one line", python, ["@@ def g(x):", "+    log()"], python.replace("(x):\n", "(x):\n    log()\n")],
    [
      "a header whose parameters follow",
      python,
      ["@@ def f(", "+    log()"],
      python.replace("):\n    return a", "):\n    log()\n    return a"),
    ],
    [
      "a header that the anchor quotes in part",
      python,
      ["@@ def f", "+    log()"],
      python.replace("):\n    return a", "):\n    log()\n    return a"),
    ],
    ["a parameter below such a header", python, ["@@ def f(", "+    c,"], refused],
    [
      "a header that ends with a brace",
      text("function f(", "  a,", "  b,", ") {", "  return a;", "}"),
      ["@@ function f(", "+  log();"],
      text("function f(", "  a,", "  b,", ") {", "  log();", "  return a;", "}"),
    ],
    ["a brace on the next line", brace, ["@@ int f(int a)", "+    log();"], brace.replace("{\n", "{\n    log();\n")],
    [
      "parameters and a brace on the next lines",
      text("void f(int a,", "       int b)", "{", "  x();", "}"),
      ["@@ void f(int a,", "+  log();"],
      text("void f(int a,", "       int b)", "{", "  log();", "  x();", "}"),
    ],
    [
      "a class with its brace on the next line",
      text("public class A : B", "{", "    int x;", "}"),
      ["@@ public class A", "+    int y;"],
      text("public class A : B", "{", "    int y;", "    int x;", "}"),
    ],
    [
      "a bracket in a default value",
      text("def f(a=(1, 2), b='(',", "      c=None):", "    return a"),
      ["@@ def f(", "+    log()"],
      text("def f(a=(1, 2), b='(',", "      c=None):", "    log()", "    return a"),
    ],
    ["a decorator", text("@cache", "def f():", "    return 1"), ["@@ @cache", "+    log()"], refused],
    [
      "a decorator with arguments",
      text("@app.get('/')", "async def f():", "    return 1"),
      ["@@ @app.get('/')", "+    log()"],
      refused,
    ],
    [
      "an annotation",
      text("class A {", "  @Test", "  void f() {", "    x();", "  }", "}"),
      ["@@ @Test", "+    log();"],
      refused,
    ],
    ["a Rust attribute", text("#[test]", "fn f() {", "    x();", "}"), ["@@ #[test]", "+    log();"], refused],
    ["a C# attribute", text("[Fact]", "public void F()", "{", "}"), ["@@ [Fact]", "+    Log();"], refused],
    [
      "a template's parameters",
      text("template <typename T>", "T f(T a) {", "  return a;", "}"),
      ["@@ template <typename T>", "+  log();"],
      refused,
    ],
    [
      "a bound on the next line",
      text("fn f<T>(a: T)", "where", "    T: Debug,", "{", "    x();", "}"),
      ["@@ fn f<T>(a: T)", "+    log();"],
      refused,
    ],
    [
      "a base class on the next line",
      text("class A", "    extends B {", "  x() {}", "}"),
      ["@@ class A", "+  y() {}"],
      refused,
    ],
    [
      "a throws clause on the next line",
      text("void f()", "    throws E {", "  x();", "}"),
      ["@@ void f()", "+  log();"],
      refused,
    ],
    ["a value on the next line", text("const a =", "  1;", "x();"), ["@@ const a =", "+y();"], refused],
    ["a header that is never closed", text("def f(", "    a,"), ["@@ def f(", "+    log()"], refused],
    [
      "an annotation and its header on one line",
      text("class A {", "  @Override public void f() {", "    x();", "  }", "}"),
      ["@@ @Override public void f() {", "+    log();"],
      text("class A {", "  @Override public void f() {", "    log();", "    x();", "  }", "}"),
    ],
    ["a list", text("a = [", "    1,", "]"), ["@@ a = [", "+    0,"], text("a = [", "    0,", "    1,", "]")],
    [
      "an object literal",
      text("const a = {", "  x: 1,", "};"),
      ["@@ const a = {", "+  y: 2,"],
      text("const a = {", "  y: 2,", "  x: 1,", "};"),
    ],
    [
      "a call's arguments",
      text("app.use(", "  a(),", ");"),
      ["@@ app.use(", "+  b(),"],
      text("app.use(", "  b(),", "  a(),", ");"),
    ],
    [
      "a callback",
      text('it("a (b", () => {', "  x();", "});"),
      ['@@ it("a (b"', "+  log();"],
      text('it("a (b", () => {', "  log();", "  x();", "});"),
    ],
    [
      "a section of a settings file",
      text("[core]", "a = 1"),
      ["@@ [core]", "+b = 2"],
      text("[core]", "b = 2", "a = 1"),
    ],
    ["a heading", text("# One", "", "x", "# Two"), ["@@ # One", "+y"], text("# One", "y", "", "x", "# Two")],
    ["an import", text("import a", "import b"), ["@@ import a", "+import c"], text("import a", "import c", "import b")],
    ["a CSS rule", text(".a {", "  x: 1;", "}"), ["@@ .a {", "+  y: 2;"], text(".a {", "  y: 2;", "  x: 1;", "}")],
    [
      "a CSS media rule",
      text("@media print {", "  a { x: 1; }", "}"),
      ["@@ @media print {", "+  b { y: 2; }"],
      text("@media print {", "  b { y: 2; }", "  a { x: 1; }", "}"),
    ],
    [
      "a Go struct",
      text("type A struct {", "\tx int", "}"),
      ["@@ type A struct {", "+\ty int"],
      text("type A struct {", "\ty int", "\tx int", "}"),
    ],
    [
      "a header with a comment after it",
      text("def f():  # (so", "    x()"),
      ["@@ def f():", "+    log()"],
      text("def f():  # (so", "    log()", "    x()"),
    ],
    [
      "a header in a file with CRLF",
      brace.replaceAll("\n", "\r\n"),
      ["@@ int f(int a)", "+    log();"],
      brace.replace("{\n", "{\n    log();\n").replaceAll("\n", "\r\n"),
    ],
  ]);
});

const classes = text(
  "class A:",
  "    def run(self):",
  "        pass",
  "",
  "class B:",
  "    def run(self):",
  "        pass",
);

describe("patch: anchors that are in the file several times, and the order of hunks", () => {
  check([
    ["one hunk below an ambiguous anchor", classes, ["@@ def run(self):", "-        pass", "+        x()"], refused],
    ["added lines below an ambiguous anchor", classes, ["@@ def run(self):", "+        x()"], refused],
    [
      "as many hunks as places",
      classes,
      ["@@ def run(self):", "-        pass", "+        x()", "@@ def run(self):", "-        pass", "+        y()"],
      classes.replace("pass", "x()").replace("pass", "y()"),
    ],
    [
      "as many insertions as places",
      classes,
      ["@@ def run(self):", "+        x()", "@@ def run(self):", "+        y()"],
      text(
        "class A:",
        "    def run(self):",
        "        x()",
        "        pass",
        "",
        "class B:",
        "    def run(self):",
        "        y()",
        "        pass",
      ),
    ],
    [
      "fewer hunks than places",
      classes + classes,
      ["@@ def run(self):", "-        pass", "+        x()", "@@ def run(self):", "-        pass", "+        y()"],
      refused,
    ],
    [
      "a second hunk that has one place left after the first",
      classes,
      ["@@ class B:", " class B:", "-    def run(self):", "+    def go(self):", "@@", "-        pass", "+        y()"],
      text("class A:", "    def run(self):", "        pass", "", "class B:", "    def go(self):", "        y()"),
    ],
    [
      "a first hunk that has one place left before the second",
      classes,
      ["@@", "-        pass", "+        y()", "@@", "-class B:", "+class C:"],
      text("class A:", "    def run(self):", "        y()", "", "class C:", "    def run(self):", "        pass"),
    ],
    [
      "hunks in an order that leaves no place",
      text("x", "a", "b", "x"),
      ["@@", "-b", "+c", "@@", "-x", "+y", "@@", "-a", "+d"],
      refused,
    ],
    [
      "several anchors, one below the other",
      classes,
      ["@@ class B:", "@@ def run(self):", "-        pass", "+        y()"],
      text("class A:", "    def run(self):", "        pass", "", "class B:", "    def run(self):", "        y()"),
    ],
  ]);
});

const twice = text("def f(x):", "    return x", "", "def g(x):", "    return x");
const once = text("def f(x):", "    return x", "", "def g(x):", "    pass");

describe("patch: context in a hunk of its own", () => {
  check([
    [
      "context, then a bare @@",
      twice,
      [" def g(x):", "@@", "-    return x", "+    return 1"],
      text("def f(x):", "    return x", "", "def g(x):", "    return 1"),
    ],
    [
      "context and the change in two hunks",
      twice,
      ["@@", " def g(x):", "@@", "-    return x", "+    return 1"],
      text("def f(x):", "    return x", "", "def g(x):", "    return 1"),
    ],
    [
      "context below its anchor, then the change",
      twice,
      ["@@ def g(x):", " def g(x):", "@@", "-    return x", "+    return 1"],
      refused,
    ],
    ["context below the only place", once, [" def g(x):", "@@", "-    return x", "+    return 1"], refused],
    ["context that is not in the file", once, [" def h(x):", "@@", "-    return x", "+    return 1"], refused],
    [
      "context that is in the file, and a hunk with an anchor",
      once,
      [" def f(x):", "@@ def g(x):", "-    pass", "+    return 1"],
      text("def f(x):", "    return x", "", "def g(x):", "    return 1"),
    ],
  ]);
});

describe("patch: end markers as models write them", () => {
  const patch = (begin: string, end: string): string =>
    [begin, "*** Update File: a.txt", "@@", " a", "-b", "+c", end].join("\n");
  for (const [begin, end] of [
    ["*** Begin Patch", "*** End of Patch"],
    ["*** Begin Patch", "*** EndPatch"],
    ["*** Begin Patch", "*** Patch End"],
    ["*** Begin Patch", "*** End patch."],
    ["*** Begin of Patch", "*** End of Patch"],
    ["*** Begin Patch ***", "*** End Patch ***"],
    ["*** Begin Patch", "*** End of File\n*** End of Patch"],
    ["*** Begin Patch", "*** End Patch\n*** End of Patch"],
  ] as const)
    it(`applies ${begin} … ${end.replace("\n", " ")}`, () => {
      checkPatch(text("a", "b"), patch(begin, end), text("a", "c"));
    });
  it("refuses a patch that is cut off", () => {
    checkPatch(text("a", "b"), patch("*** Begin Patch", "*** End of F"), refused);
    checkPatch(text("a", "b"), patch("*** Begin Patch", "*** End of File"), refused);
  });
});

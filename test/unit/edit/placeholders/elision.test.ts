import assert from "node:assert/strict";
import { applyEdit, type EditResult } from "../../../../src/edit/index.ts";
import { replace } from "../replaceSupport.ts";

/**
 * Each edit leaves lines out between two lines of the file, in a replacement and in a patch. [name, file, first line, last
 * line]: the last line is changed.
 */
type Row = [string, string, string, string];

const lines = (...all: string[]): string => all.join("\n") + "\n";

const crossing: Row[] = [
  [
    "a function's end",
    lines("def save():", "    check()", "", "def load():", "    return data"),
    "def save():",
    "    return data",
  ],
  [
    "a brace function's end",
    lines("function save() {", "  check();", "}", "", "function load() {", "  return data;", "}"),
    "function save() {",
    "  return data;",
  ],
  [
    "from a statement",
    lines("def save():", "    check()", "    go()", "", "def load():", "    x()", "    return data"),
    "    check()",
    "    return data",
  ],
  [
    "a method's end",
    lines("class A:", "    def a(self):", "        x()", "", "    def b(self):", "        return y"),
    "    def a(self):",
    "        return y",
  ],
  ["a class's end", lines("class A {", "  a() {}", "}", "class B {", "  b() {}", "}"), "class A {", "  b() {}"],
  [
    "the end of two blocks",
    lines("class A {", "  a() {", "    x();", "  }", "}", "class B {", "  b() {", "    y();", "  }", "}"),
    "  a() {",
    "    y();",
  ],
  [
    "with braces on lines of their own",
    lines("void save()", "{", "    check();", "}", "", "void load()", "{", "    run();", "}"),
    "void save()",
    "    run();",
  ],
  [
    "to the brace of another function",
    lines("function a() {", "  x();", "};", "", "function b() {", "  y();", "}"),
    "function a() {",
    "}",
  ],
  [
    "from a statement to the brace of another function",
    lines("function a() {", "  x();", "};", "", "function b() {", "  y();", "}"),
    "  x();",
    "}",
  ],
  ["to the end of another function", lines("def a", "  x", "end # a", "", "def b", "  y", "end"), "def a", "end"],
  [
    "in Go",
    lines("func save() error {", "\tcheck()", "\treturn nil", "}", "", "func load() error {", "\treturn err", "}"),
    "func save() error {",
    "\treturn err",
  ],
  [
    "tabs in the edit and spaces in the file",
    lines("def a():", "\tx()", "", "def b():", "    return y"),
    "def a():",
    "    return y",
  ],
  [
    "a rule of a style sheet",
    lines("#save {", "  color: red;", "}", "#load {", "  width: 1px;", "}"),
    "#save {",
    "  width: 1px;",
  ],
  [
    "an element",
    lines('<div id="a">', "  <p>x</p>", "</div>", '<div id="b">', "  <p>y</p>", "</div>"),
    '<div id="a">',
    "  <p>y</p>",
  ],
  ["a section of a YAML file", lines("dev:", "  host: a", "", "prod:", "  port: 2"), "dev:", "  port: 2"],
  ["a section of an INI file", lines("[dev]", "host = a", "", "[prod]", "port = 2"), "[dev]", "port = 2"],
  ["a section, starting from a setting", lines("[dev]", "host = a", "", "[prod]", "port = 2"), "host = a", "port = 2"],
  ["a TOML table", lines("[[bin]]", 'name = "a"', "[[bin]]", 'path = "b"'), 'name = "a"', 'path = "b"'],
  [
    "a section under a heading",
    lines("## Set-up", "", "Do this.", "", "## Use", "", "Do that."),
    "## Set-up",
    "Do that.",
  ],
  [
    "a JSON object",
    lines("{", '  "a": {', '    "x": 1', "  },", '  "b": {', '    "y": 2', "  }", "}"),
    '  "a": {',
    '    "y": 2',
  ],
  [
    "a function without indentation",
    lines("function a() {", "x();", "}", "function b() {", "y();", "}"),
    "function a() {",
    "y();",
  ],
  [
    "a function, with a comment before the next one",
    lines("def a():", "    x()", "# The other one.", "def b():", "    return y"),
    "def a():",
    "    return y",
  ],
  [
    "a case",
    lines("switch (x) {", "  case 1:", "    a();", "    break;", "  case 2:", "    b();", "}"),
    "  case 1:",
    "    b();",
  ],
  [
    "a query",
    lines("CREATE TABLE a (", "  x int", ");", "CREATE TABLE b (", "  y int", ");"),
    "CREATE TABLE a (",
    "  y int",
  ],
];

const within: Row[] = [
  ["a body", lines("def f():", "    a()", "    b()", "    return c"), "def f():", "    return c"],
  [
    "a body of blocks",
    lines("def f():", "    if a:", "        b()", "    else:", "        c()", "    return d"),
    "def f():",
    "    return d",
  ],
  [
    "parameters on lines of their own",
    lines("function f(", "  a,", "  b,", ") {", "  x();", "  return 1;", "}"),
    "function f(",
    "  return 1;",
  ],
  ["a brace on its own line", lines("void f()", "{", "    a();", "    b();", "}"), "void f()", "    b();"],
  ["statements on the same level", lines("a();", "b();", "c();", "d();"), "a();", "d();"],
  ["imports", lines("import a", "import b", "", "import c", "import d"), "import a", "import d"],
  [
    "functions on the same level",
    lines("def a():", "    x()", "", "def b():", "    y()", "", "def c():", "    z()"),
    "def a():",
    "def c():",
  ],
  [
    "from a deeper to a shallower level",
    lines("def f():", "    if a:", "        one()", "        two()", "    return 1"),
    "        one()",
    "    return 1",
  ],
  [
    "to the brace of the same function",
    lines("function a() {", "  x();", "  y();", "}", "", "function b() {", "  z();", "  };"),
    "function a() {",
    "}",
  ],
  [
    "to the brace of a block that is left out",
    lines("function a() {", "  if (b) {", "    c();", "  }", "}", "function d() {}"),
    "function a() {",
    "  }",
  ],
  [
    "a comment and a directive that are not indented",
    lines("int f() {", "  a();", "// b", "#ifdef B", "  b();", "#endif", "  return c;", "}"),
    "int f() {",
    "  return c;",
  ],
  ["labels", lines("class A {", "public:", "  int a;", "private:", "  int b;", "};"), "class A {", "  int b;"],
  [
    "a chain of branches",
    lines("if (a) {", "  x();", "} else if (b) {", "  y();", "} else {", "  z();", "}"),
    "if (a) {",
    "  z();",
  ],
  ["a section's settings", lines("[dev]", "host = a", "port = 1", "path = b"), "[dev]", "path = b"],
  ["comments with two marks", lines("a = 1", "## part", "b = 2", "## part two", "c = 3"), "a = 1", "c = 3"],
  ["lists in brackets", lines("x = [", "  1,", "  2,", "]", "y = 3"), "x = [", "y = 3"],
  [
    "calls with functions in them",
    lines("f(() => {", "  a();", "});", "g(() => {", "  b();", "});", "h();"),
    "f(() => {",
    "h();",
  ],
  ["a string with brackets", lines("a = ')'", "b = '('", "c = 1"), "a = ')'", "c = 1"],
];

const marks = ["# ... existing code ...", "...", "// ...", "<!-- ... -->"];
const changed = (line: string): string => line.replace(/\S.*/, "changed();");

function edits(file: string, first: string, last: string): [string, EditResult][] {
  return marks.flatMap((mark): [string, EditResult][] => [
    [mark, replace(file, { oldText: lines(first, mark, last), newText: lines(first, mark, changed(last)) })],
    [
      `${mark} in a diff`,
      applyEdit(file, {
        kind: "diff",
        text: lines("--- a/a", "+++ b/a", "@@ ... @@", ` ${first}`, ` ${mark}`, `-${last}`, `+${changed(last)}`),
      }),
    ],
    [
      `${mark} in a patch`,
      applyEdit(file, {
        kind: "patch",
        text: lines(
          "*** Begin Patch",
          "*** Update File: a",
          "@@",
          ` ${first}`,
          ` ${mark}`,
          `-${last}`,
          `+${changed(last)}`,
          "*** End Patch",
        ),
      }),
    ],
  ]);
}

describe("elisions: within one block", () => {
  for (const [name, file, first, last] of crossing)
    it(`refuses to go beyond ${name}`, () => {
      for (const [mark, result] of edits(file, first, last)) {
        assert.ok(!result.ok, `${mark}: ${JSON.stringify(result)}`);
        assert.equal(result.error.kind, "not-found", mark);
        assert.match(result.error.message, /leaves out end its block/, mark);
      }
    });
  for (const [name, file, first, last] of within)
    it(`leaves out ${name}`, () => {
      const expected = lines(
        ...file
          .trimEnd()
          .split("\n")
          .map((line) => (line === last ? changed(last) : line)),
      );
      for (const [mark, result] of edits(file, first, last)) {
        assert.ok(result.ok, `${mark}: ${result.ok ? "" : result.error.message}`);
        assert.equal(result.text, expected, mark);
      }
    });
  it("names the line that ends the block", () => {
    const file = lines("def save():", "    check()", "", "def load():", "    return data").replaceAll("\n", "\r\n");
    const mark = "    # ...";
    const result = replace(file, {
      oldText: lines("def save():", mark, "    return data"),
      newText: lines("def save():", mark, "    return None"),
    });
    assert.ok(!result.ok && result.error.kind === "not-found" && result.error.nearest);
    assert.deepEqual([result.error.nearest.startLine, result.error.nearest.text], [4, "def load():"]);
  });
  it("goes by all parts that are shown", () => {
    const file = lines("function a() {", "  x();", "  y();", "};", "function b() {", "  z();", "}");
    const search = lines("function a() {", "  // ...", "  y();", "  // ...", "}");
    const result = replace(file, { oldText: search, newText: search.replace("  y();", "  w();") });
    assert.ok(!result.ok && result.error.kind === "not-found");
    const one = file.replace("};\n", "}\n").replace(/\}\n$/, "};\n");
    assert.ok(replace(one, { oldText: search, newText: search.replace("  y();", "  w();") }).ok);
  });
});

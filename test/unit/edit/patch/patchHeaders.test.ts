import assert from "node:assert/strict";
import { afterPatch, refused, text } from "../shapes.ts";

type Row = [name: string, doc: string, patch: readonly string[], expected: string | typeof refused];

describe("patch: added lines below an anchor whose header continues", () => {
  const rows: Row[] = [
    [
      "initial values on the next line",
      text("A::A(int a)", "  : x(a)", "{", "  b();", "}"),
      ["@@ A::A(int a)", "+  c();"],
      refused,
    ],
    [
      "initial values after a colon",
      text("A::A(int a) :", "  x(a)", "{", "  b();", "}"),
      ["@@ A::A(int a) :", "+  c();"],
      refused,
    ],
    [
      "types of old-style C parameters",
      text("int f(a)", "int a;", "{", "  b();", "}"),
      ["@@ int f(a)", "+  c();"],
      refused,
    ],
    [
      "effects on the next line",
      text("func f(a: Int)", "  async throws -> Int {", "  b()", "}"),
      ["@@ func f(a: Int)", "+  c()"],
      refused,
    ],
    [
      "a type over several lines",
      text("def f() -> Dict[", "    str, int", "]:", "    a"),
      ["@@ def f() -> Dict[", "+    b"],
      refused,
    ],
    [
      "a type that ends at the end of its line",
      text("def f(a) -> Dict[", "    str, int]:", "    a"),
      ["@@ def f(a)", "+    b"],
      refused,
    ],
    [
      "type parameters over several lines",
      text("function f<", "  T,", ">(a: T) {", "  b();", "}"),
      ["@@ function f<", "+  c();"],
      refused,
    ],
    [
      "parameters in braces",
      text("function f({", "  a,", "  b,", "}) {", "  c();", "}"),
      ["@@ function f({", "+  d();"],
      refused,
    ],
    [
      "an arrow's parameters in braces",
      text("const f = ({", "  a,", "}) => {", "  c();", "};"),
      ["@@ const f = ({", "+  d();"],
      refused,
    ],
    ["an open HTML tag", text("<div", '  class="a"', ">", "  <p/>", "</div>"), ["@@ <div", "+  <b/>"], refused],
    [
      "an open JSX tag",
      text("return (", "  <A", "    on={() => x}", "  >", "    <B/>", "  </A>", ")"),
      ["@@ <A", "+    <C/>"],
      refused,
    ],
    ["an open comment", text("/* a", " * b */", "int f() {", "}"), ["@@ /* a", "+x();"], refused],
    [
      "a comment before the brace",
      text("int f() // c", "/* d */", "{", "  a;", "}"),
      ["@@ int f()", "+  b;"],
      text("int f() // c", "/* d */", "{", "  b;", "  a;", "}"),
    ],
    [
      "Lua parameters on several lines",
      text("local function f(a,", "  b)", "  c()", "end"),
      ["@@ local function f(a,", "+  d()"],
      refused,
    ],
    [
      "Basic parameters on several lines",
      text("Public Sub F(a As Integer, _", "    b As Integer)", "    c", "End Sub"),
      ["@@ Public Sub F(a As Integer, _", "+    d"],
      refused,
    ],
    [
      "an Elixir guard on the next line",
      text("def f(a)", "    when a > 1 do", "  b", "end"),
      ["@@ def f(a)", "+  c"],
      refused,
    ],
    [
      "Scala's second parameter list",
      text("def f(a: Int)", "    (b: Int): Int =", "  c"),
      ["@@ def f(a: Int)", "+  d"],
      refused,
    ],
    [
      "F# parameters on the next line",
      text("let f", "    (a: int)", "    (b: int) =", "    c"),
      ["@@ let f", "+    d"],
      refused,
    ],
    ["OCaml parameters on the next line", text("let rec f", "    a b =", "  c"), ["@@ let rec f", "+  d"], refused],
    [
      "a SQL table's columns",
      text("CREATE TABLE a", "(", "  x int", ");"),
      ["@@ CREATE TABLE a", "+  y int,"],
      refused,
    ],
    [
      "a SQL procedure's body",
      text("CREATE PROCEDURE p", "AS", "BEGIN", "  SELECT 1;", "END"),
      ["@@ CREATE PROCEDURE p", "+  SELECT 2;"],
      refused,
    ],
    [
      "a function of several clauses",
      text("create function f()", "returns int", "as $$", "  select 1", "$$;"),
      ["@@ create function f()", "+  select 2"],
      refused,
    ],
    [
      "a SQL table with its bracket",
      text("CREATE TABLE a (", "  x int", ");"),
      ["@@ CREATE TABLE a (", "+  y int,"],
      text("CREATE TABLE a (", "  y int,", "  x int", ");"),
    ],
    [
      "a statement that ends on its line",
      text("CREATE TABLE a (x int);", "SELECT 1;"),
      ["@@ CREATE TABLE a (x int);", "+SELECT 2;"],
      text("CREATE TABLE a (x int);", "SELECT 2;", "SELECT 1;"),
    ],
    ["a variable without a value", text("let f", "f = 1"), ["@@ let f", "+g()"], text("let f", "g()", "f = 1")],
    [
      "a Lua header on one line",
      text("local function f(a)", "  c()", "end"),
      ["@@ local function f(a)", "+  d()"],
      text("local function f(a)", "  d()", "  c()", "end"),
    ],
    [
      "an Elixir header on one line",
      text("def f(a) do", "  b", "end"),
      ["@@ def f(a) do", "+  c"],
      text("def f(a) do", "  c", "  b", "end"),
    ],
    [
      "a Ruby header",
      text("def f(a)", "  (a + b)", "end"),
      ["@@ def f(a)", "+  c"],
      text("def f(a)", "  c", "  (a + b)", "end"),
    ],
    [
      "an object as the last argument",
      text("call({", "  x: 1,", "});"),
      ["@@ call({", "+  y: 2,"],
      text("call({", "  y: 2,", "  x: 1,", "});"),
    ],
    [
      "a Python header with a space before its colon",
      text("def f() :", "    a"),
      ["@@ def f() :", "+    b"],
      text("def f() :", "    b", "    a"),
    ],
  ];
  for (const [name, doc, patch, expected] of rows)
    it(`${expected === refused ? "refuses" : "applies"} ${name}`, () =>
      assert.equal(afterPatch(doc, ...patch), expected));
});

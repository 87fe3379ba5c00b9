import assert from "node:assert/strict";
import { afterPatch, refused, text } from "./shapes.ts";

type Row = [name: string, doc: string, patch: readonly string[], expected: string | typeof refused];

describe("patch: lines behind an anchor whose header goes on", () => {
  const rows: Row[] = [
    [
      "initial values on the next line",
      text("A::A(int a)", "  : x(a)", "{", "  b();", "}"),
      ["@@ A::A(int a)", "+  c();"],
      refused,
    ],
    [
      "initial values behind a colon",
      text("A::A(int a) :", "  x(a)", "{", "  b();", "}"),
      ["@@ A::A(int a) :", "+  c();"],
      refused,
    ],
    [
      "the types of old parameters",
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
      "a type that ends with its line",
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
    ["an open tag of HTML", text("<div", '  class="a"', ">", "  <p/>", "</div>"), ["@@ <div", "+  <b/>"], refused],
    [
      "an open tag of JSX",
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
      "an object among arguments",
      text("call({", "  x: 1,", "});"),
      ["@@ call({", "+  y: 2,"],
      text("call({", "  y: 2,", "  x: 1,", "});"),
    ],
    [
      "a Python head with a space",
      text("def f() :", "    a"),
      ["@@ def f() :", "+    b"],
      text("def f() :", "    b", "    a"),
    ],
  ];
  for (const [name, doc, patch, expected] of rows)
    it(`${expected === refused ? "refuses" : "applies"} ${name}`, () =>
      assert.equal(afterPatch(doc, ...patch), expected));
});

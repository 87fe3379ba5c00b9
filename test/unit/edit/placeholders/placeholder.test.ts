import assert from "node:assert/strict";
import { addedPlaceholder } from "../../../../src/edit/placeholders/placeholder.ts";

const standing = [
  "...",
  "…",
  "  // ...",
  "# ...",
  "/* ... */",
  "<!-- ... -->",
  "{/* ... */}",
  "[...]",
  "// .....",
  "// ... existing code ...",
  "// … existing code …",
  "// ...existing code...",
  "// ... existing code",
  "// existing code...",
  "# ... rest unchanged ...",
  "-- ... rest of query ...",
  "// ... (rest of the function) ...",
  "// rest of methods ...",
  "/// rest of methods ...",
  "(rest of methods ...)",
  "(unchanged code ...)",
  "... existing code ...",
  "... rest of code",
  "// rest of the code remains the same",
  "// Rest of your code here",
  "# rest of file unchanged",
  "# (rest of the file is unchanged)",
  "// existing code here",
  "// [existing code]",
  "// (unchanged)",
  "// Other methods remain unchanged",
  "// the rest of the class stays the same",
  "// code omitted for brevity",
  "// implementation remains the same",
  "# same as before",
  "// no changes",
  "/* rest of code */",
  "<!-- rest of the page stays the same -->",
  "{/* ... existing JSX ... */}",
  "// ... 省略 ...",
  "function a() { /* ... existing code ... */ }",
  "const f = () => { /* ... */ };",
  "function foo() { ... }",
  "foo(); // ... existing code ...",
  "if (ready) { // ...",
  "// [snip]",
  "/* snip */",
  "// --- existing code ---",
  "# === rest of the file unchanged ===",
  "//////// existing code",
  "// <!-- existing code -->",
  "<%-- ... existing code ... --%>",
  "@* ... existing code ... *@",
  "dnl ... existing code ...",
  "// ... continue with the rest",
  "// ... (20 more lines)",
  "// Additional methods...",
  "// continues as before",
  "// ... остальной код без изменений",
  "# ... resto del código",
  "// 其余代码保持不变",
  "// [50 lines omitted]",
  "// lines 10-20 unchanged",
  "// Lines 1 to 50 remain the same",
  "# Previous code remains here",
  "[Previous content from line 1-305 remains exactly the same]",
  "// keep other methods as they are",
  "// ... and more",
  "// ... and the rest",
  "// the rest is the same",
  "# remains unchanged",
  "// imports remain the same",
  "// Code above remains the same",
  "// same as original",
  "// [same as above]",
  "...existing code...",
  "#main { ... }",
];

const code = [
  "...args,",
  "  ...rest",
  "f(...args)",
  "const x = { ...a };",
  "int printf(const char *fmt, ...);",
  "} catch (...) {",
  "{ pkgs, ... }:",
  "  { ... }:",
  "x: Tuple[int, ...]",
  "a[..., 0]",
  "console.log('Loading...');",
  "Loading...",
  "const p = '// ... existing code ...';",
  "return `{ ... }`;",
  "// ... and then we do X",
  "// Keep existing behaviour for old clients",
  "# The rest of the arguments are passed through",
  "// Same as above",
  "// other methods",
  "// Previous implementation leaked memory",
  "// The code below is unchanged since 2019 because of X",
  "// Loading the rest of the page...",
  "if (x) return; // loading...",
  "* other",
  "- remaining",
  " * Returns the rest of the file",
  "// original",
  "// what remains here",
  "// keep other options",
  "'...'",
  "More methods...",
  "And so on…",
  "// etc",
  "// --- helpers ---",
  "# === Section ===",
  "//////////",
  "[rest]",
  "<rest>",
  '/// <reference path="..." />',
  "if (x) return; // ...",
  "#..........................",
  "f(x); // returns {...}",
  "# returned {...}",
  "#main { color: red }",
];

describe("placeholders", () => {
  for (const line of standing)
    it(`knows ${line.trim()}`, () => {
      assert.notEqual(addedPlaceholder("a\n", `a\n${line}\nb\n`), undefined);
      assert.equal(addedPlaceholder(`${line}\n`, `a\n${line}\nb\n`), undefined, "the replaced text has it too");
      assert.notEqual(addedPlaceholder(`${line}\n`, `${line}\n${line}\n`), undefined, "once more than there");
    });
  for (const line of code)
    it(`leaves ${line.trim()}`, () => assert.equal(addedPlaceholder("a\n", `a\n${line}\nb\n`), undefined));

  it("leaves a Python stub's body and a doctest's dots", () => {
    for (const text of [
      "class P(Protocol):\n    def f(self) -> int:\n        ...\n",
      'def f():\n    """Says it."""\n    ...\n',
      'def f():\n    """\n    Says it.\n    """\n    ...\n\nx = 1\n',
      "@overload\ndef f(\n    a: int,\n) -> int:\n    ...\n\ndef g():\n    pass\n",
      ">>> for x in y:\n...     pass\n...\n",
    ])
      assert.equal(addedPlaceholder("x = 1\n", text), undefined, text);
  });
  it("leaves a comment's last word on a line of its own", () => {
    for (const text of ["/**\n * Returns its argument\n * unchanged.\n */\n", "# The others, e.g. `b`,\n# omitted\n"])
      assert.equal(addedPlaceholder("x\n", text), undefined, text);
    for (const text of ["// unchanged\n", "// Done.\n// unchanged\n", "// ...\n// unchanged\n", "a();\n// unchanged\n"])
      assert.notEqual(addedPlaceholder("// ...\n", text), undefined, text);
  });
  it("knows a body that is left out", () => {
    assert.equal(addedPlaceholder("def f():\n    return 1\n", "def f():\n    ...\n"), "...");
    assert.equal(addedPlaceholder("x\n", "def f():\n    ...\n    return 1\n"), "...");
    assert.equal(addedPlaceholder("x\n", "def f():\n    a = 1\n    ...\n"), "...");
    assert.equal(addedPlaceholder("def f():\n    return 1\n", "def f(a):\n    ...\n"), "...");
    assert.equal(addedPlaceholder("class A:\n    x = 1\n", "class A(B): ...\n"), "class A(B):");
  });
  it("leaves stubs beside the body they declare", () => {
    const body = "def f(a):\n    return a\n";
    for (const stub of ["def f(a: int) -> int: ...\n", "def f(a: int) -> int:\n    ...\n"])
      assert.equal(addedPlaceholder(body, `@overload\n${stub}${body}`), undefined);
    assert.equal(addedPlaceholder("def f(a): ...\n", "def f(a, b): ...\n"), undefined);
  });
});

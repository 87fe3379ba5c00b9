import assert from "node:assert/strict";
import { applies, refusal, replace } from "../replaceSupport.ts";

describe("replace: indentation", () => {
  applies([
    [
      "flush left",
      "  if (a) {\n    b();\n  }\n",
      "if (a) {\n  b();\n}\n",
      "if (a) {\n  c();\n\n  d();\n}\n",
      "  if (a) {\n    c();\n\n    d();\n  }\n",
      "indentation",
    ],
    [
      "too deep",
      "if a:\n    b()\n",
      "        if a:\n            b()\n",
      "        if a:\n            c()\n",
      "if a:\n    c()\n",
      "indentation",
    ],
    [
      "partly left out",
      "    line1\n    line2\n",
      " line1\n line2\n",
      " new1\n     new2\n",
      "    new1\n        new2\n",
      "indentation",
    ],
    [
      "spaces for tabs",
      "\tf() {\n\t\ta();\n\t}\n",
      "    f() {\n        a();\n    }\n",
      "    f() {\n        if (x) {\n            b();\n        }\n    }\n",
      "\tf() {\n\t\tif (x) {\n\t\t\tb();\n\t\t}\n\t}\n",
      "indentation",
    ],
    [
      "tabs for spaces",
      "  f() {\n    a();\n  }\n",
      "\tf() {\n\t\ta();\n\t}\n",
      "\tf() {\n\t\tb();\n\t\tc();\n\t}\n",
      "  f() {\n    b();\n    c();\n  }\n",
      "indentation",
    ],
    [
      "two spaces for four",
      "if a:\n    b()\n    c()\n",
      "if a:\n  b()\n  c()\n",
      "if a:\n  b()\n  if d:\n    c()\n",
      "if a:\n    b()\n    if d:\n        c()\n",
      "indentation",
    ],
    [
      "flush left at tabs, deeper lines by spaces",
      "\t\ta();\n\t\tb();\n",
      "a();\nb();\n",
      "if (x) {\n    a();\n}\nb();\n",
      "\t\tif (x) {\n\t\t\ta();\n\t\t}\n\t\tb();\n",
      "indentation",
    ],
    ["with white space at line ends", "    a \n    b\n", "a\nb \n", "a\nc\n", "    a \n    c\n", "indentation"],
    ["in a CRLF file", "    a\r\n    b\r\n", "a\nb\n", "a\nx\n", "    a\r\n    x\r\n", "indentation"],
    [
      "one line, more in its place",
      "def f():\n    foo()\n",
      "foo()\n",
      "a()\nb()\n",
      "def f():\n    a()\n    b()\n",
      "exact",
    ],
    [
      "one line that moves down",
      "def f():\n    foo()\n",
      "foo()",
      "a()\nfoo()",
      "def f():\n    a()\n    foo()\n",
      "exact",
    ],
    [
      "one line, the others as deep as the file",
      "    foo();\n",
      "foo();\n",
      "a();\n    b();\n",
      "    a();\n    b();\n",
      "exact",
    ],
    [
      "one line that opens a block",
      "    if x:\n        pass\n",
      "if x:\n",
      "if x:\n    y()\n",
      "    if x:\n        y()\n        pass\n",
      "exact",
    ],
    ["one line is deleted with its indentation", "a\n    b\nc\n", "b\n", "", "a\nc\n", "exact"],
    ["part of the indentation", "    foo()\n", "  foo()\n", "  a()\n  b()\n", "    a()\n    b()\n", "exact"],
    ["part of it, without a break", "\t\tfoo()\n", "\tfoo()", "\ta()\n\tb()", "\t\ta()\n\t\tb()\n", "exact"],
    ["part of it, for another depth", "    foo()\n", "  foo()\n", "bar()\n", "  bar()\n", "exact"],
    [
      "a replacement that is indented as the file is",
      "\n  function a() {}",
      "\nfunction a() {}",
      "\n  function b() {}",
      "\n  function b() {}",
      "indentation",
    ],
  ]);
  it("refuses another nesting", () => {
    assert.equal(
      refusal("if a:\n    b()\n    c()\n", { oldText: "if a:\n    b()\nc()\n", newText: "x\n" }).kind,
      "not-found",
    );
    assert.equal(
      refusal("if a:\n    b()\nc()\n", { oldText: "  if a:\n    b()\nc()\n", newText: "x\n" }).kind,
      "not-found",
    );
  });
  it("refuses where nobody can tell how deep new lines belong", () => {
    const file = "function a() {\n    return 1;\n}\n";
    assert.equal(refusal(file, { oldText: "return 1;", newText: "return 1;\n}\n\nfunction b() {" }).kind, "ambiguous");
    assert.equal(
      refusal("def f():\n    return 1\n", { oldText: "return 1\n", newText: "return 1\n\ndef g():\n    return 2\n" })
        .kind,
      "ambiguous",
    );
  });
});

describe("replace: typography", () => {
  applies([
    ["quotes", "say(“it’s”)\n", 'say("it\'s")', "say('no')", "say('no')\n", "typography"],
    ["dashes and the minus sign", "a – b — c − d\n", "a - b - c - d\n", "x\n", "x\n", "typography"],
    ["no-break spaces", "a\u00a0b\u202fc\n", "a b c\n", "x\n", "x\n", "typography"],
    ["composed for decomposed", "cafe\u0301 = 1\n", "caf\u00e9 = 1", "x", "x\n", "typography"],
    ["decomposed for composed", "caf\u00e9 = 1\n", "cafe\u0301 = 1\n", "x\n", "x\n", "typography"],
    [
      "kept lines keep theirs",
      "// “a” – b\nfoo(1)\n",
      '// "a" - b\nfoo(1)\n',
      '// "a" - b\nfoo(2)\n',
      "// “a” – b\nfoo(2)\n",
      "typography",
    ],
    [
      "in another indentation",
      "    // it’s\n    b\n",
      "// it's\nb\n",
      "// it's\nc\n",
      "    // it’s\n    c\n",
      "typography",
    ],
    ["a piece of a line", "x = f(“a”) + g(1)\n", 'f("a")', "h", "x = h + g(1)\n", "typography"],
    ["beside letters of any script", "Мой край — мир\nb\n", "Мой край - мир\n", "x\n", "x\nb\n", "typography"],
    ["beside ideographs", "说：“你好”吗\n", '"你好"', "再见", "说：再见吗\n", "typography"],
    ["within a script that does not part words", "说“你好”吗的\n", '说"你好"吗', "再见", "再见的\n", "typography"],
    ["where no letter is plain", "가\u0301\n".normalize("NFD"), "가\u0301\n", "x\n", "x\n", "typography"],
    ["composed syllables for decomposed", "한글\n".normalize("NFD"), "한글\n", "x\n", "x\n", "typography"],
    ["decomposed syllables for composed", "a = 한글;\n", "한글".normalize("NFD"), "x", "a = x;\n", "typography"],
  ]);
  it("knows no other equivalents", () => {
    for (const [file, oldText] of [
      ["Hello world\n", "hello world"],
      ["ａ = 1\n", "a = 1"],
      ["ﬁne = 1\n", "fine = 1"],
      ["a…b\n", "a...b"],
      ["a\u2003b\n", "a b"],
      ["a\u200bb\n", "ab"],
      ["`a`\n", "'a'"],
      ['a "b"\n', "a 'b'"],
      ["«a» b\n", '"a" b'],
    ] as const)
      assert.equal(refusal(file, { oldText, newText: "x" }).kind, "not-found", file);
  });
  it("sees several equivalents in any script", () => {
    assert.equal(refusal("Край – а\nКрай — а\n", { oldText: "Край - а\n", newText: "x\n" }).kind, "ambiguous");
  });
  it("does not cut a word for an equivalent", () => {
    assert.equal(refusal("it’s longest\n", { oldText: "it's long", newText: "x" }).kind, "not-found");
  });
});

describe("replace: lines left out", () => {
  const file = "function foo() {\n  a();\n  b();\n  return 1;\n}\nfunction bar() {\n  c();\n}\n";
  const mark = "  // ... existing code ...\n";
  it("keeps what stands between anchors that occur once", () => {
    const result = replace(file, {
      oldText: `function foo() {\n${mark}  return 1;\n`,
      newText: `function foo(x) {\n${mark}  return x;\n`,
    });
    assert.ok(result.ok);
    assert.equal(result.text, file.replace("foo()", "foo(x)").replace("return 1", "return x"));
    assert.equal(result.how, "elision");
  });
  it("finds the anchors in another indentation", () => {
    const deep = (text: string): string => text.replace(/^(?=.)/gm, "    ");
    const result = replace(deep(file), {
      oldText: `function foo() {\n${mark}  return 1;\n`,
      newText: `function foo(x) {\n${mark}  return x;\n`,
    });
    assert.ok(result.ok);
    assert.equal(result.text, deep(file.replace("foo()", "foo(x)").replace("return 1", "return x")));
  });
  it("re-indents every part by the rule of all, though one alone would seem to be in the file's indentation", () => {
    const result = replace("def f():\n    if a:\n        one()\n        two()\n    return 1\n", {
      oldText: "            one()\n        # ...\n        return 1\n",
      newText: "        zero()\n        # ...\n        return 1\n",
    });
    assert.ok(result.ok && result.text === "def f():\n    if a:\n    zero()\n        two()\n    return 1\n");
  });
  it("lets an elision at an end stand for what is around the place", () => {
    const result = replace(file, { oldText: `...\n  return 1;\n`, newText: `...\n  return 2;\n` });
    assert.ok(result.ok && result.text === file.replace("return 1", "return 2"));
  });
  it("refuses other elisions, several places of an anchor, and anchors in another order", () => {
    const before = `function foo() {\n${mark}  return 1;\n`;
    assert.equal(refusal(file, { oldText: before, newText: "function foo(x) {\n  return 2;\n" }).kind, "not-found");
    assert.equal(
      refusal(file, { oldText: before, newText: "function foo() {\n  // ... other code ...\n  return 2;\n" }).kind,
      "placeholder",
    );
    assert.equal(
      refusal(file, { oldText: `function foo() {\n${mark}}\n`, newText: `function foo(x) {\n${mark}}\n` }).kind,
      "not-found",
    );
    assert.equal(
      refusal(file, {
        oldText: `  return 1;\n${mark}function foo() {\n`,
        newText: `  return 2;\n${mark}function foo() {\n`,
      }).kind,
      "not-found",
    );
  });
  it("counts as one place", () => {
    const edit = {
      oldText: `function foo() {\n${mark}  return 1;\n`,
      newText: `function foo() {\n${mark}  return 2;\n`,
    };
    assert.equal(refusal(file, { ...edit, expectedCount: 2 }).kind, "count-mismatch");
    assert.ok(replace(file, { ...edit, expectedCount: 1 }).ok);
  });
  it("takes a file's own dots for what they are", () => {
    const result = replace("a\n// ...\nb\n", { oldText: "// ...\nb\n", newText: "// ...\nc\n" });
    assert.ok(result.ok && result.how === "exact");
  });
});

import assert from "node:assert/strict";
import { applyPatch, type EditError, type PatchResult } from "../../../../src/edit/index.ts";

const v4a = (...lines: string[]): string => ["*** Begin Patch", ...lines, "*** End Patch"].join("\n");
const update = (...lines: string[]): string => v4a("*** Update File: a.txt", ...lines);
const unified = (...lines: string[]): string => ["--- a/a.txt", "+++ b/a.txt", ...lines, ""].join("\n");

const apply = (files: Record<string, string>, patch: string): PatchResult =>
  applyPatch(new Map(Object.entries(files)), patch);

function changed(files: Record<string, string>, patch: string): Record<string, string | null> {
  const result = apply(files, patch);
  assert.ok(result.ok, result.ok ? "" : result.error.message);
  return Object.fromEntries(result.files);
}

function refusal(files: Record<string, string>, patch: string): EditError["kind"] {
  const result = apply(files, patch);
  assert.ok(!result.ok, `applied: ${result.ok ? JSON.stringify([...result.files]) : ""}`);
  return result.error.kind;
}

/** [name, file, patch, expected file] */
type Row = [string, string, string, string];

const applies = (rows: Row[]): void => {
  for (const [name, file, patch, expected] of rows)
    it(`applies ${name}`, () => assert.deepEqual(changed({ "a.txt": file }, patch), { "a.txt": expected }));
};

describe("patch: V4A as models write it", () => {
  applies([
    [
      "an anchor without the parameters",
      "def f(a):\n    x\n\ndef g(a):\n    x\n",
      update("@@ def g():", "-    x", "+    y"),
      "def f(a):\n    x\n\ndef g(a):\n    y\n",
    ],
    [
      "an anchor with dots instead of the parameters",
      "f(a) {\n  x\n}\ng(a) {\n  x\n}\n",
      update("@@ g(...)", "-  x", "+  y"),
      "f(a) {\n  x\n}\ng(a) {\n  y\n}\n",
    ],
    ["unmarked context", "  a\n  b\n  c\n", update("@@", "  a", "-  b", "+  x", "  c"), "  a\n  x\n  c\n"],
    [
      "an empty line at the end of the patch for the end of the file",
      "\na\n",
      update("@@", " ", "-a", "+b", " "),
      "\nb\n",
    ],
    ["a fence without markers", "a\n", "```\n*** Update File: a.txt\n@@\n-a\n+b\n```\n", "b\n"],
    ["a path in quotes", "a\n", v4a('*** Update File: "a.txt"', "@@", "-a", "+b"), "b\n"],
    [
      "an anchor whose name starts a longer one too",
      "class AB {\n  x\n}\nexport class A {\n  x\n}\n",
      update("@@ class A", "-  x", "+  y"),
      "class AB {\n  x\n}\nexport class A {\n  y\n}\n",
    ],
    [
      "an anchor that is only in the file as a part of a longer name",
      "function renderAll() {\n  x\n}\nfunction f() {\n  x\n}\n",
      update("@@ function render", "-  x", "+  y"),
      "function renderAll() {\n  y\n}\nfunction f() {\n  x\n}\n",
    ],
    [
      "an anchor in other typography",
      "// it’s\na\n// is\na\n",
      update("@@ // it's", "-a", "+b", " // is"),
      "// it’s\nb\n// is\na\n",
    ],
    [
      "a hunk with an environment's name",
      "a\n",
      v4a("*** Environment ID: one", "*** Update File: a.txt", "@@", "-a", "+b"),
      "b\n",
    ],
    ["a path in backticks", "a\n", v4a("*** Update File: `a.txt`", "@@", "-a", "+b"), "b\n"],
  ]);
  it("treats empty lines as equal whatever white space they have", () => {
    assert.equal(refusal({ "a.txt": "a\n\nb\n  \nc\n" }, update("@@", "+x", " ")), "ambiguous");
    assert.equal(refusal({ "a.txt": "a\n\nb\na\n  \nb\n" }, update("@@", "-a", "+x", "", " b")), "ambiguous");
    assert.deepEqual(changed({ "a.txt": "a\n\nb\n  \nc\n" }, update("@@", "-  ")), { "a.txt": "a\n\nb\nc\n" });
  });
  it("refuses an empty line that is not in the middle of the file", () =>
    assert.equal(refusal({ "a.txt": "a\nc\n" }, update("@@", "-a", "+b", " ")), "not-found"));
  it("refuses unmarked context in another indentation", () =>
    assert.equal(refusal({ "a.txt": "    a\n  b\n" }, update("@@", " a", "-b", "+c")), "not-found"));
  it("reads several patches, whatever stands between them", () => {
    const [one, two] = [update("@@", "-a", "+b"), v4a("*** Update File: c", "@@", "-c", "+d")];
    assert.deepEqual(changed({ "a.txt": "a\n", c: "c\n" }, `${one}\n\nAnd then:\n\n${two}`), {
      "a.txt": "b\n",
      c: "d\n",
    });
    const unopened = `${one}\n${two.replace("*** Begin Patch\n", "")}`;
    assert.deepEqual(changed({ "a.txt": "a\n", c: "c\n" }, unopened), { "a.txt": "b\n", c: "d\n" });
  });
  it("moves a file of which it shows only context", () =>
    assert.deepEqual(changed({ a: "x\n" }, v4a("*** Update File: a", "*** Move to: b", "@@", " x")), {
      a: null,
      b: "x\n",
    }));
  it("adds no file in place of a folder, nor inside a file", () => {
    assert.equal(refusal({ "a/b": "x" }, v4a("*** Add File: a", "+x")), "exists");
    assert.equal(refusal({ a: "x" }, v4a("*** Add File: a/b", "+x")), "exists");
    assert.equal(refusal({ a: "x", b: "y" }, v4a("*** Update File: a", "*** Move to: b/c")), "exists");
  });
});

describe("patch: diffs as models write them", () => {
  applies([
    ["a list in prose before the diff", "a\n", `- first\n- then\n\n${unified("@@ -1 +1 @@", "-a", "+b")}`, "b\n"],
    ["a list in prose after the diff", "a\n", `${unified("@@ -1 +1 @@", "-a", "+b")}\n- this\n- and that\n`, "b\n"],
    [
      "an email's header and signature",
      "a\n",
      `Subject: [PATCH] b\n\n---\n a.txt | 2 +-\n\n${unified("@@ -1 +1 @@", "-a", "+b")}-- \n2.40.0\n`,
      "b\n",
    ],
    [
      "times after spaces",
      "a\n",
      "--- a.txt 2024-01-01 10:00:00\n+++ a.txt 2024-01-01 10:00:01\n@@ -1 +1 @@\n-a\n+b\n",
      "b\n",
    ],
    ["only the new name", "a\n", "+++ b/a.txt\n@@ -1 +1 @@\n-a\n+b\n", "b\n"],
    ["only the old name", "a\n", "--- a/a.txt\n@@ -1 +1 @@\n-a\n+b\n", "b\n"],
    [
      "code fences that the file contains",
      "x\n```js\na\n```\n",
      unified("@@ ... @@", "-x", "+y", " ```js", "-a", "+b", " ```"),
      "y\n```js\nb\n```\n",
    ],
    [
      "the file's own code fence after the announced lines",
      "```\n```\n}\n",
      unified("@@ -2,1 +2,2 @@", " ```", "+x", " ```", " }"),
      "```\nx\n```\n}\n",
    ],
    [
      "unmarked code fences that the file contains",
      "x\n```js\na\n```\n",
      unified("@@ ... @@", "-x", "+y", "```js", "-a", "+b", "```"),
      "y\n```js\nb\n```\n",
    ],
    [
      "a heading that tells equal places apart if the number does not",
      "def f():\n    x\n\ndef g():\n    x\n",
      unified("@@ -99 +99 @@ def g():", "-    x", "+    y"),
      "def f():\n    x\n\ndef g():\n    y\n",
    ],
    [
      "a number whose heading is out of date",
      "def f():\n    x\n\ndef g():\n    x\n",
      unified("@@ -2 +2 @@ def h():", "-    x", "+    y"),
      "def f():\n    y\n\ndef g():\n    x\n",
    ],
    [
      "a second fence without headers",
      "a\nc\n",
      `\`\`\`diff\n${unified("@@ ... @@", "-a", "+b")}\`\`\`\nand\n\`\`\`diff\n-c\n+d\n\`\`\`\n`,
      "b\nd\n",
    ],
  ]);
  it("adds a missing file whose old text was empty, even if the diff does not call it new", () => {
    const patch = unified("@@ -0,0 +1,2 @@", "+a", "+b");
    assert.deepEqual(changed({}, patch), { "a.txt": "a\nb\n" });
    assert.deepEqual(changed({ "a.txt": "" }, patch), { "a.txt": "a\nb\n" });
    assert.equal(refusal({ "a.txt": "c\n" }, patch), "ambiguous");
    assert.equal(refusal({}, unified("@@ -0,0 +1 @@", "+a", " b")), "missing-file");
    assert.equal(refusal({}, unified("@@ -1 +1 @@", "+a")), "missing-file");
  });
  it("copies a file as it was before the patch", () => {
    const copied = "diff --git a/a.txt b/b.txt\nsimilarity index 50%\ncopy from a.txt\ncopy to b.txt\n";
    assert.deepEqual(changed({ "a.txt": "a\nc\n" }, copied), { "b.txt": "a\nc\n" });
    const edited = `diff --git a/a.txt b/a.txt\n${unified("@@ -1 +1 @@", "-a", "+b")}`;
    const more = "--- a/a.txt\n+++ b/b.txt\n@@ -2 +2 @@\n-c\n+d\n";
    assert.deepEqual(changed({ "a.txt": "a\nc\n" }, edited + copied + more), { "a.txt": "b\nc\n", "b.txt": "a\nd\n" });
    assert.equal(refusal({ "a.txt": "a\n", "b.txt": "x\n" }, copied), "exists");
    assert.equal(refusal({}, copied), "missing-file");
  });
  it("refuses the combined diff of a merge", () =>
    assert.equal(refusal({ "a.txt": " a\n" }, unified("@@@ -1 -1 +1 @@@", "- a", "++b")), "bad-patch"));
  it("refuses a hunk followed by changes that would be lost", () =>
    assert.equal(refusal({ "a.txt": "a\n}\nc\n" }, unified("@@ -1 +1 @@", "-a", "+b", "}", "-c", "+d")), "bad-patch"));
  it("refuses equal places if none or several of them are below the heading", () => {
    const file = "def f():\n    x\n    x\ndef g():\n    y\n";
    for (const heading of ["def f():", "def g():", "def h():"])
      assert.equal(refusal({ "a.txt": file }, unified(`@@ -99 +99 @@ ${heading}`, "-    x", "+    z")), "ambiguous");
  });
  it("refuses added lines after a hunk that is complete by its counts", () =>
    assert.equal(refusal({ "a.txt": "a\nc\n" }, unified("@@ -1 +1 @@", "-a", "+b", "", "+ c")), "not-found"));
  it("reads names in git's quotes", () => {
    const quoted = String.raw`"a/\303\251 \"x\".ts"`;
    const names = `diff --git ${quoted} ${quoted.replace("a/", "b/")}\n--- ${quoted}\n+++ ${quoted.replace("a/", "b/")}\n`;
    assert.deepEqual(changed({ 'é "x".ts': "a\n" }, `${names}@@ -1 +1 @@\n-a\n+b\n`), { 'é "x".ts': "b\n" });
  });
});

import assert from "node:assert/strict";
import { applyEdit, applyPatch, type EditError } from "../../../../src/edit/index.ts";

const v4a = (...lines: string[]): string => ["*** Begin Patch", ...lines, "*** End Patch"].join("\n");
const update = (...lines: string[]): string => v4a("*** Update File: a.txt", ...lines);
const unified = (...lines: string[]): string => ["--- a/a.txt", "+++ b/a.txt", ...lines, ""].join("\n");

function patched(file: string, patch: string): string {
  const result = applyPatch(new Map([["a.txt", file]]), patch);
  assert.ok(result.ok, result.ok ? "" : result.error.message);
  return result.files.get("a.txt") ?? "(no text)";
}

function refusal(files: Record<string, string>, patch: string): EditError {
  const result = applyPatch(new Map(Object.entries(files)), patch);
  assert.ok(!result.ok, `applied: ${result.ok ? JSON.stringify([...result.files]) : ""}`);
  return result.error;
}

const abc = "a\nb\nc\n";

describe("patch: V4A", () => {
  const rows: [string, string, string, string][] = [
    ["a changed line", abc, update("@@", " a", "-b", "+x", " c"), "a\nx\nc\n"],
    ["a first hunk without @@", abc, update(" a", "-b", "+x"), "a\nx\nc\n"],
    ["several hunks", "1\n2\n3\n4\n", update("@@", "-2", "+two", "@@", "-4", "+four"), "1\ntwo\n3\nfour\n"],
    ["hunks in the wrong order", "1\n2\n3\n4\n", update("@@", "-4", "+four", "@@", "-2", "+two"), "1\ntwo\n3\nfour\n"],
    ["an insertion between context", abc, update("@@", " a", "+x", " b"), "a\nx\nb\nc\n"],
    ["a deletion", abc, update("@@", " a", "-b", " c"), "a\nc\n"],
    ["an empty line of context without its space", "a\n\nb\n", update("@@", " a", "", "-b", "+x"), "a\n\nx\n"],
    [
      "unmarked context",
      "def f():\n    a()\n    b()\n",
      update("@@", "def f():", "    a()", "-    b()", "+    c()"),
      "def f():\n    a()\n    c()\n",
    ],
    ["an anchor", "fn a\nx=1\nfn b\nx=1\n", update("@@ fn b", "-x=1", "+x=2"), "fn a\nx=1\nfn b\nx=2\n"],
    [
      "an anchor that starts a block",
      "class A:\n  def f(self):\n    pass\nclass B:\n  def f(self):\n    pass\n",
      update("@@ class A", "-    pass", "+    return 1"),
      "class A:\n  def f(self):\n    return 1\nclass B:\n  def f(self):\n    pass\n",
    ],
    [
      "an anchor inside another anchor",
      "class A:\n  def f():\n    x\n  def g():\n    x\nclass B:\n  def f():\n    x\n  def g():\n    x\n",
      update("@@ class B:", "@@   def g():", "-    x", "+    y"),
      "class A:\n  def f():\n    x\n  def g():\n    x\nclass B:\n  def f():\n    x\n  def g():\n    y\n",
    ],
    ["an anchor that is also the first line of context", abc, update("@@ b", " b", "-c", "+x"), "a\nb\nx\n"],
    ["added lines after an anchor", "a {\n  b\n}\n", update("@@ a {", "+  x"), "a {\n  x\n  b\n}\n"],
    ["a change at the end of the file", "m\na\nm\n", update("@@", "-m", "+x", "*** End of File"), "m\na\nx\n"],
    ["added lines at the end of the file", abc, update("@@", "+d", "*** End of File"), "a\nb\nc\nd\n"],
    ["added lines in an empty file", "", update("@@", "+a", "+b"), "a\nb\n"],
    ["a file without a final newline, which stays so", "a\nb", update("@@", "-b", "+x", "+y"), "a\nx\ny"],
    ["a CRLF file", "a\r\nb\r\n", update("@@", " a", "-b", "+x", "+y"), "a\r\nx\r\ny\r\n"],
    ["context with other trailing white space", "a  \nb\n", update("@@", " a", "-b", "+x"), "a  \nx\n"],
    ["context in another indentation", "    a\n    b\n", update("@@", " a", "-b", "+x"), "    a\n    x\n"],
    ["a line without its indentation", "a\n    b\n", update("@@", "-b", "+x", "+  y"), "a\n    x\n      y\n"],
    ["context in other typography", "// “a” – b\nc\n", update("@@", ' // "a" - b', "-c", "+x"), "// “a” – b\nx\n"],
    ["a here-document around the patch", abc, `apply_patch <<'EOF'\n${update("@@", "-b", "+x")}\nEOF\n`, "a\nx\nc\n"],
    ["a fence around the patch", abc, `\`\`\`\n${update("@@", "-b", "+x")}\n\`\`\`\n`, "a\nx\nc\n"],
    [
      "white space around the markers",
      abc,
      `*** Begin Patch \n  *** Update File: a.txt \n@@\n-b\n+x\n *** End Patch`,
      "a\nx\nc\n",
    ],
    ["CRLF in the patch", abc, update("@@", "-b", "+x").replaceAll("\n", "\r\n"), "a\nx\nc\n"],
    ["a header as diffs have it", abc, update("--- a/a.txt", "+++ b/a.txt", "@@ -2 +2 @@", "-b", "+x"), "a\nx\nc\n"],
    [
      "context that looks like a header",
      "*** Update File: x\nb\n",
      update("@@", " *** Update File: x", "-b", "+c"),
      "*** Update File: x\nc\n",
    ],
    ["a hunk that builds on the first", "a\n", update("@@", "-a", "+b", "@@", " b", "+c"), "b\nc\n"],
  ];
  for (const [name, file, patch, expected] of rows)
    it(`applies ${name}`, () => assert.equal(patched(file, patch), expected));

  const refused: [string, string, string, EditError["kind"]][] = [
    ["lines that are not in the file", abc, update("@@", "-x", "+y"), "not-found"],
    ["lines with other white space inside", "a  b\n", update("@@", "-a b", "+y"), "not-found"],
    ["lines that only end like one of the file", "xb\n", update("@@", "-b", "+y"), "not-found"],
    ["several places", "a\nb\na\n", update("@@", "-a", "+x"), "ambiguous"],
    ["lines without a place", abc, update("@@", "+x"), "ambiguous"],
    ["an anchor that is not in the file", abc, update("@@ zzz", "-b", "+x"), "not-found"],
    ["an anchor below the only place", abc, update("@@ c", "-a", "+x"), "not-found"],
    ["two hunks for the same line", abc, update("@@", " a", "-b", "+x", "@@", "-b", "+y"), "overlap"],
    ["a placeholder", abc, update("@@", " a", "-b", "+// ... rest of the code ..."), "placeholder"],
    ["a change that is already made", "a\nx\nc\n", update("@@", " a", "-b", "+x", " c"), "already-applied"],
    ["an insertion that is already made", "a\nx\nb\n", update("@@", " a", "+x", " b"), "already-applied"],
    ["only context", abc, update("@@", " a", " b"), "no-change"],
    ["an empty patch", abc, v4a(), "bad-patch"],
    ["a file without a hunk", abc, update(), "bad-patch"],
    ["a cut-off patch", abc, "*** Begin Patch\n*** Update File: a.txt\n@@\n-b\n+x", "bad-patch"],
    ["an unknown header", abc, v4a("*** Frobnicate File: a.txt"), "bad-patch"],
    ["text that is no patch", abc, "please change b to x", "bad-patch"],
  ];
  for (const [name, file, patch, kind] of refused)
    it(`refuses ${name}: ${kind}`, () => assert.equal(refusal({ "a.txt": file }, patch).kind, kind));
});

describe("patch: unified and git diffs", () => {
  const rows: [string, string, string, string][] = [
    ["the right numbers", abc, unified("@@ -1,3 +1,3 @@", " a", "-b", "+x", " c"), "a\nx\nc\n"],
    ["wrong numbers", abc, unified("@@ -70,9 +71,2 @@ f()", " a", "-b", "+x", " c"), "a\nx\nc\n"],
    ["no numbers", abc, unified("@@ ... @@", "-b", "+x"), "a\nx\nc\n"],
    ["no hunk header", abc, unified(" a", "-b", "+x"), "a\nx\nc\n"],
    [
      "numbers that tell equal places apart",
      "a\nb\na\nb\n",
      unified("@@ -3,2 +3,2 @@", "-a", "+x", " b"),
      "a\nb\nx\nb\n",
    ],
    [
      "hunks in the wrong order",
      "1\n2\n3\n4\n5\n",
      unified("@@ -5 +5 @@", "-5", "+five", "@@ -1 +1 @@", "-1", "+one"),
      "one\n2\n3\n4\nfive\n",
    ],
    [
      "empty lines of context without their space",
      "a\n\nb\n",
      unified("@@ -1,3 +1,3 @@", " a", "", "-b", "+x"),
      "a\n\nx\n",
    ],
    ["empty lines after the last hunk", abc, unified("@@ -1,2 +1,2 @@", " a", "-b", "+x", "", ""), "a\nx\nc\n"],
    ["a removed final newline", abc, unified("@@ -3 +3 @@", "-c", "+x", "\\ No newline at end of file"), "a\nb\nx"],
    ["an added final newline", "a\nb", unified("@@ -2 +2 @@", "-b", "\\ No newline at end of file", "+x"), "a\nx\n"],
    [
      "no final newline on either side",
      "a\nb",
      unified("@@ -2 +2 @@", "-b", "\\ No newline at end of file", "+x", "\\ No newline at end of file"),
      "a\nx",
    ],
    [
      "a wrong claim that there is no final newline",
      abc,
      unified("@@ -3 +3 @@", "-c", "\\ No newline at end of file", "+x", "\\ No newline at end of file"),
      "a\nb\nx\n",
    ],
    ["no such claim where the file has no final newline", "a\nb", unified("@@ -2 +2,2 @@", " b", "+c"), "a\nb\nc"],
    [
      "lines that look like headers",
      "x\n-- old\ny\n",
      unified("@@ -1,3 +1,3 @@", " x", "--- old", "+++ new", " y"),
      "x\n++ new\ny\n",
    ],
    [
      "times after the names",
      abc,
      "--- a.txt\t2024-01-01 00:00\n+++ a.txt\t2024-01-02 00:00\n@@ -2 +2 @@\n-b\n+x\n",
      "a\nx\nc\n",
    ],
    [
      "git's headers",
      abc,
      `diff --git a/a.txt b/a.txt\nindex 1..2 100644\n${unified("@@ -2 +2 @@", "-b", "+x")}`,
      "a\nx\nc\n",
    ],
    [
      "prose around the diff",
      abc,
      `This changes b:\n\n${unified("@@ -1,2 +1,2 @@", " a", "-b", "+x")}\nThat is all.\n`,
      "a\nx\nc\n",
    ],
    ["a diff of only added lines for an empty file", "", unified("@@ -0,0 +1,2 @@", "+a", "+b"), "a\nb\n"],
    ["mixed line ends", "a\r\nb\nc\r\n", unified("@@ -1,3 +1,4 @@", " a", " b", "+x", " c"), "a\r\nb\nx\nc\r\n"],
  ];
  for (const [name, file, patch, expected] of rows)
    it(`applies ${name}`, () => assert.equal(patched(file, patch), expected));

  it("refuses lines that only a number places, and binary files", () => {
    assert.equal(refusal({ "a.txt": abc }, unified("@@ -2,0 +3 @@", "+x")).kind, "ambiguous");
    assert.equal(
      refusal({ "a.txt": abc }, "diff --git a/a.txt b/a.txt\nBinary files a/a.txt and b/a.txt differ\n").kind,
      "bad-patch",
    );
  });
  it("refuses equal places that a number is far from", () => {
    const far = `a\n${"x\n".repeat(60)}a\n`;
    assert.equal(refusal({ "a.txt": far }, unified("@@ -25 +25 @@", "-a", "+b")).kind, "ambiguous");
  });
});

describe("patch: several files", () => {
  const files = { "a.txt": "a\n", "src/b.ts": "b\n" };
  const changed = (patch: string): [string, string | null][] => {
    const result = applyPatch(new Map(Object.entries(files)), patch);
    assert.ok(result.ok, result.ok ? "" : result.error.message);
    return [...result.files];
  };
  it("adds, changes, moves and deletes files", () => {
    assert.deepEqual(changed(v4a("*** Add File: new/c.txt", "+c", "+", "+d")), [["new/c.txt", "c\n\nd\n"]]);
    assert.deepEqual(changed(v4a("*** Delete File: a.txt")), [["a.txt", null]]);
    assert.deepEqual(changed(v4a("*** Update File: src/b.ts", "*** Move to: src/c.ts", "@@", "-b", "+c")), [
      ["src/b.ts", null],
      ["src/c.ts", "c\n"],
    ]);
    assert.deepEqual(
      changed("diff --git a/a.txt b/z.txt\nsimilarity index 100%\nrename from a.txt\nrename to z.txt\n"),
      [
        ["a.txt", null],
        ["z.txt", "a\n"],
      ],
    );
    assert.deepEqual(changed("--- /dev/null\n+++ b/n.txt\n@@ -0,0 +1 @@\n+n\n"), [["n.txt", "n\n"]]);
    assert.deepEqual(
      changed("diff --git a/a.txt b/a.txt\ndeleted file mode 100644\n--- a/a.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n"),
      [["a.txt", null]],
    );
  });
  it("changes several files at once, and one file in several sections", () => {
    const both = v4a("*** Update File: a.txt", "@@", "-a", "+x", "*** Update File: ./src/b.ts", "@@", "-b", "+y");
    assert.deepEqual(changed(both), [
      ["a.txt", "x\n"],
      ["src/b.ts", "y\n"],
    ]);
    const twice = v4a("*** Update File: a.txt", "@@", "-a", "+x", "*** Update File: a.txt", "@@", "-x", "+y");
    assert.deepEqual(changed(twice), [["a.txt", "y\n"]]);
  });
  it("keeps a byte order mark", () => assert.equal(patched("\ufeffa\nb\n", update("@@", "-a", "+x")), "\ufeffx\nb\n"));
  const refused: [string, string, EditError["kind"]][] = [
    ["a missing file", v4a("*** Update File: zz.txt", "@@", "-a", "+b"), "missing-file"],
    ["a missing file to delete", v4a("*** Delete File: zz.txt"), "missing-file"],
    ["an added file that exists", v4a("*** Add File: a.txt", "+x"), "exists"],
    ["a target that exists", v4a("*** Update File: a.txt", "*** Move to: src/b.ts", "@@", "-a", "+x"), "exists"],
    ["a new file of a diff that exists", "--- /dev/null\n+++ b/a.txt\n@@ -0,0 +1 @@\n+x\n", "exists"],
    ["a path out of the folder", v4a("*** Add File: ../x.txt", "+x"), "unsafe-path"],
    ["a path out of it in its middle", v4a("*** Add File: src/../../x.txt", "+x"), "unsafe-path"],
    ["an absolute path", v4a("*** Add File: /etc/x", "+x"), "unsafe-path"],
    ["a drive", v4a("*** Add File: C:\\x.txt", "+x"), "unsafe-path"],
    ["a home folder", v4a("*** Add File: ~/x.txt", "+x"), "unsafe-path"],
    [
      "a target out of the folder",
      v4a("*** Update File: a.txt", "*** Move to: ../a.txt", "@@", "-a", "+x"),
      "unsafe-path",
    ],
    ["a folder", v4a("*** Delete File: src/"), "unsafe-path"],
    ["a new line without +", v4a("*** Add File: n.txt", "x"), "bad-patch"],
    [
      "a deletion of other text",
      "diff --git a/a.txt b/a.txt\ndeleted file mode 100644\n--- a/a.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-other\n",
      "not-found",
    ],
  ];
  for (const [name, patch, kind] of refused)
    it(`refuses ${name}: ${kind}`, () => assert.equal(refusal(files, patch).kind, kind));
  it("changes nothing if one file fails, and names it", () => {
    const error = refusal(files, v4a("*** Add File: n.txt", "+n", "*** Update File: src/b.ts", "@@", "-zzz", "+y"));
    assert.equal(error.path, "src/b.ts");
  });
  it("names a file similar to the missing one", () =>
    assert.match(refusal(files, v4a("*** Update File: b.ts", "@@", "-b", "+c")).message, /src\/b\.ts/));
});

describe("patch: for one file", () => {
  const two = v4a("*** Update File: a.txt", "@@", "-a", "+x", "*** Update File: src/b.ts", "@@", "-b", "+y");
  it("takes the section of the path", () => {
    const result = applyEdit("b\n", { kind: "patch", text: two, path: "src/b.ts" });
    assert.ok(result.ok && result.text === "y\n");
    assert.deepEqual(result.edits, [{ start: 0, end: 1, text: "y" }]);
  });
  it("takes the only section without a path, in either format", () => {
    for (const kind of ["patch", "diff"] as const)
      for (const text of [update("@@", "-b", "+x"), unified("@@ -2 +2 @@", "-b", "+x"), "-b\n+x\n"]) {
        const result = applyEdit(abc, { kind, text });
        assert.ok(result.ok && result.text === "a\nx\nc\n");
      }
  });
  it("gives a new file's text only for an empty file", () => {
    const text = v4a("*** Add File: a.txt", "+a");
    const result = applyEdit("", { kind: "patch", text });
    assert.ok(result.ok && result.text === "a\n");
    const other = applyEdit("x\n", { kind: "patch", text });
    assert.ok(!other.ok && other.error.kind === "exists");
  });
  it("refuses what one text can't express", () => {
    const of = (file: string, text: string, path?: string): string => {
      const result = applyEdit(file, { kind: "patch", text, ...(path !== undefined && { path }) });
      return result.ok ? "applied" : result.error.kind;
    };
    assert.equal(of("a\n", two), "bad-patch");
    assert.equal(of("a\n", two, "c.txt"), "bad-patch");
    assert.equal(of("a\n", update("@@", "-a", "+x"), "other.txt"), "bad-patch");
    assert.equal(of("a\n", v4a("*** Delete File: a.txt")), "bad-patch");
    assert.equal(of("a\n", v4a("*** Update File: a.txt", "*** Move to: b.txt", "@@", "-a", "+x")), "bad-patch");
  });
});

import assert from "node:assert/strict";
import { applyEdit, parseEdits } from "../../../../src/edit/index.ts";

const F = "```";
const block = (search: string, replace: string): string =>
  ["<<<<<<< SEARCH", search, "=======", replace, ">>>>>>> REPLACE"].filter((part) => part !== "").join("\n");
const one = (path: string | undefined, oldText: string, newText: string): unknown => [
  { ...(path === undefined ? {} : { path }), edit: { kind: "replace", edits: [{ oldText, newText }] } },
];
const whole = (path: string, text: string): unknown => [{ path, edit: { kind: "rewrite", text } }];

describe("parseEdits: SEARCH/REPLACE blocks", () => {
  const styles: [string, string][] = [
    ["a line of its own", "src/a.ts"],
    ["bold", "**src/a.ts**"],
    ["bold in backticks", "**`src/a.ts`**"],
    ["backticks and a colon", "`src/a.ts`:"],
    ["a heading", "### src/a.ts"],
    ["a numbered heading", "### 1. `src/a.ts`"],
    ["a list item", "- `src/a.ts`"],
    ["a label", "File: src/a.ts"],
    ["a bold label", "**File: `src/a.ts`**"],
    ["a bold label before the path", "**File:** `src/a.ts`"],
    ["a comment", "// src/a.ts"],
    ["a markup comment", "<!-- src/a.ts -->"],
    ["a Markdown link", "[src/a.ts](src/a.ts)"],
    ["a line with a remark after the path", "src/a.ts (updated):"],
    ["a path with ./ before it", "./src/a.ts"],
    ["a path with a backslash", "src\\a.ts"],
  ];
  for (const [name, line] of styles) {
    it(`finds the path in ${name}, before and inside the fence`, () => {
      const expected = one("src/a.ts", "one\n", "two\n");
      assert.deepEqual(parseEdits(`Here:\n\n${line}\n${block("one", "two")}\n\nDone.`), expected);
      assert.deepEqual(parseEdits(`Here:\n\n${line}\n${F}ts\n${block("one", "two")}\n${F}\n`), expected);
      assert.deepEqual(parseEdits(`Here:\n\n${line}\n\n${F}ts\n${block("one", "two")}\n${F}\n`), expected);
      assert.deepEqual(parseEdits(`Here:\n\n${F}ts\n${line}\n${block("one", "two")}\n${F}\n`), expected);
    });
  }
  it("takes the path from an info string and from a fence of its own", () => {
    assert.deepEqual(parseEdits(`${F}ts src/a.ts\n${block("one", "two")}\n${F}`), one("src/a.ts", "one\n", "two\n"));
    const apart = ` ${F}python\nfoo.txt\n${F}\n${F}python\n${block("one", "two")}\n${F}\n`;
    assert.deepEqual(parseEdits(apart), one("foo.txt", "one\n", "two\n"));
  });
  it("accepts markers of other lengths and spellings", () => {
    for (const [open, middle, close] of [
      ["<<<<< SEARCH", "=====", ">>>>> REPLACE"],
      ["<<<<<<<<< SEARCH", "=========", ">>>>>>>>> REPLACE"],
      ["<<<<<<<<<<< SEARCH", "=======", ">>>>>>> REPLACE"],
      ["<<<<< SEARCH", "=======", ">>>>>>> REPLACE"],
      ["------- SEARCH", "=======", "+++++++ REPLACE"],
      ["<<<<<<< SEARCH>", "======= ", ">>>>>>> REPLACE"],
      ["<<<<<<< ORIGINAL", "=======", ">>>>>>> UPDATED"],
    ])
      assert.deepEqual(parseEdits(`a.txt\n${open}\none\n${middle}\ntwo\n${close}\n`), one("a.txt", "one\n", "two\n"));
  });
  it("joins the blocks of one file to one edit, and keeps several files apart", () => {
    const reply = `a.txt\n${block("1", "2")}\n\n...\n\n${block("3", "4")}\n\nb.txt\n${block("5", "6")}\n\na.txt\n${block("7", "8")}`;
    assert.deepEqual(parseEdits(reply), [
      {
        path: "a.txt",
        edit: {
          kind: "replace",
          edits: [
            { oldText: "1\n", newText: "2\n" },
            { oldText: "3\n", newText: "4\n" },
            { oldText: "7\n", newText: "8\n" },
          ],
        },
      },
      { path: "b.txt", edit: { kind: "replace", edits: [{ oldText: "5\n", newText: "6\n" }] } },
    ]);
    assert.equal(parseEdits(`${F}txt\na.txt\n${block("1", "2")}\n\n${block("3", "4")}\n${F}`)[0]?.edit.kind, "replace");
  });
  it("reads new files, deletions and line hints", () => {
    assert.deepEqual(parseEdits(`new.txt\n${block("", "text")}`), one("new.txt", "", "text\n"));
    assert.deepEqual(parseEdits(`a.txt\n${block("text", "")}`), one("a.txt", "text\n", ""));
    for (const start of ["<<<<<<< SEARCH\n:start_line: [3]\n-------", "<<<<<<< SEARCH line=3"])
      assert.deepEqual(parseEdits(`a.txt\n${start}\none\n=======\ntwo\n>>>>>>> REPLACE`), [
        { path: "a.txt", edit: { kind: "replace", edits: [{ oldText: "one\n", newText: "two\n", startLine: 3 }] } },
      ]);
  });
  it("keeps fences inside a block, and removes the indentation of a block in a list", () => {
    const fenced = block(`text\n${F}sh\nnpm i\n${F}`, `text\n${F}sh\nnpm ci\n${F}`);
    assert.deepEqual(
      parseEdits(`README.md\n${F}md\n${fenced}\n${F}\n`),
      one("README.md", `text\n${F}sh\nnpm i\n${F}\n`, `text\n${F}sh\nnpm ci\n${F}\n`),
    );
    const listed = `1. Change:\n\n   src/a.ts\n${block("if (x) {\n  y();\n}", "z();").replace(/^/gm, "   ")}\n`;
    assert.deepEqual(parseEdits(listed), one("src/a.ts", "if (x) {\n  y();\n}\n", "z();\n"));
  });
  it("keeps markers that are content: of another length, conflicts, escaped, equal on both sides", () => {
    assert.deepEqual(
      parseEdits(`a.md\n${block("Title\n=====", "Name\n=====")}`),
      one("a.md", "Title\n=====\n", "Name\n=====\n"),
    );
    assert.deepEqual(
      parseEdits(`a.md\n${block("Title\n=======", "Name\n=======")}`),
      one("a.md", "Title\n=======\n", "Name\n=======\n"),
    );
    const conflict = "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> branch";
    assert.deepEqual(parseEdits(`a.txt\n${block(conflict, "ours")}`), one("a.txt", `${conflict}\n`, "ours\n"));
    assert.deepEqual(
      parseEdits(`a.txt\n${block("a\n\\=======\nb", "\\<<<<<<< SEARCH")}`),
      one("a.txt", "a\n=======\nb\n", "<<<<<<< SEARCH\n"),
    );
  });
  it("makes no edit of an ambiguous block", () => {
    for (const text of [
      "<<<<<<< SEARCH\none\n=======\ntwo\n",
      "<<<<<<< SEARCH\none\n>>>>>>> REPLACE",
      "<<<<<<< SEARCH\none\n=======\ntwo\n=======\nthree\n>>>>>>> REPLACE",
      "-- SEARCH\none\n=======\ntwo\n>>>>>>> REPLACE",
      "<<-- SEARCH\none\n=======\ntwo\n>>>>>>> REPLACE",
      "=======\ntwo\n>>>>>>> REPLACE",
      "<<<<<<< SEARCH\none\n<<<<<<< HEAD\nx\n=======\ntwo\n>>>>>>> REPLACE",
      "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> branch",
    ])
      assert.deepEqual(parseEdits(`a.txt\n${F}\n${text}\n${F}\n`), [], text);
  });
  it("gives a block without a path to the only known file, otherwise leaves the path open", () => {
    assert.deepEqual(parseEdits(block("1", "2")), one(undefined, "1\n", "2\n"));
    assert.deepEqual(parseEdits(block("1", "2"), { knownPaths: ["x.ts"] }), one("x.ts", "1\n", "2\n"));
    assert.deepEqual(parseEdits(block("1", "2"), { knownPaths: ["x.ts", "y.ts"] }), one(undefined, "1\n", "2\n"));
  });
});

describe("parseEdits: whole files", () => {
  const openings: [string, string][] = [
    ["the line above", `src/a.ts\n${F}ts`],
    ["a line above and an empty line", `**src/a.ts**\n\n${F}ts`],
    ["the info string", `${F}ts src/a.ts`],
    ["the info string, with a colon", `${F}ts:src/a.ts`],
    ["an info string that is only the path", `${F}src/a.ts`],
    ["a title", `${F}typescript title="src/a.ts"`],
    ["an attribute", `${F}ts {path=src/a.ts}`],
    ["a line above a fence of tildes", `src/a.ts\n~~~ts`],
    ["a comment", `${F}ts\n// src/a.ts`],
  ];
  for (const [name, open] of openings) {
    it(`takes the path from ${name}`, () => {
      const fence = open.includes("~~~") ? "~~~" : F;
      assert.deepEqual(
        parseEdits(`Here it is:\n\n${open}\nlet a;\n\nlet b;\n${fence}\n\nDone.`),
        whole("src/a.ts", "let a;\n\nlet b;\n"),
      );
    });
  }
  it("keeps fences inside fences", () => {
    const inner = `# T\n\n${F}sh\nnpm i\n${F}\n\nEnd`;
    assert.deepEqual(
      parseEdits(`README.md\n${F}${"`"}markdown\n${inner}\n${F}${"`"}\n`),
      whole("README.md", `${inner}\n`),
    );
    assert.deepEqual(parseEdits(`README.md\n${F}markdown\n${inner}\n${F}\n`), whole("README.md", `${inner}\n`));
    const bare = `# T\n\n${F}\nnpm i\n${F}\n\nEnd`;
    assert.deepEqual(parseEdits(`README.md\n${F}markdown\n${bare}\n${F}\n\nb.txt\n${F}\nb\n${F}\n`), [
      ...(whole("README.md", `${bare}\n`) as unknown[]),
      ...(whole("b.txt", "b\n") as unknown[]),
    ]);
    assert.deepEqual(parseEdits(`README.md\n~~~md\n${bare}\n~~~\n`), whole("README.md", `${bare}\n`));
  });
  it("tells a file that ends with a path from an open fence before the next path", () => {
    const last = `a.md\n${F}${"`"}md\n${F}js\nx();\n${F}${"`"}\n`;
    const ends = `a.ts\n${F}ts\nlet a;\n\nsrc/b.ts\n${F}\n\n${last}`;
    assert.deepEqual(parseEdits(ends), [
      ...(whole("a.ts", "let a;\n\nsrc/b.ts\n") as unknown[]),
      ...(whole("a.md", `${F}js\nx();\n`) as unknown[]),
    ]);
    const open = `a.ts\n${F}ts\nlet a;\n\nsrc/b.ts\n${F}\nlet b;\n${F}\n\n${last}`;
    assert.deepEqual(parseEdits(open), [
      ...(whole("src/b.ts", "let b;\n") as unknown[]),
      ...(whole("a.md", `${F}js\nx();\n`) as unknown[]),
    ]);
  });
  it("removes the indentation of a fence in a list", () => {
    assert.deepEqual(
      parseEdits(`1. src/a.py\n   ${F}py\n   if x:\n       y()\n   ${F}\n`),
      whole("src/a.py", "if x:\n    y()\n"),
    );
  });
  it("keeps the formats' markers if they are a file's content", () => {
    const doc = `Write this:\n\n${block("old", "new")}\n\nThen stop.`;
    assert.deepEqual(parseEdits(`docs/format.md\n${F}md\n${doc}\n${F}\n`), whole("docs/format.md", `${doc}\n`));
  });
  it("takes a whole file if the sentence above announces a known one", () => {
    const known = { knownPaths: ["a.txt", "dir/b.txt"] };
    for (const line of [
      "Here is a new version of `a.txt` for you to consider:",
      "And here is `a.txt`:",
      "The updated `a.txt` file:",
    ])
      assert.deepEqual(parseEdits(`${line}\n\n${F}\nnew\n${F}\n`, known), whole("a.txt", "new\n"), line);
    for (const line of [
      "Here is the updated function in `a.txt`:",
      "Here is how `a.txt` uses it:",
      "Use `a.txt`:",
      "Here is `c.txt`:",
      "The new `a.txt` uses this:",
    ])
      assert.deepEqual(parseEdits(`${line}\n\n${F}\nnew\n${F}\n`, known), [], line);
  });
  it("makes no edit of anything else", () => {
    for (const text of [
      `Like this:\n\n${F}ts\nlet a;\n${F}`,
      `Call it in \`main.ts\` like this:\n${F}ts\nmain();\n${F}`,
      `Run:\n${F}bash\nnpm i\n${F}`,
      `**package.json**\n${F}bash\nnpm i\n${F}`,
      `### Node.js\n${F}js\nx();\n${F}`,
      `${F}12:14:src/a.ts\nlet a;\n${F}`,
      `${F}ts src/a.ts#L3-L5\nlet a;\n${F}`,
      `${F}ts src/a.ts (excerpt)\nlet a;\n${F}`,
      `src/a.ts (before)\n${F}ts\nlet a;\n${F}`,
      `src/a.ts\n${F}ts\nlet a;\n`,
      `src/a.ts\n\n\nIt says:\n${F}ts\nlet a;\n${F}`,
      `Version 1.2.3\n${F}\nx\n${F}`,
      `src/a.ts\n${F}ts\n${F}`,
      `See https://example.com/a.ts\n${F}ts\nx\n${F}`,
      `The format is:\n\n${F}\nUse this format:\n${block("old", "new")}\n${F}`,
      "src/a.ts is fine as it is.",
      "",
    ])
      assert.deepEqual(parseEdits(text, { knownPaths: ["src/only.ts"] }), [], text);
  });
});

describe("parseEdits: patches and diffs", () => {
  const patch = "*** Begin Patch\n*** Update File: src/a.ts\n@@\n-one\n+two\n*** End Patch";
  it("finds a patch in prose, in a fence and in a shell command", () => {
    const expected = [{ path: "src/a.ts", edit: { kind: "patch", text: `${patch}\n`, path: "src/a.ts" } }];
    assert.deepEqual(parseEdits(`So:\n\n${patch}\n\nDone.`), expected);
    assert.deepEqual(parseEdits(`So:\n\n${F}\n${patch}\n${F}\n`), expected);
    const shell = parseEdits(`${F}bash\napply_patch <<'EOF'\n${patch}\nEOF\n${F}\n`);
    assert.equal(shell.length, 1);
    assert.equal(shell[0]?.path, "src/a.ts");
  });
  it("gives each file of a patch its own section", () => {
    const text =
      "*** Begin Patch\n*** Add File: b.ts\n+b\n*** Update File: a.ts\n@@\n-one\n+two\n*** Delete File: c.ts\n*** End Patch";
    const edits = parseEdits(text);
    assert.deepEqual(
      edits.map(({ path }) => path),
      ["b.ts", "a.ts", "c.ts"],
    );
    const [, update] = edits;
    assert.ok(update);
    const applied = applyEdit("one\n", update.edit);
    assert.ok(applied.ok && applied.text === "two\n");
  });
  const diff = "--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1,2 +1,2 @@\n-one\n+two\n three";
  it("finds a diff in prose and in a fence", () => {
    for (const text of [`So:\n\n${diff}\n\nDone.`, `So:\n\n${F}diff\n${diff}\n${F}\n`, `${F}\n${diff}\n${F}`]) {
      const [found, ...more] = parseEdits(text);
      assert.ok(found && more.length === 0, text);
      assert.equal(found.path, "src/a.ts");
      const applied = applyEdit("one\nthree\n", found.edit);
      assert.ok(applied.ok && applied.text === "two\nthree\n", text);
    }
  });
  it("splits a git diff of several files", () => {
    const git = `diff --git a/a.txt b/a.txt\nindex 1..2 100644\n--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-1\n+2\ndiff --git a/b.txt b/b.txt\nnew file mode 100644\n--- /dev/null\n+++ b/b.txt\n@@ -0,0 +1 @@\n+b\n`;
    const edits = parseEdits(`${F}diff\n${git}${F}`);
    assert.deepEqual(
      edits.map(({ path }) => path),
      ["a.txt", "b.txt"],
    );
    const [first, second] = edits;
    assert.ok(first && second);
    const a = applyEdit("1\n", first.edit);
    const b = applyEdit("", second.edit);
    assert.ok(a.ok && a.text === "2\n" && b.ok && b.text === "b\n");
  });
  it("takes the file of a diff without names from the line above, and drops one without a file or a place", () => {
    const nameless = `${F}diff\n@@\n-one\n+two\n${F}\n`;
    assert.equal(parseEdits(`src/a.ts\n${nameless}`)[0]?.path, "src/a.ts");
    assert.equal(parseEdits(nameless, { knownPaths: ["x.ts"] })[0]?.path, "x.ts");
    assert.deepEqual(parseEdits(`You see:\n${F}diff\n-one\n+two\n${F}\n`), []);
    assert.deepEqual(parseEdits(`${F}diff\nno change here\n${F}\n`), []);
  });
  it("makes no edit of a patch that is cut off", () => {
    assert.deepEqual(parseEdits("*** Begin Patch\n*** Update File: a\n@@\n-one\n+tw"), []);
  });
});

describe("parseEdits: known paths", () => {
  const path = (given: string, knownPaths: string[]): string | undefined =>
    parseEdits(`${given}\n${block("1", "2")}`, { knownPaths })[0]?.path;
  it("finds the known file if only one fits", () => {
    assert.equal(path("file3.py", ["a.py", "dir/file3.py"]), "dir/file3.py");
    assert.equal(path("./dir/file3.py", ["dir/file3.py"]), "dir/file3.py");
    assert.equal(path("path/to/sample.txt", ["sample.txt"]), "sample.txt");
    assert.equal(path("/home/me/project/src/a.ts", ["src/a.ts", "a.ts"]), "src/a.ts");
    assert.equal(path("my file.txt", ["my file.txt"]), "my file.txt");
  });
  it("does not confuse similar files", () => {
    assert.equal(path("index.ts", ["a/index.ts", "b/index.ts"]), "index.ts");
    assert.equal(path("src/new/index.ts", ["index.ts"]), "src/new/index.ts");
    assert.equal(path("A.ts", ["a.ts"]), "A.ts");
  });
});

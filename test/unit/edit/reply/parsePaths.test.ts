import assert from "node:assert/strict";
import { parseEdits } from "../../../../src/edit/index.ts";

const F = "```";
const fence = (info: string, body: string): string => `${F}${info}\n${body}\n${F}`;
const block = (search: string, replace: string): string =>
  `<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE`;
const knownPaths = ["lib/net.ts", "lib/log.ts"];
const paths = (reply: string, known = knownPaths): (string | undefined)[] =>
  parseEdits(reply, { knownPaths: known }).map(({ path }) => path);

describe("parseEdits: what announces a whole file", () => {
  for (const line of [
    "📄 lib/net.ts",
    "→ `lib/net.ts`",
    "=== lib/net.ts ===",
    "--- lib/net.ts ---",
    "[lib/net.ts]",
    "(lib/net.ts)",
    "@lib/net.ts",
    "File 2: lib/net.ts",
    "**Step 3: `lib/net.ts`**",
    "### Step 1: Create `lib/net.ts`",
    "`lib/net.ts` – new file",
    "Create `lib/net.ts` with the following content:",
    "Let's create a new file called `lib/net.ts`:",
    "Replace the entire contents of `lib/net.ts` with:",
    "Save this as `lib/net.ts`:",
    "Updated `lib/net.ts`:",
  ])
    it(line, () => {
      assert.deepEqual(parseEdits(`Sure.\n\n${line}\n\n${fence("ts", "go();")}\n`, { knownPaths }), [
        { path: "lib/net.ts", edit: { kind: "rewrite", text: "go();\n" } },
      ]);
    });
  for (const info of [
    "ts [lib/net.ts]",
    "ts {lib/net.ts}",
    "ts // lib/net.ts",
    "ts | lib/net.ts",
    "ts, lib/net.ts",
    "ts file: lib/net.ts",
  ])
    it(`an info string: ${info}`, () => {
      assert.deepEqual(paths(fence(info, "go();")), ["lib/net.ts"]);
    });
  it("an info string whose path contains a word for excerpts", () => {
    for (const path of ["lib/example.ts", ".env.example", "old/output.ts"])
      assert.deepEqual(paths(fence(`sh ${path}`, "x")), path === ".env.example" ? [path] : []);
    for (const path of ["lib/example.ts", "old/output.ts"]) assert.deepEqual(paths(fence(`ts ${path}`, "x")), [path]);
  });
  it("a heading, if the line between says that the whole file follows", () => {
    for (const line of ["Here is the full file:", "**Complete code:**", "The entire updated file:"])
      assert.deepEqual(paths(`### lib/net.ts\n\n${line}\n\n${fence("ts", "x")}`), ["lib/net.ts"], line);
    for (const line of ["The change:", "Here is the full function:"])
      assert.deepEqual(paths(`### lib/net.ts\n\n${line}\n\n${fence("ts", "x")}`), [], line);
  });
  it("file names in any script, and any path that a comment names as one", () => {
    for (const name of ["quellen/größe.ts", "src/メモ.md", "Dockerfile.dev", "Pipfile"])
      assert.deepEqual(paths(`${name}\n${fence("", "x")}`), [name]);
    for (const [line, path] of [
      ["# filepath: /srv/app/run", "/srv/app/run"],
      ["// filepath: d:\\My Work\\lib\\net.ts", "lib/net.ts"],
    ] as const)
      assert.deepEqual(parseEdits(fence("", `${line}\n\n\nx`), { knownPaths }), [
        { path, edit: { kind: "rewrite", text: "\nx\n" } },
      ]);
  });
});

describe("parseEdits: what does not announce a whole file", () => {
  for (const line of [
    "In `lib/net.ts`:",
    "### Update `lib/net.ts`",
    "2. Edit lib/net.ts:",
    "Modify `lib/net.ts`:",
    "Add to `lib/net.ts`:",
    "For `lib/net.ts`:",
    "**Add the import to `lib/net.ts`:**",
    "## License",
    "## Build",
    "### Readme",
    "### Workspace",
    "#### console.warn",
    "### `list.sort`",
    "**Promise.all**",
    "- process.env",
    "### Svelte.js",
    "### VB.NET",
    "`node lib/net.ts` prints",
    "`lib/net.ts` around line 12:",
  ])
    it(line, () => {
      assert.deepEqual(paths(`${line}\n\n${fence("", "go();")}`), []);
    });
  it("a heading or a comment inside a fence that is not a file name", () => {
    assert.deepEqual(paths(fence("markdown", "# package.json\n\nIt lists them.")), []);
    assert.deepEqual(paths(fence("", "# README\n\nHello")), []);
    assert.deepEqual(paths(fence("bash", "# Makefile\nmake")), []);
  });
  it("a fence that ends where the next one starts", () => {
    assert.deepEqual(paths(`lib/net.ts\n${F}\ngo();\n\nlib/log.ts\n${fence("", "log();")}`), ["lib/log.ts"]);
    assert.deepEqual(paths(`.npmignore\n${fence("", "test\n\nlib/net.ts")}\n\nlib/log.ts\n${fence("", "log();")}`), [
      ".npmignore",
      "lib/log.ts",
    ]);
  });
  it("merge conflicts alone; inside a text they are content", () => {
    const conflict = "<<<<<<< ours\n1\n=======\n2\n>>>>>>> theirs";
    assert.deepEqual(paths(`lib/net.ts\n${fence("ts", conflict)}`), []);
    assert.deepEqual(paths(`git.md\n${fence("md", `It looks so:\n\n${conflict}\n\nChoose.`)}`), ["git.md"]);
  });
});

describe("parseEdits: which path a block gets", () => {
  it("the heading's path, even with text between, before the last block's path", () => {
    const reply = `### lib/net.ts\n\nCall it twice.\n\n${fence("ts", block("1", "2"))}\n\n### lib/log.ts\n\nHere\ntoo.\n\n${block("3", "4")}`;
    assert.deepEqual(paths(reply), ["lib/net.ts", "lib/log.ts"]);
  });
  it("the only path in the sentence before; none if there are several", () => {
    const first = `lib/net.ts\n${block("1", "2")}\n\n`;
    assert.deepEqual(paths(`${first}And in \`lib/log.ts\` this goes:\n\n${block("3", "4")}`), [
      "lib/net.ts",
      "lib/log.ts",
    ]);
    assert.deepEqual(paths(`${first}Both \`lib/log.ts\` and \`lib/net.ts\` need it:\n\n${block("3", "4")}`), [
      "lib/net.ts",
      undefined,
    ]);
    assert.deepEqual(paths(`${first}Then also this:\n\n${block("3", "4")}`), ["lib/net.ts"]);
  });
  it("a path before the marker, after it, in a tag, or before a fence on its line", () => {
    for (const reply of [
      block("1", "2").replace("<<<<<<< SEARCH", "lib/net.ts<<<<<<< SEARCH"),
      "<<<<<<< SEARCH lib/net.ts\n1\n======= lib/net.ts\n2\n>>>>>>> REPLACE lib/net.ts",
      `<path>lib/net.ts</path>\n<diff>\n${block("1", "2")}\n</diff>`,
      `lib/net.ts ${fence("ts", block("1", "2"))}`,
    ])
      assert.deepEqual(
        parseEdits(reply, { knownPaths }),
        [{ path: "lib/net.ts", edit: { kind: "replace", edits: [{ oldText: "1\n", newText: "2\n" }] } }],
        reply,
      );
  });
  it("a path with another folder before it or other punctuation, if the file is known", () => {
    assert.deepEqual(paths(`my-app/lib/net.ts\n${block("1", "2")}`), ["lib/net.ts"]);
    assert.deepEqual(paths(`lib/net_ts\n${block("1", "2")}`), ["lib/net.ts"]);
    assert.deepEqual(paths(`my-app/lib/net.ts\n${fence("", "x")}`), ["my-app/lib/net.ts"]);
    assert.deepEqual(paths(`lib/lib/net.ts\n${fence("", "x")}`), ["lib/net.ts"]);
    assert.deepEqual(paths(`lib/\\_\\_init\\_\\_.py\n${block("1", "2")}`), ["lib/__init__.py"]);
  });
});

describe("parseEdits: other wrappings", () => {
  it("whole files inside tags", () => {
    const expected = [{ path: "lib/net.ts", edit: { kind: "rewrite", text: "go();\n\nstop();\n" } }];
    for (const [open, close] of [
      ['<file path="lib/net.ts">', "</file>"],
      ['<boltArtifact id="a"><boltAction type="file" filePath="lib/net.ts">', "</boltAction></boltArtifact>"],
      ["<path>lib/net.ts</path>\n<content>", "</content>"],
      ["lib/net.ts\n<source>", "</source>"],
      ["<path>lib/net.ts</path>\n<content><![CDATA[", "]]></content>"],
      ['<file name="lib/net.ts">\n```ts', "```\n</file>"],
    ] as const) {
      assert.deepEqual(parseEdits(`So:\n\n${open}\ngo();\n\nstop();\n${close}\n`, { knownPaths }), expected, open);
      assert.deepEqual(paths(`So:\n\n${open}\ngo();\n\nstop();`), [], open);
    }
    assert.deepEqual(paths('The tag `<file path="a.ts">` begins it, and `</file>` ends it.'), []);
  });
  it("an answer in one Markdown fence", () => {
    assert.deepEqual(paths(`${F}${F}markdown\nlib/net.ts\n${fence("ts", block("1", "2"))}\n${F}${F}\n`), [
      "lib/net.ts",
    ]);
    assert.deepEqual(paths(`So:\n${F}${F}markdown\nlib/net.ts\n${fence("ts", "x")}\n${F}${F}\n`), []);
  });
  it("a file about this format, and a block that holds such a file", () => {
    const doc = `lib/log.ts\n${block("1", "2")}`;
    assert.deepEqual(parseEdits(`docs/edits.md\n${fence("md", doc)}`, { knownPaths }), [
      { path: "docs/edits.md", edit: { kind: "rewrite", text: `${doc}\n` } },
    ]);
    assert.deepEqual(parseEdits(`docs/edits.md\n${block("None yet.", `So:\n${block("1", "2")}`)}`, { knownPaths }), [
      {
        path: "docs/edits.md",
        edit: { kind: "replace", edits: [{ oldText: "None yet.\n", newText: `So:\n${block("1", "2")}\n` }] },
      },
    ]);
  });
  it("blocks that were escaped as markup", () => {
    const escaped = block("if (a < b) {", "if (a <= b) {").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    assert.deepEqual(parseEdits(`lib/net.ts\n${escaped}`, { knownPaths }), [
      {
        path: "lib/net.ts",
        edit: { kind: "replace", edits: [{ oldText: "if (a < b) {\n", newText: "if (a <= b) {\n" }] },
      },
    ]);
  });
  it("a patch in a fence without its first and last lines", () => {
    const [edit] = parseEdits(fence("", "*** Update File: lib/net.ts\n@@\n-1\n+2"), { knownPaths });
    assert.deepEqual([edit?.path, edit?.edit.kind], ["lib/net.ts", "patch"]);
  });
  it("short markers", () => {
    for (const [open, middle, close] of [
      ["--- SEARCH", "===", "+++ REPLACE"],
      ["<<< SEARCH", "===", ">>> REPLACE"],
      ["------- SEARCH", "=====", "+++ REPLACE"],
    ])
      assert.equal(parseEdits(`lib/net.ts\n${open}\n1\n${middle}\n2\n${close}`, { knownPaths }).length, 1, open);
  });
  it("a diff in prose, which ends with its hunk, and one without a name for the only file", () => {
    const diff = "--- a/lib/net.ts\n+++ b/lib/net.ts\n@@ -1,2 +1,2 @@\n-one\n+two\n three";
    const [edit] = parseEdits(`${diff}\n\n- One is two now.\n- Three stays.\n`, { knownPaths });
    assert.deepEqual(edit?.edit, { kind: "diff", text: `${diff}\n`, path: "lib/net.ts" });
    assert.deepEqual(paths(fence("diff", "-one\n+two"), ["lib/net.ts"]), ["lib/net.ts"]);
    assert.deepEqual(paths(fence("diff", "-one\n+two")), []);
  });
});

describe("parseEdits: cost", () => {
  const change = block("1", "2");
  const many = Array.from({ length: 30_000 }, (_, i) => `packages/p${i % 50}/src/file${i}.ts`);
  for (const [name, reply, count] of [
    ["many known files", `See \`x.ts\`.\n\n### file7.ts\n\n${change}\n\n`.repeat(100), 1],
    ["blocks left open", "<<<<<<< SEARCH\nx\n".repeat(10_000), 0],
    ["tags left open", '<file path="a.ts">\nx\n'.repeat(10_000), 0],
    ["prose", "This is `a.ts`: so.\n\n".repeat(20_000), 0],
    ["fences left open", ".npmignore\n```\nx\n\nsrc/a.js\n".repeat(3000), 1500],
  ] as const)
    it(`is linear: ${name}`, () => {
      const start = process.cpuUsage();
      assert.equal(parseEdits(reply, { knownPaths: many }).length, count);
      assert.ok(process.cpuUsage(start).user < 4e6);
    });
});

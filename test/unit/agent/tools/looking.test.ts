import assert from "node:assert/strict";
import type { Tool } from "../../../../src/agent/ports/tool.ts";
import { findFiles } from "../../../../src/agent/tools/files/findFiles.ts";
import { listDir } from "../../../../src/agent/tools/files/listDir.ts";
import { searchText } from "../../../../src/agent/tools/files/searchText.ts";
import { treeOf } from "../../../../src/agent/tools/files/tree.ts";
import { memoryWorkspace } from "../../support/memoryWorkspace.ts";
import { playTools } from "../../support/playTools.ts";

const result = async (tool: Tool, args: Record<string, unknown>): Promise<string> =>
  (await playTools([tool], [[tool.name, args]])).items[0]?.result ?? "";

describe("a tree", () => {
  it("opens folders level by level as long as all of one fits", () => {
    const paths = ["a/x/1", "a/x/2", "a/y", "b/1", "b/2", "b/3", "c"];
    assert.deepEqual(treeOf(paths, [], 100).lines, [
      "a/",
      "  x/",
      "    1",
      "    2",
      "  y",
      "b/",
      "  1",
      "  2",
      "  3",
      "c",
    ]);
    assert.deepEqual(treeOf(paths, [], 5).lines, ["a/", "  x/ (2 files)", "  y", "b/ (3 files)", "c"]);
    assert.deepEqual(treeOf(paths, [], 3).lines, ["a/ (3 files)", "b/ (3 files)", "c"]);
    assert.deepEqual(treeOf(paths, [], 2), { lines: ["a/ (3 files)", "b/ (3 files)"], left: 1 });
  });

  it("joins folders that hold one folder alone", () => {
    assert.deepEqual(treeOf(["src/main/java/A.java", "src/main/java/B.java"], [], 9).lines, [
      "src/main/java/",
      "  A.java",
      "  B.java",
    ]);
  });

  it("puts other entries last, within the budget", () => {
    assert.deepEqual(treeOf(["b"], ["a (ignored)"], 9).lines, ["b", "a (ignored)"]);
    assert.deepEqual(treeOf(["b"], ["a (ignored)"], 1), { lines: ["b"], left: 1 });
  });

  it("never has more entries than its budget", () => {
    const paths = Array.from({ length: 3000 }, (_, at) => `d${at % 7}/e${at % 31}/f${at}`);
    for (const budget of [1, 7, 8, 50, 200, 500]) assert.ok(treeOf(paths, [], budget).lines.length <= budget);
  });
});

describe("list_dir", () => {
  it("shows the workspace as a tree by default, and a folder by its path", async () => {
    const tool = listDir(memoryWorkspace({ "src/a.ts": "", "src/lib/b.ts": "", "c.md": "" }));
    assert.equal(await result(tool, {}), "c.md\nsrc/\n  a.ts\n  lib/\n    b.ts");
    for (const args of [{ path: "src" }, { directory: "src" }, { dir: "src" }])
      assert.equal(await result(tool, args), "a.ts\nlib/\n  b.ts");
    assert.match(await result(tool, { path: "none" }), /no folder "none"/);
  });

  it("counts what does not fit and says how to see it", async () => {
    const files = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`src/f${at}.ts`, ""]));
    const tool = listDir(memoryWorkspace({ ...files, "a.md": "" }));
    assert.equal(
      await result(tool, {}),
      "a.md\nsrc/ (500 files)\n(List a folder by its path to see what is in it, or use find_files.)",
    );
    assert.match(await result(tool, { path: "src" }), /\(300 more entries here\.\)\n\(List/);
  });

  it("says what ignore files hide", async () => {
    const workspace = memoryWorkspace({ "a.ts": "" });
    const list = async () => [
      { name: "a.ts", kind: "file" as const },
      { name: "node_modules", kind: "folder" as const },
      { name: "debug.log", kind: "file" as const },
    ];
    const text = await result(listDir({ ...workspace, list }), {});
    assert.equal(text, "a.ts\ndebug.log (ignored)\nnode_modules/ (empty or ignored)");
  });
});

describe("find_files", () => {
  const tool = findFiles(memoryWorkspace({ "src/a.ts": "", "src/lib/a.test.ts": "", "README.md": "" }));
  it("finds files by a glob, below a folder if one is given", async () => {
    for (const [args, expected] of [
      [{ glob: "*.ts" }, "src/a.ts\nsrc/lib/a.test.ts"],
      [{ pattern: "**/*.test.ts" }, "src/lib/a.test.ts"],
      [{ glob: "*.ts", path: "src/lib" }, "src/lib/a.test.ts"],
      [{ glob: "src/lib/*.ts", path: "src/lib" }, "src/lib/a.test.ts"],
      [{ glob: "*.{md,txt}", path: "." }, "README.md"],
    ] as const)
      assert.equal(await result(tool, args), expected, JSON.stringify(args));
  });

  it("says what to try where nothing fits, and that there is more", async () => {
    assert.match(await result(tool, { glob: "lib/a.test.ts" }), /Try \*\*\/a\.test\.ts/);
    const many = Object.fromEntries(Array.from({ length: 150 }, (_, at) => [`f${at}.ts`, ""]));
    assert.match(await result(findFiles(memoryWorkspace(many)), { glob: "*.ts" }), /\(100 of 150; narrow/);
    assert.match(await result(tool, {}), /Invalid arguments\. glob/);
  });
});

describe("search_text", () => {
  const tool = searchText(memoryWorkspace({ "a.ts": "one\n  two needle\nthree\nfour\nneedle\n", "b.md": "needle\n" }));
  it("finds lines, in files of a kind if asked", async () => {
    assert.equal(await result(tool, { text: "needle" }), "a.ts:2: two needle\na.ts:5: needle\nb.md:1: needle");
    assert.equal(await result(tool, { query: "needle", glob: "*.md" }), "b.md:1: needle");
    assert.equal(await result(tool, { pattern: "needle", path: "b.md" }), "b.md:1: needle");
    assert.equal(await result(tool, { text: "straw" }), "Nothing found.");
  });

  it("shows the lines around each hit as they are", async () => {
    assert.equal(
      await result(tool, { text: "needle", path: "a.ts", context: "1" }),
      "a.ts-1- one\na.ts:2:   two needle\na.ts-3- three\na.ts-4- four\na.ts:5: needle\na.ts-6- ",
    );
  });

  it("is bounded and says so", async () => {
    const text = await result(searchText(memoryWorkspace({ "a.txt": "x\n".repeat(100) })), { text: "x" });
    assert.equal(text.split("\n").length, 61);
    assert.match(text, /Only the first 60; narrow/);
  });
});

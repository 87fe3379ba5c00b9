import assert from "node:assert/strict";
import { createFile } from "../../../../src/agent/tools/files/createFile.ts";
import { editFile } from "../../../../src/agent/tools/files/editFile.ts";
import { memoryWorkspace } from "../../support/memoryWorkspace.ts";
import { playTools } from "../../support/playTools.ts";

function bed(files: Record<string, string>) {
  const workspace = memoryWorkspace(files);
  const tools = [editFile(workspace), createFile(workspace)];
  return {
    files: workspace.files,
    play: (name: string, args: Record<string, unknown>) => playTools(tools, [[name, args]]),
  };
}

describe("edit_file", () => {
  it("changes several places in one call, all or none", async () => {
    const { files, play } = bed({ "a.ts": "one\ntwo\nthree\n" });
    const { asks } = await play("edit_file", {
      path: "a.ts",
      oldText: "one",
      newText: "ONE",
      edits: [{ oldText: "three", newText: "THREE" }],
    });
    assert.equal(files.get("a.ts"), "ONE\ntwo\nTHREE\n");
    assert.equal(asks.length, 1);
    const { items } = await play("edit_file", {
      path: "a.ts",
      oldText: "ONE",
      newText: "1",
      edits: [{ oldText: "none", newText: "x" }],
    });
    assert.match(items[0]?.result ?? "", /Edit 2 of 2/);
    assert.equal(files.get("a.ts"), "ONE\ntwo\nTHREE\n");
  });

  it("takes the forms and names that models use", async () => {
    for (const args of [
      { path: "a.ts", edits: [{ oldText: "two", newText: "2" }] },
      { path: "a.ts", edits: '[{"oldText":"two","newText":"2"}]' },
      { path: "a.ts", edits: { old_string: "two", new_string: "2" } },
      { file_path: "a.ts", old_string: "two", new_string: "2" },
      { filePath: "a.ts", oldString: "two", newString: "2", replaceAll: "false" },
      { path: "a.ts", search: "two", replace: "2", edits: [] },
      { path: "a.ts", old_str: "two", new_str: "2", edits: null },
      { path: "a.ts", changes: [{ search: "two", replace: "2" }] },
    ]) {
      const { files, play } = bed({ "a.ts": "one\ntwo\n" });
      const { items } = await play("edit_file", args);
      assert.equal(files.get("a.ts"), "one\n2\n", JSON.stringify([args, items[0]?.result]));
    }
  });

  it("changes every place only if the model says so", async () => {
    const { files, play } = bed({ "a.ts": "x = 1\ny = 1\n" });
    const { items } = await play("edit_file", { path: "a.ts", oldText: "1", newText: "2" });
    assert.equal(items[0]?.state, "failed");
    await play("edit_file", { path: "a.ts", oldText: "1", newText: "2", replace_all: true });
    assert.equal(files.get("a.ts"), "x = 2\ny = 2\n");
  });

  it("says which argument is missing", async () => {
    const { play } = bed({ "a.ts": "one\n" });
    for (const [args, words] of [
      [{ path: "a.ts", oldText: "one" }, /newText/],
      [{ oldText: "one", newText: "1" }, /path/],
      [{ path: "a.ts", edits: [{ oldText: "one" }] }, /newText/],
      [{ path: "a.ts", edits: ["one"] }, /oldText/],
    ] as const)
      assert.match((await play("edit_file", args)).items[0]?.result ?? "", words, JSON.stringify(args));
  });
});

describe("create_file", () => {
  it("refuses a file that exists, and says both ways out", async () => {
    const { files, play } = bed({ "a.ts": "mine\n" });
    const { items, asks } = await play("create_file", { path: "a.ts", text: "new\n" });
    assert.match(items[0]?.result ?? "", /exists already\. Use edit_file .* create_file with overwrite/);
    assert.equal(asks.length, 0);
    assert.equal(files.get("a.ts"), "mine\n");
  });

  it("replaces the whole text if the model says so, shown as a change", async () => {
    const { files, play } = bed({ "a.ts": "one\ntwo\n" });
    const { asks, items } = await play("create_file", { path: "a.ts", content: "one\n2\n", overwrite: "true" });
    assert.equal(files.get("a.ts"), "one\n2\n");
    assert.ok(asks[0]?.kind === "edit" && !asks[0].diff.created);
    assert.equal(items[0]?.result, "Replaced a.ts: 1 lines added, 1 removed.");
  });

  it("creates a new file with overwrite too, and refuses a text that leaves code out", async () => {
    const { files, play } = bed({ "a.ts": "one\ntwo\nthree\n" });
    await play("create_file", { path: "b.ts", text: "b\n", overwrite: true });
    assert.equal(files.get("b.ts"), "b\n");
    const { items } = await play("create_file", {
      path: "a.ts",
      text: "one\n// ... existing code ...\n",
      overwrite: true,
    });
    assert.equal(items[0]?.state, "failed");
    assert.equal(files.get("a.ts"), "one\ntwo\nthree\n");
  });
});

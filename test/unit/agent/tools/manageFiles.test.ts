import assert from "node:assert/strict";
import { manageFiles } from "../../../../src/agent/tools/files/manageFiles.ts";
import { memoryChanges } from "../../support/memoryChanges.ts";
import { playTools } from "../../support/playTools.ts";

function bed() {
  const files = new Map([["a.ts", "one\n"]]);
  const changes = memoryChanges(files);
  const play = (args: Record<string, unknown>) => playTools([manageFiles(changes)], [["manage_files", args]]);
  return { files, folders: changes.folders, play };
}

describe("manage_files", () => {
  it("moves, deletes and makes folders, each after it was asked for", async () => {
    const move = bed();
    const moved = await move.play({ action: "move", path: "a.ts", to: "b/c.ts" });
    assert.deepEqual([...move.files], [["b/c.ts", "one\n"]]);
    assert.deepEqual(moved.asks, [{ kind: "files", operations: [{ type: "move", from: "a.ts", to: "b/c.ts" }] }]);
    assert.equal(moved.items[0]?.result, "Moved a.ts to b/c.ts.");

    const remove = bed();
    const removed = await remove.play({ action: "delete", path: "a.ts" });
    assert.equal(remove.files.size, 0);
    assert.ok(removed.asks[0]?.kind === "files" && removed.asks[0].operations[0]?.type === "delete");
    assert.deepEqual(removed.asks[0].operations[0].diff?.hunks[0]?.lines, [{ kind: "removed", text: "one" }]);

    const make = bed();
    await make.play({ action: "make_folder", path: "new" });
    assert.deepEqual([...make.folders], ["new"]);
  });

  it("takes the names that models give to actions and arguments", async () => {
    for (const args of [
      { action: "rename", path: "a.ts", to: "b.ts" },
      { action: "mv", source: "a.ts", destination: "b.ts" },
      { operation: "move", file_path: "a.ts", newPath: "b.ts" },
      { action: "Move", from: "a.ts", to: "b.ts" },
      { action: "move", path: ["a.ts"], to: "b.ts" },
    ]) {
      const { files, play } = bed();
      const { items } = await play(args);
      assert.deepEqual([...files.keys()], ["b.ts"], JSON.stringify([args, items[0]?.result]));
    }
    for (const action of ["mkdir", "create_folder", "create directory"]) {
      const { folders, play } = bed();
      await play({ action, folder: "x" });
      assert.deepEqual([...folders], ["x"], action);
    }
  });

  it("says what is missing or unknown", async () => {
    for (const [args, words] of [
      [{ action: "move", path: "a.ts" }, /new path as "to"/],
      [{ action: "copy", path: "a.ts", to: "b.ts" }, /Invalid arguments. action/],
      [{ action: "delete" }, /Invalid arguments. path/],
      [{ action: "delete", path: "none.ts" }, /no file "none.ts"/],
    ] as const) {
      const { files, play } = bed();
      const { items, asks } = await play(args);
      assert.match(items[0]?.result ?? "", words);
      assert.equal(asks.length, 0);
      assert.equal(files.get("a.ts"), "one\n");
    }
  });
});

import assert from "node:assert/strict";
import { applyPatch } from "../../../../src/agent/tools/files/applyPatch.ts";
import { answering } from "../../support/approvals.ts";
import { memoryChanges } from "../../support/memoryChanges.ts";
import { memoryWorkspace } from "../../support/memoryWorkspace.ts";
import { playTools } from "../../support/playTools.ts";

const start = { "src/a.ts": "one\ntwo\nthree\n", "src/b.ts": "alpha\nbeta\n", "old.ts": "gone\n" };

function bed(files: Record<string, string> = start) {
  const workspace = memoryWorkspace(files);
  const tool = applyPatch(workspace, memoryChanges(workspace.files));
  const play = (
    patch: string,
    more: Record<string, unknown> = {},
    approvals = answering({ type: "allowed", scope: "once" }),
  ) => playTools([tool], [["apply_patch", { patch, ...more }]], { approvals });
  return { files: workspace.files, play };
}

const v4a = `*** Begin Patch
*** Update File: src/a.ts
@@
 one
-two
+TWO
*** Add File: src/new.ts
+export {};
*** Update File: src/b.ts
*** Move to: lib/b.ts
@@
-beta
+BETA
*** Delete File: old.ts
*** End Patch`;

describe("apply_patch", () => {
  it("asks once for all files of a patch, and makes exactly these changes", async () => {
    const { files, play } = bed();
    const { items, asks } = await play(v4a);
    assert.deepEqual(Object.fromEntries(files), {
      "src/a.ts": "one\nTWO\nthree\n",
      "src/new.ts": "export {};\n",
      "lib/b.ts": "alpha\nBETA\n",
    });
    assert.equal(asks.length, 1);
    assert.ok(asks[0]?.kind === "files");
    assert.deepEqual(
      asks[0].operations.map((each) => [each.type, each.type === "write" ? each.diff.path : ""]),
      [
        ["move", ""],
        ["delete", ""],
        ["write", "src/a.ts"],
        ["write", "src/new.ts"],
        ["write", "lib/b.ts"],
      ],
    );
    assert.equal(
      items[0]?.result,
      "Moved src/b.ts to lib/b.ts.\nDeleted old.ts.\nEdited src/a.ts: +1 −1.\nCreated src/new.ts: 1 lines.\nEdited lib/b.ts: +1 −1.",
    );
    assert.deepEqual(
      items[0].diffs?.map(({ path }) => path),
      ["src/a.ts", "src/new.ts", "lib/b.ts"],
    );
  });

  it("reads unified and git diffs of several files", async () => {
    const { files, play } = bed();
    const { items } = await play(
      "diff --git a/src/a.ts b/src/a.ts\n--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1,3 +1,3 @@\n one\n-two\n+TWO\n three\n" +
        "diff --git a/src/b.ts b/src/b.ts\n--- a/src/b.ts\n+++ b/src/b.ts\n@@ -1,2 +1,3 @@\n alpha\n+more\n beta\n" +
        "diff --git a/made.ts b/made.ts\nnew file mode 100644\n--- /dev/null\n+++ b/made.ts\n@@ -0,0 +1 @@\n+made\n",
    );
    assert.equal(items[0]?.state, "done", items[0]?.result);
    assert.equal(files.get("src/a.ts"), "one\nTWO\nthree\n");
    assert.equal(files.get("src/b.ts"), "alpha\nmore\nbeta\n");
    assert.equal(files.get("made.ts"), "made\n");
  });

  it("changes nothing where one of its files does not fit, is missing, or exists, and says which", async () => {
    const fits = "*** Update File: src/a.ts\n@@\n-two\n+TWO\n";
    for (const [rest, words] of [
      ["*** Update File: src/b.ts\n@@\n-gamma\n+x\n", /src\/b\.ts|gamma/],
      ["*** Update File: src/none.ts\n@@\n-x\n+y\n", /src\/none\.ts/],
      ["*** Add File: old.ts\n+again\n", /old\.ts.*exists/],
      ["*** Delete File: none.ts\n", /none\.ts/],
      ["*** Update File: ../out.ts\n@@\n-x\n+y\n", /\.\./],
      ["*** Update File: /etc/hosts\n@@\n-x\n+y\n", /relative/],
    ] as const) {
      const { files, play } = bed();
      const { items, asks } = await play(`*** Begin Patch\n${fits}${rest}*** End Patch`);
      assert.equal(items[0]?.state, "failed");
      assert.match(items[0].result ?? "", words);
      assert.equal(asks.length, 0, "nobody is asked about what can't be done");
      assert.deepEqual(Object.fromEntries(files), start);
    }
  });

  it("says what a patch looks like where the text is none", async () => {
    const { items } = await bed().play("please change it");
    assert.equal(items[0]?.state, "failed");
    assert.match(items[0].result ?? "", /patch/i);
  });

  it("takes other names of its argument", async () => {
    for (const name of ["diff", "input", "patch_text"]) {
      const { files, play } = bed();
      await play(v4a, { patch: null, [name]: v4a });
      assert.equal(files.get("src/a.ts"), "one\nTWO\nthree\n", name);
    }
  });

  it("does nothing when it is denied", async () => {
    const { files, play } = bed();
    const { items } = await play(v4a, {}, answering({ type: "denied" }));
    assert.equal(items[0]?.state, "denied");
    assert.deepEqual(Object.fromEntries(files), start);
  });

  it("tells nothing of a file that may hold secrets", async () => {
    const { play } = bed({ ...start, ".env": "KEY=secret-value\n" });
    const { items } = await play("*** Begin Patch\n*** Update File: .env\n@@\n-KEY=guess\n+KEY=x\n*** End Patch");
    assert.match(items[0]?.result ?? "", /may hold secrets/);
    assert.doesNotMatch(items[0]?.result ?? "", /secret-value/);
  });

  it("refuses a patch of very many files", async () => {
    const many = Array.from({ length: 51 }, (_, at) => `*** Add File: f${at}.ts\n+x\n`).join("");
    const { items } = await bed().play(`*** Begin Patch\n${many}*** End Patch`);
    assert.match(items[0]?.result ?? "", /in parts/);
  });
});

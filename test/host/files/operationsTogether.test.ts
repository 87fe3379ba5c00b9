import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import * as vscode from "vscode";
import type { FileOperation } from "../../../src/agent/transcript/turnEvent.ts";
import type { FileOperations } from "../../../src/editor/files/operations/fileOperations.ts";
import { changeAllowed } from "../../support/consented.ts";
import { closeAll, type } from "../editing.ts";
import { type OperationsBed, operationsBed } from "./operationsBed.ts";

const going = new AbortController().signal;

describe("several changes of files", () => {
  let bed: OperationsBed;
  let scratch: OperationsBed["scratch"];
  let changes: OperationsBed["changes"];
  const at = (path: string): string => `together-suite/${path}`;
  const exists = (path: string): boolean => existsSync(scratch.at(path));
  const write = (path: string, before: string | undefined, after: string): FileOperation => ({
    type: "write",
    change: { path: at(path), before, after },
  });

  before(async () => {
    bed = await operationsBed("together-suite");
    ({ scratch, changes } = bed);
  });
  after(() => bed.remove());
  afterEach(closeAll);

  it("are made in order: a moved file is edited where it is then", async () => {
    scratch.write("s1/a.ts", "one\n");
    scratch.write("s1/b.ts", "import './a';\n");
    await changeAllowed(changes, [
      await changes.planMove(at("s1/a.ts"), at("s1/lib/a.ts"), going),
      write("s1/lib/a.ts", "one\n", "ONE\n"),
      write("s1/b.ts", "import './a';\n", "import './lib/a';\n"),
      write("s1/lib/index.ts", undefined, "export * from './a';\n"),
    ]);
    assert.equal(scratch.text("s1/lib/a.ts"), "ONE\n");
    assert.equal(scratch.text("s1/b.ts"), "import './lib/a';\n");
    assert.equal(scratch.text("s1/lib/index.ts"), "export * from './a';\n");
    assert.ok(!exists("s1/a.ts"));
    const pending = bed.review.uris.map(({ path }) => path).filter((path) => path.includes("/s1/"));
    assert.deepEqual(pending.map((path) => path.split("/s1/")[1]).toSorted(), ["b.ts", "lib/a.ts", "lib/index.ts"]);
  });

  it("are all checked before the first is made", async () => {
    scratch.write("s2/a.ts", "one\n");
    scratch.write("s2/b.ts", "changed since\n");
    await assert.rejects(
      changeAllowed(changes, [write("s2/a.ts", "one\n", "ONE\n"), write("s2/b.ts", "as read\n", "new\n")]),
      /changed meanwhile/,
    );
    assert.equal(scratch.text("s2/a.ts"), "one\n");
  });

  it("keep unsaved text unsaved", async () => {
    scratch.write("s3/a.ts", "one\ntwo\n");
    const editor = await scratch.show("s3/a.ts");
    await type(editor, 0, 0, "mine\n");
    await changeAllowed(changes, [write("s3/a.ts", "mine\none\ntwo\n", "mine\none\nTWO\n")]);
    assert.equal(editor.document.getText(), "mine\none\nTWO\n");
    assert.equal(editor.document.isDirty, true);
    assert.equal(scratch.text("s3/a.ts"), "one\ntwo\n");
  });

  it("say what was done where one fails after all", async () => {
    scratch.write("s4/a.ts", "one\n");
    scratch.write("s4/b.ts", "two\n");
    const listening = vscode.workspace.onDidSaveTextDocument(({ fileName }) => {
      if (fileName.endsWith("a.ts")) scratch.write("s4/c/late.ts", "");
    });
    try {
      await assert.rejects(
        changeAllowed(changes, [write("s4/a.ts", "one\n", "ONE\n"), await changes.planFolder(at("s4/c"))]),
        /Only a part was done \(edited together-suite\/s4\/a\.ts\).*s4\/c.*exists already/,
      );
    } finally {
      listening.dispose();
    }
    assert.equal(scratch.text("s4/a.ts"), "ONE\n");
  });

  it("need consent to exactly these", async () => {
    scratch.write("s5/a.ts", "one\n");
    const plan = await changes.planDeletion(at("s5/a.ts"), going);
    const consented = { ...changes, change: changes.change.bind(changes) };
    await assert.rejects(
      changeAllowed(
        { ...consented, change: (_, consent, signal) => changes.change([plan], consent, signal) } as FileOperations,
        [],
      ),
      /not what was allowed/,
    );
    assert.ok(exists("s5/a.ts"));
  });
});

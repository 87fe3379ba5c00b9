import assert from "node:assert/strict";
import * as vscode from "vscode";
import { RefactorTask } from "../../src/editor/refactor/refactorTask.ts";
import type { Model, ModelEvent } from "../../src/model/model.ts";
import { newGate } from "../support/gate.ts";
import { until } from "../support/until.ts";
import { closeAll, Scratch, withSettings } from "./editing.ts";

const info = { id: "scripted", label: "Scripted", provider: "a test", nativeTools: true, vision: false };

/** A model whose answer waits for a gate before each piece but the first. */
function heldBack(pieces: readonly string[]) {
  const gates = pieces.map(() => newGate());
  const model: Model = {
    info,
    async *stream(): AsyncGenerator<ModelEvent> {
      for (const [at, delta] of pieces.entries()) {
        if (at > 0) await gates[at - 1]?.opened;
        yield { type: "text", delta };
      }
      yield { type: "done", reason: "stop" };
    },
  };
  return { model, next: (at: number) => gates[at]?.open() };
}

describe("the thread of an inline refactor", () => {
  let scratch: Scratch;
  let controller: vscode.CommentController;
  let restore: () => Promise<void>;
  before(async () => {
    restore = await withSettings({ "files.autoSave": "off" });
    scratch = new Scratch("thread-suite");
    controller = vscode.comments.createCommentController("gemma-test", "Test");
  });
  after(async () => {
    controller.dispose();
    await scratch.remove();
    await restore();
  });
  afterEach(closeAll);

  it("shows the change as it grows, without what the answer has not reached, and follows the region", async () => {
    scratch.write("grow.js", "one();\ntwo();\nthree();\n");
    const { document } = await scratch.show("grow.js");
    const range = new vscode.Range(0, 0, 2, 8);
    const input = { document, range, instruction: "Shout" };
    let settled = false;
    const task = new RefactorTask(controller, input, () => (settled = true));
    const shown = () => {
      const body = task.thread.comments[0]?.body;
      return body instanceof vscode.MarkdownString ? body.value : "";
    };
    const { model, next } = heldBack(["```js\nzero();\none();\n", "two();\n", "THREE();\n```\n"]);
    const done = task.run(() => Promise.resolve(model));
    assert.equal(task.thread.label, "Shout");
    await until("the first line", () => shown().includes("+ zero();") || undefined);
    // What the answer has not reached is not shown as removed.
    assert.match(shown(), /^```diff\n\+ zero\(\);\n {2}one\(\);\n {2}two\(\);\n {2}three\(\);\n```$/);
    assert.equal(document.getText(), "one();\ntwo();\nthree();\n");
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), "// above\n");
    await vscode.workspace.applyEdit(edit);
    assert.equal(task.thread.range?.start.line, 1);
    next(0);
    next(1);
    await done;
    assert.match(shown(), /\+ THREE\(\);/);
    assert.equal(task.thread.contextValue, "proposed");
    assert.equal(document.getText(), "// above\nzero();\none();\ntwo();\nTHREE();\n");
    assert.equal(settled, false);
    task.keep();
    assert.equal(settled, true);
  });

  it("says in words why nothing was proposed", async () => {
    scratch.write("same.js", "one();\n");
    const { document } = await scratch.show("same.js");
    const input = { document, range: new vscode.Range(0, 0, 0, 6), instruction: "Nothing" };
    for (const [answer, words] of [
      ["```js\none();\n```", /leave this code as it is/],
      ["", /without code/],
    ] as const) {
      const task = new RefactorTask(controller, input, () => undefined);
      await task.run(() => Promise.resolve(heldBack([answer]).model));
      const body = task.thread.comments[0]?.body;
      assert.match(body instanceof vscode.MarkdownString ? body.value : "", words);
      assert.equal(task.thread.contextValue, "failed");
      task.dispose();
    }
    assert.equal(document.isDirty, false);
  });

  it("proposes nothing after it was taken away while the model wrote", async () => {
    scratch.write("gone.js", "one();\n");
    const { document } = await scratch.show("gone.js");
    const input = { document, range: new vscode.Range(0, 0, 0, 6), instruction: "Shout" };
    const task = new RefactorTask(controller, input, () => undefined);
    const { model, next } = heldBack(["```js\n", "ONE();\n```"]);
    const done = task.run(() => Promise.resolve(model));
    task.dispose();
    next(0);
    await done;
    assert.equal(document.getText(), "one();\n");
  });
});

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { Refactors } from "../../../src/editor/refactor/refactors.ts";
import { Review } from "../../../src/editor/review/review.ts";
import { ReviewStore } from "../../../src/editor/review/files/reviewStore.ts";
import type { Model, ModelEvent } from "../../../src/model/model.ts";
import { until } from "../../support/until.ts";
import { closeAll, Scratch, withSettings } from "../editing.ts";
import { heldBack } from "./heldBack.ts";

describe("several inline refactors", () => {
  let scratch: Scratch;
  let review: Review;
  let refactors: Refactors;
  let restore: () => Promise<void>;
  /** Who answers the next request. */
  let models: Model[] = [];
  before(async () => {
    restore = await withSettings({ "files.autoSave": "off" });
    scratch = new Scratch("several-suite");
    const kept = new Map<string, unknown>([["gemma.refactor.history", ["Shout"]]]);
    const memory: vscode.Memento = {
      keys: () => [...kept.keys()],
      get: <T>(key: string, otherwise?: T) => (kept.get(key) ?? otherwise) as T,
      update: async (key, value) => void kept.set(key, value),
    };
    review = new Review(new ReviewStore(scratch.at("pending.json"), (error) => assert.fail(String(error))));
    refactors = new Refactors(memory, review, async () => {
      const model = models.shift();
      assert.ok(model, "nobody is asked");
      return { model, sampling: {} };
    });
  });
  after(async () => {
    refactors.dispose();
    review.dispose();
    await scratch.remove();
    await restore();
  });
  afterEach(async () => {
    models = [];
    await closeAll();
  });
  const answers = (code: string) => heldBack([`\`\`\`js\n${code}\n\`\`\``]);

  it("one that waits for its instruction keeps its chosen lines while another runs", async () => {
    scratch.write("moved.js", "one();\ntwo();\n\nten();\n");
    const editor = await scratch.show("moved.js");
    const { document } = editor;
    const asked: string[] = [];
    const tenth: Model = {
      info: heldBack([]).model.info,
      async *stream({ messages }): AsyncGenerator<ModelEvent> {
        asked.push(JSON.stringify(messages));
        yield { type: "text", delta: "```js\nTEN();\n```" };
        yield { type: "done", reason: "stop" };
      },
    };
    const first = heldBack(["```js\nONE();\nand();\nmore();\n", "```"]);
    models = [first.model, tenth];
    const above = refactors.start({ uri: document.uri, range: new vscode.Range(0, 0, 1, 0), instruction: "Grow" });
    editor.selection = new vscode.Selection(3, 0, 3, 6);
    let over = false;
    const below = refactors.start().then(() => (over = true));
    first.next(0);
    await above;
    assert.equal(document.getText(), "ONE();\nand();\nmore();\ntwo();\n\nten();\n");
    await until("the instruction's list", async () => {
      await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      return over || asked.length > 0 || undefined;
    });
    await below;
    assert.equal(document.getText(), "ONE();\nand();\nmore();\ntwo();\n\nTEN();\n");
    assert.match(asked[0] ?? "", /ten\(\);/);
  });

  it("are refused inside a proposal, also on its empty lines", async () => {
    scratch.write("empty.js", "one();\n\ntwo();\n");
    const { document } = await scratch.show("empty.js");
    models = [answers("ONE();\n\nTWO();").model];
    await refactors.start({ uri: document.uri, range: new vscode.Range(0, 0, 2, 6), instruction: "Shout" });
    await refactors.start({ uri: document.uri, range: new vscode.Range(1, 0, 1, 0), instruction: "Fill" });
    assert.equal(document.getText(), "ONE();\n\nTWO();\n");
  });

  it("replace a refactor that produced nothing", async () => {
    scratch.write("again.js", "one();\n");
    const { document } = await scratch.show("again.js");
    models = [answers("one();").model, answers("ONE();").model];
    const range = new vscode.Range(0, 0, 0, 6);
    await refactors.start({ uri: document.uri, range, instruction: "Whisper" });
    assert.equal(document.getText(), "one();\n");
    await refactors.start({ uri: document.uri, range, instruction: "Shout" });
    assert.equal(document.getText(), "ONE();\n");
    await refactors.undo();
    assert.equal(document.getText(), "one();\n");
    assert.equal(refactors.has(), false);
  });
});

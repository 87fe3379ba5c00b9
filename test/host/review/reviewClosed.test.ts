import assert from "node:assert/strict";
import * as vscode from "vscode";
import { Review } from "../../../src/editor/review/review.ts";
import { ReviewStore } from "../../../src/editor/review/files/reviewStore.ts";
import { until } from "../../support/until.ts";
import { closeAll, Scratch, withSettings } from "../editing.ts";

describe("pending changes of a closed document", () => {
  let scratch: Scratch;
  let review: Review;
  let restore: () => Promise<void>;
  before(async () => {
    restore = await withSettings({ "files.autoSave": "off" });
    scratch = new Scratch("closed-suite");
    review = new Review(new ReviewStore(scratch.at("pending.json"), (error) => assert.fail(String(error))));
  });
  after(async () => {
    review.dispose();
    await scratch.remove();
    await restore();
  });
  async function propose(document: vscode.TextDocument, from: string, to: string): Promise<void> {
    const before = document.getText();
    const after = before.replace(from, to);
    const whole = new vscode.Range(document.positionAt(0), document.positionAt(before.length));
    await review.propose(document, () => ({
      edit: { start: 0, end: before.length, text: after },
      apply: () => {
        const edit = new vscode.WorkspaceEdit();
        edit.replace(document.uri, whole, after);
        return vscode.workspace.applyEdit(edit);
      },
    }));
  }
  const nothingPending = () => until("nothing pending", () => review.uris.length === 0 || undefined);

  it("are dropped with an untitled document", async () => {
    const document = await vscode.workspace.openTextDocument({ content: "a\nb\n" });
    await vscode.window.showTextDocument(document);
    await propose(document, "b", "B");
    assert.equal(review.uris.length, 1);
    await closeAll();
    await nothingPending();
  });

  it("are dropped if unsaved, and kept if saved", async () => {
    scratch.write("closed.txt", "a\nb\nc\nd\n");
    const { document } = await scratch.show("closed.txt");
    await propose(document, "b", "B");
    await document.save();
    await propose(document, "d", "D");
    await closeAll();
    await until("one change", () => review.hunksOf(document.uri).length === 1 || undefined);
    assert.deepEqual(
      review.hunksOf(document.uri).map(({ original }) => original),
      ["b\n"],
    );
    await review.undo(document.uri);
    assert.equal(scratch.text("closed.txt"), "a\nb\nc\nd\n");
  });
});

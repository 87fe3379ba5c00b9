import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import * as vscode from "vscode";
import { previewNewFile } from "../../../src/editor/language/preview.ts";
import { closeAll, Scratch, type } from "../editing.ts";

describe("a new file in the Refactor Preview", () => {
  let scratch: Scratch;
  before(() => (scratch = new Scratch("preview-suite")));
  after(() => scratch.remove());

  it("does not go into the user's own unsaved text for that place", async () => {
    scratch.write("there.ts", "there();\n");
    const uri = vscode.Uri.file(scratch.at("there.test.ts"));
    const draft = await vscode.workspace.openTextDocument(uri.with({ scheme: "untitled" }));
    await type(await vscode.window.showTextDocument(draft), 0, 0, "mine();\n");
    assert.equal(await previewNewFile(uri, "test();\n", "Tests", vscode.Uri.file(scratch.at("there.ts"))), false);
    assert.equal(draft.getText(), "mine();\n");
    assert.equal(vscode.window.activeTextEditor?.document, draft);
    assert.equal(existsSync(uri.fsPath), false);
    await closeAll();
  });
});

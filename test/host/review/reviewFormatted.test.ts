import assert from "node:assert/strict";
import * as vscode from "vscode";
import { WorkspaceFiles } from "../../../src/editor/files/workspaceFiles.ts";
import { ReviewStore } from "../../../src/editor/review/files/reviewStore.ts";
import { Review } from "../../../src/editor/review/review.ts";
import { editAllowed } from "../../support/consented.ts";
import { closeAll, Scratch, undo, withSettings } from "../editing.ts";

const run = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(command, ...args);
const source = "one\ntwo\nthree()\nfour\n";

describe("the review of a file that a formatter changes", () => {
  let scratch: Scratch;
  let review: Review;
  let files: WorkspaceFiles;
  let restore: () => Promise<void>;
  before(async () => {
    restore = await withSettings({ "files.autoSave": "off", "editor.formatOnSave": true });
    scratch = new Scratch("formatted-suite");
    review = new Review(new ReviewStore(scratch.at("pending.json"), (error) => assert.fail(String(error))));
    files = new WorkspaceFiles(review);
  });
  after(async () => {
    review.dispose();
    await scratch.remove();
    await restore();
  });
  afterEach(async () => {
    for (const uri of review.uris) review.keep(uri);
    await closeAll();
  });

  let count = 0;
  /** A file of each test's own in which the agent changed the third line. */
  async function changed(): Promise<vscode.TextEditor> {
    const path = scratch.write(`formatted${++count}.signs`, source);
    const file = await files.read(path, new AbortController().signal);
    const start = file.text.indexOf("three()");
    await editAllowed(files, file, [{ start, end: start + 7, text: "call('x', y);" }]);
    return scratch.show(`formatted${count}.signs`);
  }
  const pending = ({ document }: vscode.TextEditor) =>
    review.hunksOf(document.uri).map(({ start, end, original }) => [original, document.getText().slice(start, end)]);
  const put = (editor: vscode.TextEditor, line: number, character: number) =>
    (editor.selection = new vscode.Selection(line, character, line, character));
  const replaced = (document: vscode.TextDocument, from: RegExp, to: string) =>
    [...document.getText().matchAll(from)].map(({ index, 0: found }) =>
      vscode.TextEdit.replace(
        new vscode.Range(document.positionAt(index), document.positionAt(index + found.length)),
        to,
      ),
    );

  const rows: [name: string, cursor: [number, number], from: RegExp, to: string, hunk: string][] = [
    ["quotes, from afar", [0, 0], /'/g, '"', 'call("x", y);'],
    ["quotes, beside the cursor's line", [1, 0], /'/g, '"', 'call("x", y);'],
    ["quotes, in the cursor's line", [2, 12], /'/g, '"', 'call("x", y);'],
    ["a semicolon, in the cursor's line", [2, 1], /;/g, "", "call('x', y)"],
    ["the lines, with the cursor in them", [2, 12], /\('x', y\)/g, "(\n  'x',\n  y,\n)", "call(\n  'x',\n  y,\n);"],
  ];
  for (const [name, cursor, from, to, now] of rows) {
    it(`keeps the hunk when the user's own save formats ${name}, and not what the user types into it`, async () => {
      const formatter = vscode.languages.registerDocumentFormattingEditProvider(
        { pattern: "**/formatted-suite/*.signs" },
        { provideDocumentFormattingEdits: (document) => replaced(document, from, to) },
      );
      try {
        const editor = await changed();
        put(editor, ...cursor);
        await editor.document.save();
        assert.equal(editor.document.getText(), source.replace("three()", now));
        assert.deepEqual(pending(editor), [["three()\n", `${now}\n`]]);
        put(editor, 2, 5);
        await run("type", { text: ";" });
        assert.deepEqual(pending(editor), [], "typed");
        await undo();
        assert.deepEqual(pending(editor), [["three()\n", `${now}\n`]], "typing undone");
      } finally {
        formatter.dispose();
      }
      const { document } = vscode.window.activeTextEditor ?? assert.fail();
      await review.undo(document.uri);
      assert.equal(scratch.text(`formatted${count}.signs`), source);
    });
  }

  it("gives the hunk to the user when more than punctuation is replaced in it", async () => {
    const editor = await changed();
    put(editor, 0, 0);
    const edit = new vscode.WorkspaceEdit();
    edit.set(editor.document.uri, replaced(editor.document, /y/g, "z"));
    await vscode.workspace.applyEdit(edit);
    assert.deepEqual(pending(editor), []);
  });
});

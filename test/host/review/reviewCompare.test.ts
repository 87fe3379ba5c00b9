import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import * as vscode from "vscode";
import { WorkspaceError } from "../../../src/agent/ports/workspaceFault.ts";
import { WorkspaceFiles } from "../../../src/editor/files/workspaceFiles.ts";
import { Review } from "../../../src/editor/review/review.ts";
import { ReviewStore } from "../../../src/editor/review/files/reviewStore.ts";
import { until } from "../../support/until.ts";
import { closeAll, Scratch, type, undo, withSettings } from "../editing.ts";
import { createAllowed, editAllowed } from "../../support/consented.ts";

const going = new AbortController().signal;
const run = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(command, ...args);
const source = "one\ntwo\nthree\nfour\nfive\n";

describe("the review, which compares texts,", () => {
  let scratch: Scratch;
  let review: Review;
  let files: WorkspaceFiles;
  let restore: () => Promise<void>;
  before(async () => {
    restore = await withSettings({ "files.autoSave": "off", "editor.autoIndent": "none" });
    scratch = new Scratch("compare-suite");
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
  /** A file of each test's own in which the agent made `three` into `THREE`, shown with the cursor in the first line. */
  async function changed(text = source, ending = "txt"): Promise<vscode.TextEditor> {
    const name = `compare${++count}.${ending}`;
    await agentEdits(scratch.write(name, text), "three", "THREE");
    const editor = await scratch.show(name);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    return editor;
  }
  async function agentEdits(path: string, from: string, to: string): Promise<void> {
    const file = await files.read(path, going);
    const start = file.text.indexOf(from);
    await editAllowed(files, file, [{ start, end: start + from.length, text: to }]);
  }
  const nameOf = ({ document }: vscode.TextEditor) => document.uri.path.split("/").at(-1) ?? "";
  const pending = ({ document }: vscode.TextEditor) =>
    review.hunksOf(document.uri).map(({ start, end, original }) => [original, document.getText().slice(start, end)]);
  const put = (editor: vscode.TextEditor, line: number, character: number) =>
    (editor.selection = new vscode.Selection(line, character, line, character));
  const hunk = [["three\n", "THREE\n"]];
  const hunkCrlf = [["three\r\n", "THREE\r\n"]];
  const isReadAs = (editor: vscode.TextEditor, text: string) =>
    until("the text from disk", () => editor.document.getText() === text || undefined);

  const typing: [name: string, line: number, character: number, commands: (string | [string])[]][] = [
    ["by Enter at its end", 2, 5, [["\n"], ["x"]]],
    ["by Insert Line Below on it", 2, 1, ["editor.action.insertLineAfter", ["x"]]],
    ["by Insert Line Above on it", 2, 1, ["editor.action.insertLineBefore", ["x"]]],
    ["by Enter at the end of the line above", 1, 3, [["\n"], ["x"]]],
    ["by Enter at its start", 2, 0, [["\n"]]],
    ["at the start of the line below", 3, 0, [["x"]]],
    ["at the end of the line above", 1, 3, [["x"]]],
    ["by copying the line below", 3, 0, ["editor.action.copyLinesDownAction"]],
    ["by moving the line below up", 3, 0, ["editor.action.moveLinesUpAction"]],
    ["by moving the line above down", 1, 0, ["editor.action.moveLinesDownAction"]],
    ["by moving it down", 2, 0, ["editor.action.moveLinesDownAction"]],
    ["by deleting the line below", 3, 0, ["editor.action.deleteLines"]],
    ["by deleting the line above", 1, 0, ["editor.action.deleteLines"]],
  ];
  for (const [name, line, character, commands] of typing) {
    it(`keeps a hunk beside which the user types ${name}, and when that is undone and redone`, async () => {
      const editor = await changed();
      put(editor, line, character);
      for (const command of commands) {
        if (typeof command === "string") await run(command);
        else await run("type", { text: command[0] });
      }
      assert.deepEqual(pending(editor), hunk, "typed");
      while (editor.document.getText() !== source.replace("three", "THREE")) await undo();
      assert.deepEqual(pending(editor), hunk, "undone");
      await run("redo");
      assert.deepEqual(pending(editor), hunk, "redone");
      await review.undo(editor.document.uri);
      assert.ok(!editor.document.getText().includes("THREE"));
    });
  }

  it("marks a hunk again when typing into it is undone", async () => {
    const editor = await changed();
    put(editor, 2, 5);
    await run("type", { text: "!" });
    assert.deepEqual(pending(editor), []);
    await undo();
    assert.deepEqual(pending(editor), hunk);
    await run("redo");
    assert.deepEqual(pending(editor), [], "what the user typed is theirs again");
  });

  it("marks the model's change again after undo and redo, without the kept part", async () => {
    const editor = await changed();
    await undo();
    assert.equal(editor.document.getText(), source);
    assert.deepEqual(pending(editor), []);
    await run("redo");
    assert.deepEqual(pending(editor), hunk);
    await review.undo(editor.document.uri);
    await undo();
    assert.deepEqual(pending(editor), hunk, "after the review's own Undo is undone");
    review.keep(editor.document.uri);
    await undo();
    await run("redo");
    assert.deepEqual(pending(editor), []);
  });

  it("marks only the part that was not kept when a change is redone", async () => {
    const editor = await changed();
    const path = `${scratch.name}/${nameOf(editor)}`;
    const file = await files.read(path, going);
    const edits = ["one", "five"].map((word) => {
      const start = file.text.indexOf(word);
      return { start, end: start + word.length, text: word.toUpperCase() };
    });
    await editAllowed(files, file, edits);
    const [one, three, five] = [
      ["one\n", "ONE\n"],
      ["three\n", "THREE\n"],
      ["five\n", "FIVE\n"],
    ];
    review.keep(editor.document.uri, ({ original }) => original === "one\n");
    assert.deepEqual(pending(editor), [three, five]);
    await undo();
    assert.deepEqual(pending(editor), [three]);
    await undo();
    assert.equal(editor.document.getText(), source);
    assert.deepEqual(pending(editor), []);
    await run("redo");
    assert.deepEqual(pending(editor), [three]);
    await run("redo");
    assert.deepEqual(pending(editor), [three, five], `${String(one)} was kept`);
    await review.undo(editor.document.uri);
    assert.equal(editor.document.getText(), source.replace("one", "ONE"));
  });

  it("undoes the model's changes of one line one at a time", async () => {
    const editor = await changed();
    await agentEdits(`${scratch.name}/${nameOf(editor)}`, "THREE", "THIRD");
    assert.deepEqual(pending(editor), [["three\n", "THIRD\n"]]);
    await undo();
    assert.deepEqual(pending(editor), hunk);
    await undo();
    assert.deepEqual(pending(editor), []);
    assert.equal(editor.document.getText(), source);
  });

  it("keeps its hunks when the line ends are changed, saved and undone, and gives them the new ones", async () => {
    const editor = await changed();
    await editor.edit((edit) => edit.setEndOfLine(vscode.EndOfLine.CRLF));
    assert.deepEqual(pending(editor), hunkCrlf);
    await editor.document.save();
    await review.undo(editor.document.uri);
    assert.equal(scratch.text(nameOf(editor)), source.replaceAll("\n", "\r\n"));
  });

  it("keeps what the agent wrote when a save gives it other line ends, as EditorConfig does", async () => {
    const listening = vscode.workspace.onWillSaveTextDocument((event) => {
      if (event.document.fileName.endsWith(".crlf"))
        event.waitUntil(Promise.resolve([vscode.TextEdit.setEndOfLine(vscode.EndOfLine.CRLF)]));
    });
    try {
      const editor = await changed(source, "crlf");
      assert.equal(scratch.text(nameOf(editor)), source.replace("three", "THREE").replaceAll("\n", "\r\n"));
      assert.deepEqual(pending(editor), hunkCrlf);
      await review.undo(editor.document.uri);
      assert.equal(scratch.text(nameOf(editor)), source.replaceAll("\n", "\r\n"));
    } finally {
      listening.dispose();
    }
  });

  it("keeps its hunks through any change of white space on save", async () => {
    const back = await withSettings({
      "files.trimTrailingWhitespace": true,
      "files.insertFinalNewline": true,
      "files.trimFinalNewlines": true,
      "editor.formatOnSave": true,
    });
    const provideDocumentFormattingEdits = (document: vscode.TextDocument) =>
      [...Array(document.lineCount).keys()].flatMap((at) => {
        const { text, range } = document.lineAt(at);
        return text.trim() === "" || text.startsWith(" ") ? [] : [vscode.TextEdit.insert(range.start, "  ")];
      });
    const formatter = vscode.languages.registerDocumentFormattingEditProvider(
      { pattern: "**/compare-suite/*.fmt" },
      { provideDocumentFormattingEdits },
    );
    try {
      scratch.write("saved.fmt", "one  \ntwo\nthree\nfour\nfive");
      const editor = await scratch.show("saved.fmt");
      await type(editor, 0, 0, "mine ");
      await agentEdits(`${scratch.name}/saved.fmt`, "three", "THREE  \nMORE");
      put(editor, 0, 0);
      await editor.document.save();
      assert.equal(scratch.text("saved.fmt"), "  mine one\n  two\n  THREE\n  MORE\n  four\n  five\n");
      assert.deepEqual(pending(editor), [["three\n", "  THREE\n  MORE\n"]]);
      await review.undo(editor.document.uri);
      assert.equal(editor.document.getText(), "  mine one\n  two\n  three\n  four\n  five\n");
    } finally {
      formatter.dispose();
      await back();
    }
  });

  it("keeps its hunks when the whole text is replaced by the same text", async () => {
    const editor = await changed();
    const { document } = editor;
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    await editor.edit((edit) => edit.replace(all, `// new\n${document.getText()}`));
    assert.deepEqual(pending(editor), hunk);
    await run("editor.action.indentationToTabs");
    assert.deepEqual(pending(editor), hunk);
  });

  it("follows changes on disk, and their reversal", async () => {
    const editor = await changed();
    const after = source.replace("three", "THREE");
    const write = async (text: string) => {
      scratch.write(nameOf(editor), text);
      await isReadAs(editor, text);
    };
    await write(after.replaceAll("\n", "\r\n"));
    assert.deepEqual(pending(editor), hunkCrlf, "other line ends");
    await write(`zero\n${after}six\n`);
    assert.deepEqual(pending(editor), hunk, "other lines around");
    await write(after);
    put(editor, 4, 4);
    await write(source);
    assert.deepEqual(pending(editor), [], "another branch is checked out");
    put(editor, 0, 0);
    await write(after);
    assert.deepEqual(pending(editor), hunk, "and the first one again");
  });

  it("keeps its hunks when what the user typed is reverted to the file", async () => {
    const editor = await changed();
    await type(editor, 0, 0, "mine\n");
    await type(editor, 5, 4, " mine");
    await run("workbench.action.files.revert");
    assert.equal(editor.document.getText(), source.replace("three", "THREE"));
    assert.deepEqual(pending(editor), hunk);
  });

  it("keeps its hunks when the file is read in another encoding, and undoes them only in the first", async () => {
    const text = source.replace("three", "drei Säulen und three").replace("two", "café");
    const editor = await changed(text);
    const { uri } = editor.document;
    await vscode.workspace.openTextDocument(uri, { encoding: "iso88591" });
    await until("the other letters", () => editor.document.getText().includes("cafÃ©") || undefined);
    assert.equal(pending(editor).length, 1);
    await assert.rejects(
      review.undo(uri),
      (error) => error instanceof WorkspaceError && error.fault.kind === "misread",
    );
    await vscode.workspace.openTextDocument(uri, { encoding: "utf8" });
    await until("the letters again", () => editor.document.getText().includes("café") || undefined);
    await review.undo(uri);
    assert.equal(scratch.text(nameOf(editor)), text);
  });

  it("keeps user text in a created file through undo and redo", async () => {
    await createAllowed(files, `${scratch.name}/made.txt`, "made\n");
    const editor = await scratch.show("made.txt");
    await type(editor, 1, 0, "// mine\n");
    await editor.document.save();
    await undo();
    assert.deepEqual(pending(editor), [["", "made\n"]]);
    await run("redo");
    await editor.document.save();
    await review.undo(editor.document.uri);
    assert.equal(scratch.text("made.txt"), "// mine\n");
    await createAllowed(files, `${scratch.name}/gone.txt`, "made\n");
    const other = await scratch.show("gone.txt");
    await type(other, 0, 0, "mine ");
    await undo();
    await other.document.save();
    await review.undo(other.document.uri);
    assert.equal(existsSync(scratch.at("gone.txt")), false, "a made file that nobody changed");
  });
});

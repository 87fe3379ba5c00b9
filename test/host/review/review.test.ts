import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import * as vscode from "vscode";
import type { TextEdit } from "../../../src/agent/ports/workspace.ts";
import { WorkspaceFiles } from "../../../src/editor/files/workspaceFiles.ts";
import { HunkMarks } from "../../../src/editor/review/hunkMarks.ts";
import { Review } from "../../../src/editor/review/review.ts";
import { ReviewStore } from "../../../src/editor/review/files/reviewStore.ts";
import { until } from "../../support/until.ts";
import { closeAll, Scratch, type, undo, withSettings } from "../editing.ts";
import { createAllowed, editAllowed } from "../../support/consented.ts";

const going = new AbortController().signal;

describe("the review of the agent's changes", () => {
  let scratch: Scratch;
  let restore: () => Promise<void>;
  let review: Review;
  let files: WorkspaceFiles;
  before(async () => {
    restore = await withSettings({ "files.autoSave": "off" });
    scratch = new Scratch("review-suite");
  });
  after(async () => {
    await scratch.remove();
    await restore();
  });
  /** A file of each test's own: the store of the test before may still be writing. */
  let kept = "";
  let count = 0;
  const newReview = () => new Review(new ReviewStore(kept, (error) => assert.fail(String(error))));
  beforeEach(() => {
    kept = scratch.at(`pending${++count}.json`);
    review = newReview();
    files = new WorkspaceFiles(review);
  });
  afterEach(async () => {
    review.dispose();
    await closeAll();
  });

  /** Edits a file as the tools do: `from` becomes `to`. */
  async function agentEdits(name: string, ...changes: (readonly [from: string, to: string])[]): Promise<vscode.Uri> {
    const file = await files.read(`${scratch.name}/${name}`, going);
    const edits = changes.map(([from, to]): TextEdit => {
      const start = file.text.indexOf(from);
      return { start, end: start + from.length, text: to };
    });
    await editAllowed(files, file, edits);
    return vscode.Uri.file(scratch.at(name));
  }
  const pending = (uri: vscode.Uri) => review.hunksOf(uri).map(({ original }) => original);

  it("compares each hunk with the earlier text, and undoes it on disk byte for byte", async () => {
    const text = "a\r\nb\r\nc\r\nd\r\ne\r\n";
    scratch.write("crlf.txt", text);
    const uri = await agentEdits("crlf.txt", ["b\r\n", "B\r\nB2\r\n"], ["d\r\n", ""]);
    assert.deepEqual(pending(uri), ["b\r\n", "d\r\n"]);
    assert.equal(review.baseline(uri), text);
    await review.undo(uri, ({ original }) => original === "d\r\n");
    assert.equal(scratch.text("crlf.txt"), text.replace("b\r\n", "B\r\nB2\r\n"));
    await review.undo(uri);
    assert.equal(scratch.text("crlf.txt"), text);
    assert.deepEqual(review.uris, []);
  });

  it("undoes all hunks of a file as one undo step of the editor", async () => {
    const text = "a\nb\nc\nd\ne\n";
    scratch.write("all.txt", text);
    const uri = await agentEdits("all.txt", ["a", "A"], ["c", "C"], ["e", "E"]);
    const editor = await scratch.show("all.txt");
    await review.undo(uri);
    assert.equal(editor.document.getText(), text);
    await undo();
    assert.equal(editor.document.getText(), "A\nb\nC\nd\nE\n");
  });

  it("keeps a hunk by leaving the file as it is", async () => {
    scratch.write("keep.txt", "a\nb\nc\n");
    const uri = await agentEdits("keep.txt", ["b", "B"]);
    review.keep(uri);
    assert.equal(scratch.text("keep.txt"), "a\nB\nc\n");
    assert.deepEqual(review.uris, []);
  });

  it("compares a second edit of the same place with the first text", async () => {
    scratch.write("twice.txt", "a\nb\nc\n");
    await agentEdits("twice.txt", ["b", "B"]);
    const uri = await agentEdits("twice.txt", ["B", "BB"]);
    assert.deepEqual(pending(uri), ["b\n"]);
    await review.undo(uri);
    assert.equal(scratch.text("twice.txt"), "a\nb\nc\n");
  });

  it("follows the user's typing, and never takes it back", async () => {
    scratch.write("typed.txt", "a\nb\nc\nd\ne\n");
    const uri = await agentEdits("typed.txt", ["b", "B"], ["d", "D"]);
    const editor = await scratch.show("typed.txt");
    await type(editor, 0, 0, "mine\n");
    assert.deepEqual(pending(uri), ["b\n", "d\n"]);
    await type(editor, 2, 1, " and mine");
    assert.deepEqual(pending(uri), ["d\n"], "what the user typed into is theirs");
    await review.undo(uri);
    assert.equal(editor.document.getText(), "mine\na\nB and mine\nc\nd\ne\n");
  });

  it("is empty once the edit was undone in the editor", async () => {
    scratch.write("ctrlz.txt", "a\nb\nc\n");
    const uri = await agentEdits("ctrlz.txt", ["b\n", ""]);
    assert.deepEqual(pending(uri), ["b\n"]);
    const editor = await scratch.show("ctrlz.txt");
    await undo();
    assert.equal(editor.document.getText(), "a\nb\nc\n");
    assert.deepEqual(review.uris, []);
  });

  it("does not save what the user had not saved", async () => {
    scratch.write("dirty.txt", "a\nb\nc\n");
    const editor = await scratch.show("dirty.txt");
    await type(editor, 0, 0, "unsaved ");
    const uri = await agentEdits("dirty.txt", ["c", "C"]);
    assert.equal(scratch.text("dirty.txt"), "a\nb\nc\n");
    await review.undo(uri);
    assert.equal(editor.document.getText(), "unsaved a\nb\nc\n");
    assert.equal(editor.document.isDirty, true);
    assert.equal(scratch.text("dirty.txt"), "a\nb\nc\n");
  });

  describe("with a formatter on save", () => {
    let back: () => Promise<void>;
    let formatter: vscode.Disposable;
    before(async () => {
      back = await withSettings({ "editor.formatOnSave": true });
      const provideDocumentFormattingEdits = (document: vscode.TextDocument) => {
        const formatted: Record<string, string> = { B: "B;", "in {": "  in {" };
        return [...Array(document.lineCount).keys()].flatMap((at) => {
          const { range, text } = document.lineAt(at);
          const better = formatted[text];
          return better === undefined ? [] : [vscode.TextEdit.replace(range, better)];
        });
      };
      formatter = vscode.languages.registerDocumentFormattingEditProvider(
        { pattern: "**/review-suite/format*.txt" },
        { provideDocumentFormattingEdits },
      );
    });
    after(async () => {
      formatter.dispose();
      await back();
    });

    it("counts the formatter's changes as part of the edit", async () => {
      scratch.write("format.txt", "a\nb\nc\n");
      await scratch.show("format.txt");
      const uri = await agentEdits("format.txt", ["b", "B"]);
      assert.equal(scratch.text("format.txt"), "a\nB;\nc\n");
      assert.deepEqual(pending(uri), ["b\n"]);
      await review.undo(uri);
      assert.equal(scratch.text("format.txt"), "a\nb\nc\n");
    });

    it("counts white space as part of the edit when the user saves, and later typing as the user's", async () => {
      scratch.write("format2.txt", "a\nb\nc\nd\ne\n");
      const editor = await scratch.show("format2.txt");
      await type(editor, 4, 1, " mine");
      const uri = await agentEdits("format2.txt", ["b", "in {"], ["d", "D"]);
      assert.equal(editor.document.isDirty, true);
      await editor.document.save();
      assert.equal(scratch.text("format2.txt"), "a\n  in {\nc\nD\ne mine\n");
      assert.deepEqual(pending(uri), ["b\n", "d\n"]);
      await type(editor, 3, 1, " mine");
      assert.deepEqual(pending(uri), ["b\n"]);
      await review.undo(uri);
      assert.equal(editor.document.getText(), "a\nb\nc\nD mine\ne mine\n");
    });
  });

  it("survives a reload, with what changed meanwhile counted as the user's", async () => {
    scratch.write("reload.txt", "a\nb\nc\nd\ne\n");
    const uri = await agentEdits("reload.txt", ["b", "B"], ["d", "D"]);
    const stored = () => existsSync(kept) && readFileSync(kept, "utf8").includes("reload.txt");
    await until("the stored review", () => stored() || undefined);
    review.dispose();
    await closeAll();
    scratch.write("reload.txt", "first\na\nB\nc\nDD\ne\n");
    await until("the file's new text", async () => {
      const { lineCount } = await vscode.workspace.openTextDocument(uri);
      return lineCount === 7 || undefined;
    });
    review = newReview();
    await review.restore();
    assert.deepEqual(pending(uri), ["b\n"]);
    await review.undo(uri);
    assert.equal(scratch.text("reload.txt"), "first\na\nb\nc\nDD\ne\n");
  });

  it("reads a torn store as nothing pending", async () => {
    writeFileSync(kept, '[{"uri": "file:///x", "te');
    await review.restore();
    assert.deepEqual(review.uris, []);
  });

  it("undo deletes a file that the agent created, unless the user edited it", async () => {
    await createAllowed(files, `${scratch.name}/made.txt`, "new\n");
    const made = vscode.Uri.file(scratch.at("made.txt"));
    assert.deepEqual(review.uris.map(String), [made.toString()]);
    await review.undo(made);
    assert.equal(existsSync(scratch.at("made.txt")), false);
    await createAllowed(files, `${scratch.name}/mine.txt`, "new\n");
    const editor = await scratch.show("mine.txt");
    await type(editor, 0, 0, "mine ");
    await review.undo(editor.document.uri);
    assert.equal(editor.document.getText(), "mine new\n");
  });

  it("marks each hunk with its Keep and Undo", async () => {
    scratch.write("lens.txt", "a\nb\nc\nd\ne\n");
    const marks = new HunkMarks(review);
    try {
      const uri = await agentEdits("lens.txt", ["b", "B"], ["d", "D"]);
      const document = await vscode.workspace.openTextDocument(uri);
      const lenses = marks.provideCodeLenses(document);
      assert.deepEqual(
        lenses.map(({ range, command }) => [range.start.line, command?.command]),
        [
          [1, "gemma.keepHunk"],
          [1, "gemma.undoHunk"],
          [3, "gemma.keepHunk"],
          [3, "gemma.undoHunk"],
          [1, "gemma.keepFile"],
          [1, "gemma.undoFile"],
        ],
      );
    } finally {
      marks.dispose();
    }
  });
});

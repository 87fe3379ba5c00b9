import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import * as vscode from "vscode";
import { WorkspaceError } from "../../../src/agent/ports/workspaceFault.ts";
import { WorkspaceFiles } from "../../../src/editor/files/workspaceFiles.ts";
import { Review } from "../../../src/editor/review/review.ts";
import { ReviewStore } from "../../../src/editor/review/files/reviewStore.ts";
import { editAllowed } from "../../support/consented.ts";
import { until } from "../../support/until.ts";
import { closeAll, Scratch, withSettings } from "../editing.ts";

const going = new AbortController().signal;
const run = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(command, ...args);
const source = "one\ntwo\nthree\nfour\nfive\n";
const edited = source.replace("three", "THREE");

describe("pending changes when a file is renamed, deleted, saved or protected", () => {
  let scratch: Scratch;
  let review: Review;
  let files: WorkspaceFiles;
  let restore: () => Promise<void>;
  before(async () => {
    restore = await withSettings({ "files.autoSave": "off", "editor.autoIndent": "none" });
    scratch = new Scratch("moves-suite");
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

  /** A file in which the agent made `three` into `THREE`, shown. */
  async function changed(name: string): Promise<vscode.TextEditor> {
    const file = await files.read(scratch.write(name, source), going);
    const start = file.text.indexOf("three");
    await editAllowed(files, file, [{ start, end: start + 5, text: "THREE" }]);
    return scratch.show(name);
  }
  const uriOf = (name: string) => vscode.Uri.file(scratch.at(name));
  const pending = () => review.uris.map((uri) => uri.fsPath.slice(scratch.path.length + 1)).sort();
  const hunksOf = (uri: vscode.Uri) => review.hunksOf(uri).map(({ original }) => original);
  async function move(from: string, to: string): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(uriOf(from), uriOf(to));
    await vscode.workspace.applyEdit(edit);
    await until("the move", () => existsSync(scratch.at(to)) || undefined);
  }

  const moves: [name: string, from: string, to: string, files: Record<string, string>][] = [
    ["a file", "a.txt", "b.txt", { "a.txt": "b.txt" }],
    ["a folder", "dir", "other", { "dir/a.txt": "other/a.txt", "dir/b.txt": "other/b.txt" }],
    ["a folder far above it", "up", "down", { "up/x/y/a.txt": "down/x/y/a.txt" }],
    ["a folder into another", "in", "deep/in", { "in/a.txt": "deep/in/a.txt" }],
    ["a folder whose name others begin with", "n", "m", { "n/a.txt": "m/a.txt", "n2/a.txt": "n2/a.txt" }],
    ["a folder with signs in its name", "[s] #1 %20", "(t) 100%", { "[s] #1 %20/a.txt": "(t) 100%/a.txt" }],
  ];
  for (const [name, from, to, places] of moves) {
    it(`moves with ${name} that is renamed`, async () => {
      for (const path of Object.keys(places)) await changed(path);
      await move(from, to);
      await until("the moved", () => String(pending()) === String(Object.values(places).sort()) || undefined);
      for (const path of Object.values(places)) {
        assert.deepEqual(hunksOf(uriOf(path)), ["three\n"], path);
        await review.undo(uriOf(path));
        assert.equal(scratch.text(path), source);
      }
    });
  }

  it("disappears with a deleted folder", async () => {
    await changed("gone/a.txt");
    await changed("gone2/a.txt");
    const edit = new vscode.WorkspaceEdit();
    edit.deleteFile(uriOf("gone"), { recursive: true });
    await vscode.workspace.applyEdit(edit);
    await until("the rest", () => String(pending()) === "gone2/a.txt" || undefined);
  });

  it("disappears with a deleted notebook cell, returns with it, and stays in a moved one", async () => {
    const cellOf = (text: string) => new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, "javascript");
    const data = new vscode.NotebookData([cellOf("one"), cellOf("three"), cellOf("five")]);
    const notebook = await vscode.workspace.openNotebookDocument("jupyter-notebook", data);
    await vscode.window.showNotebookDocument(notebook);
    const { document } = notebook.cellAt(1);
    await review.propose(document, () => {
      const change = new vscode.WorkspaceEdit();
      change.replace(document.uri, new vscode.Range(0, 0, 0, 5), "THREE");
      return { edit: { start: 0, end: 5, text: "THREE" }, apply: () => vscode.workspace.applyEdit(change) };
    });
    assert.deepEqual(review.uris.map(String), [document.uri.toString()]);
    const changeCells = async (...edits: vscode.NotebookEdit[]) => {
      const edit = new vscode.WorkspaceEdit();
      edit.set(notebook.uri, edits);
      await vscode.workspace.applyEdit(edit);
    };
    await changeCells(vscode.NotebookEdit.deleteCells(new vscode.NotebookRange(0, 1)));
    assert.deepEqual(hunksOf(document.uri), ["three"], "another cell is deleted");
    await run("notebook.focusTop");
    await run("notebook.cell.moveDown");
    assert.deepEqual(hunksOf(document.uri), ["three"], "moved");
    const at = notebook.getCells().findIndex((cell) => cell.document === document);
    await changeCells(vscode.NotebookEdit.deleteCells(new vscode.NotebookRange(at, at + 1)));
    assert.deepEqual(review.uris, [], "deleted");
    await run("undo");
    await until("the cell again", () => hunksOf(document.uri).length === 1 || undefined);
    assert.equal(review.baseline(document.uri), "three");
    review.keep(document.uri);
  });

  for (const [name, insertFinalNewline] of [
    ["plainly", false],
    ["with an end that the save gives it", true],
  ] as const) {
    it(`moves from an untitled document to the file that it is saved as, ${name}`, async () => {
      const back = await withSettings({ "files.insertFinalNewline": insertFinalNewline });
      try {
        const uri = uriOf(`untitled-${insertFinalNewline}.txt`);
        const document = await vscode.workspace.openTextDocument(uri.with({ scheme: "untitled" }));
        const editor = await vscode.window.showTextDocument(document);
        const text = source.trimEnd();
        await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), text));
        await review.propose(document, () => {
          const change = new vscode.WorkspaceEdit();
          change.replace(document.uri, new vscode.Range(2, 0, 2, 5), "THREE");
          const edit = { start: 0, end: text.length, text: text.replace("three", "THREE") };
          return { edit, apply: () => vscode.workspace.applyEdit(change) };
        });
        await run("workbench.action.files.save");
        await until("what is pending in the file", () => hunksOf(uri).length === 1 || undefined);
        assert.deepEqual(review.uris.map(String), [uri.toString()]);
        await review.undo(uri);
        assert.equal((await vscode.workspace.openTextDocument(uri)).getText().trimEnd(), text);
      } finally {
        await back();
      }
    });
  }

  it("stays if the file became read-only; Undo says so before it changes anything", async () => {
    const isReadOnly = (error: unknown) => error instanceof WorkspaceError && error.fault.kind === "read-only";
    const { document } = await changed("locked.txt");
    const whileLocked = async () => {
      await assert.rejects(review.undo(document.uri), isReadOnly);
      assert.equal(document.getText(), edited);
      assert.deepEqual(hunksOf(document.uri), ["three\n"]);
    };
    await run("workbench.action.files.setActiveEditorReadonlyInSession");
    await whileLocked();
    await run("workbench.action.files.resetActiveEditorReadonlyInSession");
    const back = await withSettings({ "files.readonlyInclude": { "**/moves-suite/**": true } });
    await whileLocked();
    await back();
    await review.undo(document.uri);
    assert.equal(scratch.text("locked.txt"), source);
  });

  const typed: [name: string, ...commands: (string | [string])[]][] = [
    ["a letter and Backspace", ["!"], "deleteLeft"],
    ["a comment put on and taken off", "editor.action.commentLine", "editor.action.commentLine"],
    ["a copy of the line and its deletion", "editor.action.copyLinesDownAction", "editor.action.deleteLines"],
    ["a line deleted and typed again", "editor.action.deleteLines", ["THREE\n"]],
    ["a line split and joined", ["\n"], "deleteLeft"],
    ["capitals and small letters", "editor.action.transformToLowercase", "editor.action.transformToUppercase"],
  ];
  for (const [name, ...commands] of typed) {
    it(`is marked again when text typed into it is removed: ${name}`, async () => {
      const editor = await changed(`typed${name.length}.ts`);
      editor.selection = new vscode.Selection(2, 5, 2, 5);
      for (const command of commands) {
        if (typeof command !== "string") await run("type", { text: command[0] });
        else await run(command);
        if (command === "editor.action.deleteLines") editor.selection = new vscode.Selection(2, 0, 2, 0);
      }
      assert.equal(editor.document.getText(), edited);
      assert.deepEqual(hunksOf(editor.document.uri), ["three\n"]);
      await review.undo(editor.document.uri);
      assert.equal(editor.document.getText(), source);
    });
  }
});

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import * as vscode from "vscode";
import { until } from "../../support/until.ts";
import { undo } from "../editing.ts";
import { heldBack } from "./heldBack.ts";
import { refactorBed } from "./refactorBed.ts";

const source = "top();\nline1();\nline2();\nline3();\nline4();\nend();\n";
const half = source.replace("line1", "ONE");
const run = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(command, ...args);

describe("an inline refactor whose file changes while the model writes", () => {
  const bed = refactorBed("stopped-suite");

  let count = 0;
  /** Starts a refactor of lines 1 to 4; resolves when its first change is in the buffer and the model writes on. */
  async function begin(folder = "") {
    const { scratch, task: newTask } = bed();
    const name = `${folder}stopped${++count}.js`;
    scratch.write(name, source);
    const editor = await scratch.show(name);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    const task = newTask(editor.document, new vscode.Range(1, 0, 4, 8), "Shout");
    const { model, next } = heldBack(["```js\nONE();\nline2();\n", "THREE();\nline4();\n```"]);
    const done = task.run(() => Promise.resolve({ model, sampling: {} }));
    await until("the first change", () => editor.document.getText() === half || undefined);
    return { editor, document: editor.document, name, task, done, next };
  }
  const pending = ({ uri }: vscode.TextDocument) =>
    bed()
      .review.hunksOf(uri)
      .map(({ original }) => original);
  const uriOf = (name: string) => vscode.Uri.file(bed().scratch.at(name));

  async function rename(from: string, to: string): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(uriOf(from), uriOf(to));
    await vscode.workspace.applyEdit(edit);
    await until("the move", () => existsSync(bed().scratch.at(to)) || undefined);
  }

  const renames: [name: string, folder: string, from: (name: string) => string, to: (name: string) => string][] = [
    ["the file is renamed", "", (name) => name, (name) => `new-${name}`],
    ["its folder is renamed", "in/", () => "in", () => `out${count}`],
    ["a folder far above it is moved", "far/above/", () => "far", () => `deep${count}/far`],
  ];
  for (const [name, folder, from, to] of renames) {
    for (const saved of folder === "" ? [false, true] : [false]) {
      it(`restores what was there before ${name}, and says so${saved ? ", half of it saved" : ""}`, async () => {
        const { document, task, done, name: file } = await begin(folder);
        if (saved) await document.save();
        await rename(from(file), to(file));
        await done;
        assert.match(task.says, /renamed or moved while Gemma wrote, so what was there stands again/);
        const target = uriOf(file.replace(from(file), to(file)));
        const moved = await vscode.workspace.openTextDocument(target);
        await until("the text", () => moved.getText() === source || undefined);
        assert.deepEqual(bed().review.uris.map(String), []);
        await moved.save();
        assert.equal(bed().scratch.text(file.replace(from(file), to(file))), source);
      });
    }
  }

  it("continues when another file is renamed", async () => {
    bed().scratch.write("other.js", "other();\n");
    const { document, task, done, next } = await begin();
    await rename("other.js", "another.js");
    next(0);
    await done;
    assert.equal(task.state, "proposed");
    assert.equal(document.getText(), half.replace("line3", "THREE"));
    await task.undo();
  });

  /** `selected`: the first and the last line. */
  const rewrites: [name: string, selected: [number, number], disk: string, left: string[], state: string][] = [
    ["what was there", [0, 0], source, [], "settled"],
    ["what was there, the lines still selected,", [1, 5], source, [], "settled"],
    ["other words in what was written, beside the cursor,", [2, 2], half.replace("ONE", "UNO"), [], "failed"],
    ["other words below it", [0, 0], half.replace("line3", "drei"), ["line1();\n"], "proposed"],
    ["another file", [1, 5], "nothing();\n", [], "failed"],
    ["no text at all", [0, 0], "", [], "failed"],
  ];
  for (const [name, [from, to], disk, left, state] of rewrites) {
    it(`stops with a message when a program writes ${name} to disk`, async () => {
      const { editor, document, task, done, name: file } = await begin();
      editor.selection = new vscode.Selection(from, 0, to, 0);
      await document.save();
      bed().scratch.write(file, disk);
      await until("the text from disk", () => document.getText() === disk || undefined);
      await done;
      assert.equal(document.getText(), disk);
      assert.deepEqual(pending(document), left);
      const says = { proposed: /Keep or undo what it wrote/, failed: /left them as they are now/ }[state];
      if (says) assert.match(task.says, says);
      assert.equal(task.state, state);
      await task.undo();
      assert.equal(document.getText(), left.length > 0 ? disk.replace("ONE", "line1") : disk);
    });
  }

  it("continues when a program writes other lines to disk", async () => {
    const { document, task, done, next, name } = await begin();
    await document.save();
    bed().scratch.write(name, `// new\n${half}`);
    await until("the text from disk", () => document.getText().startsWith("// new") || undefined);
    next(0);
    await done;
    assert.equal(task.state, "proposed");
    assert.equal(document.getText(), `// new\n${half.replace("line3", "THREE")}`);
  });

  const locks: [name: string, lock: () => Thenable<unknown>, free: () => Thenable<unknown>, says: RegExp][] = [
    [
      "for the session",
      () => run("workbench.action.files.setActiveEditorReadonlyInSession"),
      () => run("workbench.action.files.resetActiveEditorReadonlyInSession"),
      /is read-only in this session of the editor\./,
    ],
    [
      "by a setting",
      () => setReadOnly({ "**/stopped-suite/**": true }),
      () => setReadOnly(undefined),
      /is read-only by the setting files\.readonlyInclude\./,
    ],
  ];
  const setReadOnly = (globs: Record<string, boolean> | undefined) =>
    vscode.workspace.getConfiguration().update("files.readonlyInclude", globs, vscode.ConfigurationTarget.Global);
  for (const [name, lock, free, says] of locks) {
    for (const saved of [false, true]) {
      it(`says that the file became read-only ${name}, ${saved ? "saved" : "unsaved"}, and stops writing`, async () => {
        const { document, task, done, next } = await begin();
        if (saved) await document.save();
        await lock();
        try {
          next(0);
          await done;
          assert.match(task.says, says);
          assert.match(task.says, /waits to be kept or undone/);
          assert.equal(task.state, "proposed");
          assert.equal(document.getText(), half);
          assert.deepEqual(pending(document), ["line1();\n"]);
          await task.undo();
          assert.match(task.says, says);
          assert.equal(document.getText(), half, "not undone either");
          assert.deepEqual(pending(document), ["line1();\n"]);
        } finally {
          await free();
        }
        await task.undo();
        assert.equal(document.getText(), source);
        assert.equal(task.state, "settled");
      });
    }
  }

  it("is undone by the editor's Undo without a message", async () => {
    const { document, task, done } = await begin();
    await undo();
    await done;
    assert.equal(document.getText(), source);
    assert.equal(task.state, "settled");
  });
});

import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { ResolveModel } from "../../../src/editor/core/answering.ts";
import type { RefactorTask } from "../../../src/editor/refactor/refactorTask.ts";
import { until } from "../../support/until.ts";
import { undo, withSettings } from "../editing.ts";
import { heldBack } from "./heldBack.ts";
import { refactorBed } from "./refactorBed.ts";

type Manifest = { contributes: { themes: { id: string; uiTheme: string }[] } };

const text = Array.from({ length: 20 }, (_, at) => `line${at}();\n`).join("");
const one = (all: string) => all.replace("line1()", "ONE()").replace("line3();", "THREE();\nnew();");
const eleven = (all: string) => all.replace("line11()", "ELEVEN()").replace("line13()", "THIRTEEN()");

describe("an inline refactor beside other activity", () => {
  const bed = refactorBed("together-suite");

  let count = 0;
  async function open(ending = "js"): Promise<vscode.TextDocument> {
    bed().scratch.write(`together${++count}.${ending}`, text);
    return (await bed().scratch.show(`together${count}.${ending}`)).document;
  }
  /** A refactor of three lines whose answer comes in pieces. */
  function start(document: vscode.TextDocument, first: number, pieces: readonly string[]) {
    const range = new vscode.Range(first, 0, first + 2, 0);
    const task = bed().task(document, range, "Shout");
    const { model, next } = heldBack(pieces);
    return { task, next, done: task.run(() => Promise.resolve({ model, sampling: {} })) };
  }
  const above = (document: vscode.TextDocument) =>
    start(document, 1, ["```js\nONE();\nline2();\n", "THREE();\nnew();\n```"]);
  const below = (document: vscode.TextDocument) =>
    start(document, 11, ["```js\nELEVEN();\nline12();\n", "THIRTEEN();\n```"]);
  const bodyOf = (task: RefactorTask) => {
    const body = task.shownThreads.at(-1)?.comments[0]?.body;
    return body instanceof vscode.MarkdownString ? body.value : "";
  };
  const reads = (document: vscode.TextDocument, part: string) =>
    until(part, () => document.getText().includes(part) || undefined);

  it("two regions: the second proposal is inserted as a whole, and each has its own undo step", async () => {
    const document = await open();
    // Both look around first; which of them writes into the buffer is settled by this order.
    const first = above(document);
    await reads(document, "ONE");
    const second = below(document);
    await until("the other's diff", () => bodyOf(second.task).includes("+ ELEVEN();") || undefined);
    second.next(0);
    await until("the end of the other", () => bodyOf(second.task).startsWith("Written") || undefined);
    assert.match(bodyOf(second.task), /- line13\(\);\n\+ THIRTEEN\(\);/);
    assert.equal(document.getText(), text.replace("line1()", "ONE()"));
    first.next(0);
    await Promise.all([first.done, second.done]);
    assert.equal(document.getText(), eleven(one(text)));
    await undo();
    assert.equal(document.getText(), one(text));
    assert.deepEqual([first.task.state, second.task.state], ["proposed", "settled"]);
    await undo();
    assert.equal(document.getText(), text);
  });

  it("two regions: each has its own hunks", async () => {
    const document = await open();
    // Both look around first; which of them writes into the buffer is settled by this order.
    const first = above(document);
    await reads(document, "ONE");
    const second = below(document);
    first.next(0);
    second.next(0);
    await Promise.all([first.done, second.done]);
    await first.task.undo();
    assert.equal(document.getText(), eleven(text));
    second.task.keep();
    assert.deepEqual([first.task.state, second.task.state], ["settled", "settled"]);
  });

  it("two regions: stopping one does not stop the other", async () => {
    const document = await open();
    // Both look around first; which of them writes into the buffer is settled by this order.
    const first = above(document);
    await reads(document, "ONE");
    const second = below(document);
    second.next(0);
    await first.task.undo();
    await second.done;
    assert.equal(document.getText(), eleven(text));
    await second.task.undo();
    assert.equal(document.getText(), text);
  });

  it("another document is in front: the proposal is inserted at the end, as one undo step", async () => {
    const document = await open();
    await open();
    const { done, next } = below(document);
    next(0);
    await done;
    assert.equal(document.getText(), eleven(text));
    await vscode.window.showTextDocument(document);
    await undo();
    assert.equal(document.getText(), text);
  });

  it("its file is closed: nothing more is written", async () => {
    const document = await open();
    const { done, next, task } = below(document);
    await reads(document, "ELEVEN");
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await done;
    next(0);
    assert.equal(task.state, "settled");
    const again = await vscode.workspace.openTextDocument(document.uri);
    assert.equal(again.getText(), text);
    await until("nothing pending", () => bed().review.uris.length === 0 || undefined);
  });

  it("its file is renamed: the original is restored, and nothing is pending", async () => {
    const document = await open();
    const { done, task } = below(document);
    await reads(document, "ELEVEN");
    await document.save();
    const uri = vscode.Uri.file(bed().scratch.at(`renamed${count}.js`));
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(document.uri, uri);
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    await done;
    // The event for the closed document comes after the rename.
    await until("the end of the refactor", () => task.state === "settled" || undefined);
    assert.deepEqual(bed().review.uris.map(String), []);
    const renamed = await vscode.workspace.openTextDocument(uri);
    await until("the text", () => renamed.getText() === text || undefined);
    assert.equal(await renamed.save(), true);
    assert.equal(bed().scratch.text(`renamed${count}.js`), text);
  });

  it("the document's language changes: it continues", async () => {
    const document = await open();
    const { done, next, task } = below(document);
    await reads(document, "ELEVEN");
    await vscode.languages.setTextDocumentLanguage(document, "typescript");
    next(0);
    await done;
    assert.equal(task.state, "proposed");
    assert.equal(document.getText(), eleven(text));
    await task.undo();
  });

  it("a formatter changes more than punctuation: that change is the user's, the others stay pending", async () => {
    const back = await withSettings({ "editor.formatOnSave": true });
    const formatter = vscode.languages.registerDocumentFormattingEditProvider(
      { pattern: "**/together-suite/*.formatted" },
      {
        provideDocumentFormattingEdits: (document) => {
          const at = document.getText().indexOf("ELEVEN();");
          const [start, end] = [document.positionAt(at), document.positionAt(at + 9)];
          return at < 0 ? [] : [vscode.TextEdit.replace(new vscode.Range(start, end), "ELEVEN(11)")];
        },
      },
    );
    try {
      const document = await open("formatted");
      const { done, next, task } = below(document);
      next(0);
      await done;
      assert.equal(await document.save(), true);
      const formatted = eleven(text).replace("ELEVEN();", "ELEVEN(11)");
      assert.equal(document.getText(), formatted);
      assert.deepEqual(
        bed()
          .review.hunksOf(document.uri)
          .map(({ original }) => original),
        ["line13();\n"],
      );
      await task.undo();
      assert.equal(task.says, "");
      assert.equal(document.getText(), formatted.replace("THIRTEEN", "line13"));
      const seen: string[] = [];
      for (const _ of ["the undoing", "the formatting", "the proposal"]) {
        await undo();
        seen.push(document.getText());
      }
      assert.deepEqual(seen, [formatted, eleven(text), text], "the editor's own undo goes all the way back");
    } finally {
      formatter.dispose();
      await back();
    }
  });

  it("many hunks: keeping all changes nothing, undoing all is one undo step", async () => {
    const document = await open();
    const shouted = text.replaceAll(/line(\d*[05])\(/g, "LINE$1(");
    const range = new vscode.Range(0, 0, 19, 0);
    const task = bed().task(document, range, "Shout");
    const { model } = heldBack([`\`\`\`js\n${shouted}\`\`\``]);
    await task.run(() => Promise.resolve({ model, sampling: {} }));
    assert.equal(bed().review.hunksOf(document.uri).length, 4);
    await task.undo();
    assert.equal(document.getText(), text);
    await undo();
    assert.equal(document.getText(), shouted);
    await undo();
    assert.equal(document.getText(), text);
  });

  it("the theme changes: its diff is rendered again", async () => {
    const document = await open();
    const { done, next, task } = below(document);
    next(0);
    await done;
    const before = task.shownThreads[0]?.comments[0];
    const kind = vscode.window.activeColorTheme.kind;
    const themes = (vscode.extensions.getExtension("vscode.theme-defaults")?.packageJSON as unknown as Manifest)
      .contributes.themes;
    const light = themes.find(({ uiTheme }) => uiTheme === (kind === vscode.ColorThemeKind.Light ? "vs-dark" : "vs"));
    const back = await withSettings({ "workbench.colorTheme": light?.id });
    try {
      await until("another comment", () => task.shownThreads[0]?.comments[0] !== before || undefined);
      assert.match(bodyOf(task), /\+ THIRTEEN\(\);/);
    } finally {
      await back();
      await task.undo();
    }
  });

  it("the server is busy: the thread says so, and the user can end the wait", async () => {
    for (const by of ["now", "switch"] as const) {
      const document = await open();
      const range = new vscode.Range(0, 0, 0, 0);
      const task = bed().task(document, range, "Shout");
      const woken: string[] = [];
      const answering: ResolveModel = async (signal, wait) => {
        const why = { message: "It is *busy*. Wait a little.", next: "Gemma [B]" };
        woken.push((await wait?.(3_600_000, why, signal)) ?? "");
        return { model: heldBack(["```js\nZERO();\n```"]).model, sampling: {} };
      };
      const done = task.run(answering);
      await until("the wait", () => task.isWaiting || undefined);
      assert.match(task.shownThreads[0]?.label ?? "", /^Shout · asking again in 3600 s$/);
      assert.match(bodyOf(task), /^It is \\\*busy\\\*\.\n\n\[Ask now\]\(command:\S+\) · \[Switch to Gemma \\\[B\\\]\]/);
      task.wake(by);
      await done;
      assert.deepEqual([woken, task.isWaiting, task.shownThreads[0]?.label], [[by], false, "Shout"]);
      assert.equal(document.getText(), text.replace("line0", "ZERO"));
      task.keep();
    }
  });
});

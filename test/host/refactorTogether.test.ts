import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Answerer } from "../../src/editor/refactor/readRewrite.ts";
import type { RefactorTask } from "../../src/editor/refactor/refactorTask.ts";
import { Review } from "../../src/editor/review/review.ts";
import { ReviewStore } from "../../src/editor/review/reviewStore.ts";
import { until } from "../support/until.ts";
import { closeAll, Scratch, undo, withSettings } from "./editing.ts";
import { heldBack } from "./heldBack.ts";
import { refactorBed } from "./refactorBed.ts";

const text = Array.from({ length: 20 }, (_, at) => `line${at}();\n`).join("");
const one = (all: string) => all.replace("line1()", "ONE()").replace("line3();", "THREE();\nnew();");
const eleven = (all: string) => all.replace("line11()", "ELEVEN()").replace("line13()", "THIRTEEN()");

describe("an inline refactor beside other things that happen", () => {
  const bed = refactorBed("together-suite");

  let count = 0;
  async function open(): Promise<vscode.TextDocument> {
    bed().scratch.write(`together${++count}.js`, text);
    return (await bed().scratch.show(`together${count}.js`)).document;
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

  it("in another region, which is written meanwhile and goes in as a whole: one undo takes back one proposal", async () => {
    const document = await open();
    const [first, second] = [above(document), below(document)];
    await reads(document, "ONE");
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

  it("in another region, each with its own hunks", async () => {
    const document = await open();
    const [first, second] = [above(document), below(document)];
    await reads(document, "ONE");
    first.next(0);
    second.next(0);
    await Promise.all([first.done, second.done]);
    await first.task.undo();
    assert.equal(document.getText(), eleven(text));
    second.task.keep();
    assert.deepEqual([first.task.state, second.task.state], ["settled", "settled"]);
  });

  it("in another region that is stopped: the other goes on", async () => {
    const document = await open();
    const [first, second] = [above(document), below(document)];
    await reads(document, "ONE");
    second.next(0);
    await first.task.undo();
    await second.done;
    assert.equal(document.getText(), eleven(text));
    await second.task.undo();
    assert.equal(document.getText(), text);
  });

  it("while another document is in front: all of it goes in at the end, as one undo", async () => {
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

  it("while its file is closed: nothing is written into it any more", async () => {
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

  it("while its file gets another name: what was written stays to be judged there", async () => {
    const document = await open();
    const { done, task } = below(document);
    await reads(document, "ELEVEN");
    await document.save();
    const uri = vscode.Uri.file(bed().scratch.at(`renamed${count}.js`));
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(document.uri, uri);
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    await done;
    assert.equal(task.state, "settled");
    assert.deepEqual(bed().review.uris.map(String), [uri.toString()]);
    await bed().review.undo(uri);
    assert.equal(bed().scratch.text(`renamed${count}.js`), text);
  });

  it("while the document gets another language: it goes on", async () => {
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

  it("while the server is busy: says so where it stands, and the person ends the wait", async () => {
    for (const by of ["now", "switch"] as const) {
      const document = await open();
      const range = new vscode.Range(0, 0, 0, 0);
      const task = bed().task(document, range, "Shout");
      const woken: string[] = [];
      const answering: Answerer = async (signal, wait) => {
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

describe("pending changes beside other things: a document that is closed", () => {
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

  it("are gone with an untitled one", async () => {
    const document = await vscode.workspace.openTextDocument({ content: "a\nb\n" });
    await vscode.window.showTextDocument(document);
    await propose(document, "b", "B");
    assert.equal(review.uris.length, 1);
    await closeAll();
    await nothingPending();
  });

  it("are gone where they were not saved, and stay where they were", async () => {
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

import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { RefactorTask } from "../../../src/editor/refactor/refactorTask.ts";
import { until } from "../../support/until.ts";
import { type, undo } from "../editing.ts";
import { heldBack } from "./heldBack.ts";
import { refactorBed } from "./refactorBed.ts";

describe("an inline refactor in the buffer and its threads", () => {
  const bed = refactorBed("thread-suite");

  let count = 0;
  /** A refactor of a whole new document whose answer comes in pieces. */
  async function begin(text: string, pieces: readonly string[], instruction = "Shout") {
    const { scratch } = bed();
    scratch.write(`thread${++count}.js`, text);
    const editor = await scratch.show(`thread${count}.js`);
    const { document } = editor;
    const range = new vscode.Range(0, 0, document.lineCount - 1, 0);
    const states: string[] = [];
    const task = bed().task(document, document.validateRange(range), instruction, states);
    const { model, next } = heldBack(pieces);
    const done = task.run(() => Promise.resolve({ model, sampling: {} }));
    const bodies = () =>
      threadsOf(task).map(({ comments }) => {
        const body = comments[0]?.body;
        return body instanceof vscode.MarkdownString ? body.value : "";
      });
    return { editor, document, task, states, next, done, bodies };
  }
  const threadsOf = (task: RefactorTask) => task.shownThreads;
  function answering(...pieces: string[]) {
    const { model, next } = heldBack(pieces);
    pieces.forEach((_, at) => next(at));
    return () => Promise.resolve({ model, sampling: {} });
  }

  it("streams each settled hunk into the buffer, and never touches what the answer has not reached", async () => {
    const { document, task, next, done, bodies } = await begin("first();\nsecond();\nthird();\nfour();\n", [
      "```js\nFIRST();\nsecond();\n",
      "THIRD();\n",
      "four();\n```\n",
    ]);
    await until("the first hunk", () => (document.getText().startsWith("FIRST();") ? true : undefined));
    assert.equal(document.getText(), "FIRST();\nsecond();\nthird();\nfour();\n");
    assert.equal(task.state, "writing");
    assert.match(bodies()[0] ?? "", /- first\(\);\n\+ FIRST\(\);/);
    next(0);
    next(1);
    await done;
    assert.equal(document.getText(), "FIRST();\nsecond();\nTHIRD();\nfour();\n");
    assert.equal(task.state, "proposed");
    assert.match(bodies()[0] ?? "", /- third\(\);\n\+ THIRD\(\);/);
    task.keep();
    assert.equal(task.state, "settled");
    assert.deepEqual(bed().review.hunksOf(document.uri), []);
  });

  it("follows typing above while the model writes", async () => {
    const { editor, document, task, next, done } = await begin("first();\nsecond();\n", [
      "```js\nFIRST();\nsecond();\n",
      "```\n",
    ]);
    await until("the first hunk", () => (document.getText().startsWith("FIRST();") ? true : undefined));
    await type(editor, 0, 0, "// above\n");
    next(0);
    await done;
    assert.equal(document.getText(), "// above\nFIRST();\nsecond();\n");
    await task.undo();
    assert.equal(document.getText(), "// above\nfirst();\nsecond();\n");
  });

  it("is one undo of the editor, however many hunks streamed, and typing after it another", async () => {
    const text = Array.from({ length: 60 }, (_, at) => `line${at}();\n`).join("");
    const pieces = text.split(/(?<=\n)/).map((line, at) => (at % 10 === 0 ? line.toUpperCase() : line));
    const { document, done, next } = await begin(text, ["```js\n", ...pieces, "```\n"]);
    for (let at = 0; at <= pieces.length; at++) next(at);
    await done;
    const proposed = pieces.join("");
    assert.equal(document.getText(), proposed);
    await vscode.commands.executeCommand("type", { text: "x" });
    assert.equal(document.getText(), `x${proposed}`);
    await undo();
    assert.equal(document.getText(), proposed);
    await undo();
    assert.equal(document.getText(), text);
  });

  it("shows distant hunks in separate threads, each kept or undone alone", async () => {
    const text = Array.from({ length: 40 }, (_, at) => `line${at}();\n`).join("");
    const answer = text.replace("line2()", "two()").replace("line30()", "thirty()");
    const { document, task, done } = await begin(text, [`\`\`\`js\n${answer}\`\`\`\n`]);
    await done;
    const [first, second] = threadsOf(task);
    assert.ok(first && second && threadsOf(task).length === 2);
    assert.equal(first.range?.end.line, 2);
    assert.equal(second.range?.end.line, 30);
    await task.undo(second);
    assert.equal(document.getText(), text.replace("line2()", "two()"));
    task.keep(first);
    assert.equal(task.state, "settled");
    assert.equal(document.getText(), text.replace("line2()", "two()"));
  });

  it("leaves nothing pending when undone in the editor after a part was kept; redo marks the rest again", async () => {
    const text = Array.from({ length: 40 }, (_, at) => `line${at}();\n`).join("");
    const answer = text.replace("line2()", "two()").replace("line30()", "thirty()");
    const { document, task, done } = await begin(text, [`\`\`\`js\n${answer}\`\`\`\n`]);
    await done;
    task.keep(threadsOf(task)[0]);
    await undo();
    assert.equal(document.getText(), text);
    assert.deepEqual(bed().review.hunksOf(document.uri), []);
    assert.equal(task.state, "settled");
    await vscode.commands.executeCommand("redo");
    assert.equal(document.getText(), answer);
    const left = bed().review.hunksOf(document.uri);
    assert.deepEqual(
      left.map(({ original }) => original),
      ["line30();\n"],
    );
    bed().review.keep(document.uri);
  });

  it("restores the original when it stops or fails halfway", async () => {
    const text = "first();\nsecond();\nthird();\n";
    const stopped = await begin(text, ["```js\nFIRST();\nsecond();\n", "THIRD();\n```"]);
    await until("the first hunk", () => (stopped.document.getText().startsWith("FIRST();") ? true : undefined));
    await stopped.task.undo();
    assert.equal(stopped.document.getText(), text);
    assert.equal(stopped.task.state, "settled");
    stopped.next(0);

    const cut = await begin(text, ["```js\nFIRST();\nsecond();\n", "cut"]);
    await until("the first hunk", () => (cut.document.getText().startsWith("FIRST();") ? true : undefined));
    cut.next(0);
    await cut.done;
    assert.equal(cut.document.getText(), text);
    assert.equal(cut.task.state, "failed");
    assert.match(cut.bodies()[0] ?? "", /limit/);
    cut.task.dispose();
  });

  it("stops for typing inside, and leaves the written part for review", async () => {
    const { editor, document, task, done } = await begin("first();\nsecond();\nthird();\n", [
      "```js\nFIRST();\nsecond();\n",
      "THIRD();\n```",
    ]);
    await until("the first hunk", () => (document.getText().startsWith("FIRST();") ? true : undefined));
    await type(editor, 2, 0, "mine ");
    await done;
    assert.equal(document.getText(), "FIRST();\nsecond();\nmine third();\n");
    assert.equal(task.state, "proposed");
    await task.undo();
    assert.equal(document.getText(), "first();\nsecond();\nmine third();\n");
  });

  it("takes a follow-up instruction, and restores the first proposal if that fails", async () => {
    const { document, task, done } = await begin("first();\nsecond();\n", ["```js\nFIRST();\nsecond();\n```\n"]);
    await done;
    await task.followUp("Louder", answering("```js\nFIRST!();\nSECOND!();\n```\n"));
    assert.equal(document.getText(), "FIRST!();\nSECOND!();\n");
    await task.followUp("Break", answering("```js\nbroken();\nSECOND!();\n", "cut"));
    assert.equal(document.getText(), "FIRST!();\nSECOND!();\n");
    assert.equal(task.state, "proposed");
    await task.undo();
    assert.equal(document.getText(), "first();\nsecond();\n");
  });

  it("keeps line breaks and the end of the file", async () => {
    for (const text of ["first();\r\nsecond();\r\n", "first();\nsecond();", "\tfirst();\r\n\tsecond(); \t"]) {
      const { document, task, done } = await begin(text, [
        `\`\`\`js\n${text.replaceAll("\r", "").replace("first", "FIRST")}\n\`\`\``,
      ]);
      await done;
      assert.equal(document.getText(), text.replace("first", "FIRST"));
      await task.undo();
      assert.equal(document.getText(), text);
    }
  });

  it("says why nothing was proposed", async () => {
    for (const [answer, words] of [
      ["```js\nfirst();\n```", /leave this code as it is/],
      ["", /without code/],
    ] as const) {
      const { document, task, done, bodies } = await begin("first();\n", [answer]);
      await done;
      assert.match(bodies()[0] ?? "", words);
      assert.equal(task.state, "failed");
      assert.equal(document.isDirty, false);
      task.dispose();
    }
  });

  it("leaves the file when the model asks or refuses, shows its words, and lets the user reply", async () => {
    const source = "function two() {\n  return 2;\n}\n";
    const question = "I need a bit more information:\n- Which [number](command:gemma.stop)?";
    const { document, task, done, bodies } = await begin(source, [question]);
    await done;
    assert.equal(document.getText(), source);
    assert.equal(document.isDirty, false);
    assert.equal(task.state, "failed");
    assert.match(bodies()[0] ?? "", /^Gemma asks: I need a bit more information:/);
    assert.ok(!(bodies()[0] ?? "").includes("](command"), "a model's words are no links");
    assert.equal(threadsOf(task)[0]?.canReply, true);
    const { model } = heldBack(["```js\nfunction two() {\n  return 3;\n}\n```"]);
    await task.followUp("Three", () => Promise.resolve({ model, sampling: {} }));
    assert.equal(document.getText(), source.replace("2;", "3;"));
    assert.equal(task.state, "proposed");
    const other = heldBack(["I can't do that."]);
    await task.followUp("Four", () => Promise.resolve({ model: other.model, sampling: {} }));
    assert.equal(document.getText(), source.replace("2;", "3;"), "what was proposed before stands");
    assert.equal(task.state, "proposed");
    await task.undo();
    assert.equal(document.getText(), source);
  });

  it("proposes nothing after it was removed while the model wrote", async () => {
    const { document, task, done, next } = await begin("first();\n", ["```js\n", "FIRST();\n```"]);
    task.dispose();
    next(0);
    await done;
    assert.equal(document.getText(), "first();\n");
  });
});

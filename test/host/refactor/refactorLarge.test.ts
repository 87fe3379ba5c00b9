import assert from "node:assert/strict";
import * as vscode from "vscode";
import { HunkMarks } from "../../../src/editor/review/hunkMarks.ts";
import { undo } from "../editing.ts";
import { info, modelOf, refactorBed } from "./refactorBed.ts";

const LINES = 3200;
const EVERY = 100;
const line = (at: number) => `  const value${at} = compute(input${at}, ${at});`;
const lines = Array.from({ length: LINES }, (_, at) => line(at));
const source = `${lines.join("\n")}\n`;
/** Every so many lines one changes, one goes or two come. */
const rewritten = lines.flatMap((text, at) => {
  if (at % EVERY !== 20) return [text];
  const turn = Math.floor(at / EVERY) % 3;
  if (turn === 0) return [text.replace("compute", "measure")];
  return turn === 1 ? [] : [text, `  check(value${at});`, `  log(value${at});`];
});
const proposal = `${rewritten.join("\n")}\n`;

/** Streams a text in pieces as small as a hosted model's, and times what each piece costs whoever reads it. */
function timed(text: string, size: number) {
  /** Milliseconds of the extension host's processor. */
  const costs: number[] = [];
  const model = modelOf(async function* () {
    for (let at = 0; at < text.length; at += size) {
      const start = process.cpuUsage();
      yield { type: "text", delta: text.slice(at, at + size) };
      const { user, system } = process.cpuUsage(start);
      costs.push((user + system) / 1000);
    }
    yield { type: "done", reason: "stop" };
  });
  return { model, costs };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

describe("an inline refactor of a large region", function () {
  this.timeout(180_000);
  const bed = refactorBed("large-suite");
  let marks: HunkMarks;
  before(() => (marks = new HunkMarks(bed().review)));
  after(() => marks?.dispose());

  let count = 0;
  async function propose(size: number) {
    const { scratch } = bed();
    scratch.write(`large${++count}.txt`, source);
    const { document } = await scratch.show(`large${count}.txt`);
    const range = new vscode.Range(0, 0, LINES - 1, lines[LINES - 1]?.length ?? 0);
    const task = bed().task(document, range, "Mend");
    const { model, costs } = timed(`\`\`\`js\n${proposal}\`\`\`\n`, size);
    await task.run(() => Promise.resolve({ model, sampling: {} }));
    return { document, task, costs };
  }

  it("has a constant cost per piece, and is kept and undone by hunk and as a whole", async () => {
    const { document, costs, task } = await propose(4);
    assert.equal(document.getText(), proposal);
    const tenth = Math.floor(costs.length / 10);
    const [first, last] = [sum(costs.slice(0, tenth)), sum(costs.slice(-tenth))];
    // Some 75 ms each; work that grows with what was written makes it ten to twenty times as much.
    assert.ok(last < first * 4 + 500, `${first} ms for the first tenth, ${last} ms for the last, of ${sum(costs)} ms`);
    assert.equal(task.shownThreads.length, LINES / EVERY);
    const [one, other] = task.shownThreads;
    task.keep(one);
    await task.undo(other);
    assert.equal(document.getText(), proposal.replace(`${line(119)}\n`, `${line(119)}\n${line(120)}\n`));
    assert.equal(bed().review.hunksOf(document.uri).length, LINES / EVERY - 2);
    await task.undo();
    assert.equal(document.getText(), source.replace("value20 = compute", "value20 = measure"));
    assert.equal(task.state, "settled");
  });

  it("is one undo of the editor", async () => {
    const { document } = await propose(20_000);
    await undo();
    assert.equal(document.getText(), source);
    assert.deepEqual(bed().review.hunksOf(document.uri), []);
  });

  it("is refused before the model is asked if the model can't rewrite it, with what to do", async () => {
    bed().scratch.write("refused.js", source);
    const { document } = await bed().scratch.show("refused.js");
    const range = new vscode.Range(0, 0, LINES - 1, 0);
    const cases = [
      { contextTokens: 8192, sampling: {}, words: /window holds 8,192.*Select about \d+ lines at most.*larger window/ },
      { contextTokens: 131_072, sampling: { maxTokens: 2000 }, words: /2,000 \\\(gemma\.maxTokens\\\)/ },
    ];
    for (const { contextTokens, sampling, words } of cases) {
      const task = bed().task(document, range, "Mend");
      const { model, costs } = timed("never", 4);
      await task.run(() => Promise.resolve({ model: { ...model, info: { ...info, contextTokens } }, sampling }));
      assert.equal(task.state, "failed");
      const body = task.shownThreads[0]?.comments[0]?.body;
      assert.match(body instanceof vscode.MarkdownString ? body.value : "", words);
      assert.deepEqual(costs, []);
      assert.equal(document.getText(), source);
      task.dispose();
    }
  });
});

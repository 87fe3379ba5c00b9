import assert from "node:assert/strict";
import { noMistakes, type Rates, smallModel } from "../../../support/fallible/mistakes.ts";
import { runTask } from "../../../support/fallible/runTasks.ts";
import { tasks } from "../../../support/fallible/tasks.ts";
import { withFallback, withoutFallback } from "../../../support/fallible/tools.ts";

describe("a model that makes mistakes", function () {
  this.timeout(20_000);

  async function play(rates: Rates, tools: Parameters<typeof runTask>[2]) {
    const results = [];
    for (const task of tasks) results.push(await runTask(task, rates, tools));
    return {
      finished: results.filter((each) => each.finished).length,
      steps: results.reduce((sum, each) => sum + each.steps, 0),
      harmed: results.flatMap((each) => each.harmed.map((path) => `${each.task.name}: ${path}`)),
      ends: new Set(results.map((each) => each.outcome)),
    };
  }

  it("finishes every task if it makes none", async () => {
    const { finished, harmed } = await play(noMistakes, withFallback);
    assert.deepEqual([finished, harmed], [40, []]);
  });

  it("harms no file, finishes nearly all tasks, and more of them in fewer steps than by quotation alone", async () => {
    const on = await play(smallModel, withFallback);
    const off = await play(smallModel, withoutFallback);
    assert.deepEqual([on.harmed, off.harmed], [[], []]);
    assert.ok(on.finished >= 38 && on.finished >= off.finished + 8, `${on.finished} and ${off.finished} finished`);
    assert.ok(on.steps < off.steps, `${on.steps} and ${off.steps} steps`);
    // A turn that goes nowhere is stopped long before its limit of steps.
    assert.ok([...on.ends, ...off.ends].every((end) => end === "answered" || end === "looped"));
  });

  it("makes the same mistakes in every run", async () => {
    const [task] = tasks;
    const runs = await Promise.all([1, 2].map(() => runTask(task!, smallModel, withFallback)));
    assert.deepEqual(runs[0], runs[1]);
  });
});

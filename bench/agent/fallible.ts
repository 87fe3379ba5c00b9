import { noMistakes, type Rates, smallModel } from "../../test/support/fallible/mistakes.ts";
import { runTask, type TaskResult } from "../../test/support/fallible/runTasks.ts";
import { tasks } from "../../test/support/fallible/tasks.ts";
import { withFallback, withoutFallback } from "../../test/support/fallible/tools.ts";
import { type Row, row } from "../row.ts";

/** How often all tasks are done, each time with other mistakes. */
const ROUNDS = 5;
const NEXT_ROUND = 77_777;

/**
 * What a stand-in that makes a small model's mistakes gets done, with the fallback of edits and without it, and without
 * mistakes: through the real loop, tools and dialect.
 */
export async function fallibleRows(): Promise<Row[]> {
  const ideal = await play(noMistakes, withFallback, 1);
  const on = await play(smallModel, withFallback, ROUNDS);
  const off = await play(smallModel, withoutFallback, ROUNDS);
  const all = [...ideal, ...on, ...off];
  const harmed = all.flatMap((result) => result.harmed);
  return [
    row(
      "agent.harmed",
      harmed.length,
      "files",
      `of ${all.length} tasks${harmed.length > 0 ? `: ${harmed.join(", ")}` : ""}`,
    ),
    row("agent.finished.ideal", share(ideal), "%", "a model without mistakes"),
    ...rowsOf("", on, "with the fallback of edits"),
    ...rowsOf(".quoteOnly", off, "edits by quotation alone"),
  ];
}

async function play(rates: Rates, tools: Parameters<typeof runTask>[2], rounds: number): Promise<TaskResult[]> {
  const results: TaskResult[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const task of tasks) results.push(await runTask(task, rates, tools, task.seed + round * NEXT_ROUND));
  }
  return results;
}

const share = (results: readonly TaskResult[]): number =>
  (100 * results.filter(({ finished }) => finished).length) / results.length;

function rowsOf(name: string, results: readonly TaskResult[], how: string): Row[] {
  const done = results.filter(({ finished }) => finished);
  const left = results.filter(({ finished }) => !finished);
  const kinds = [...new Set(left.map(({ task }) => task.name.replace(/ \d+$/, "")))];
  const sum = (value: (result: TaskResult) => number): number =>
    results.reduce((total, each) => total + value(each), 0);
  return [
    row(
      `agent.finished${name}`,
      share(results),
      "%",
      `${how}: ${done.length} of ${results.length}${kinds.length > 0 ? `; not all of: ${kinds.join(", ")}` : ""}`,
    ),
    row(`agent.steps${name}`, sum(({ steps }) => steps) / results.length, "per task"),
    row(
      `agent.tokens${name}`,
      sum(({ tokens }) => tokens) / results.length,
      "per task",
      "estimated, prompts and answers",
    ),
  ];
}

import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { root } from "../lib/project.mjs";
import { say } from "../lib/run.mjs";
import { joined, outcomeOf } from "./outcome.mjs";
import { runChild } from "./runChild.mjs";

/**
 * @typedef {"unit" | "host" | "panel" | "model"} RunnerName
 * @typedef {object} Runner
 * @property {number} minutes time limit of the whole runner
 * @property {number} [parts] how many processes share its suites
 * @property {(results: string, grep: string[], part: Part) => string[]} args of Node
 *
 * @typedef {{ at: number, of: number }} Part one of several processes, counted from 0
 */

/** The suites of unit and panel share nothing: each has a process, and each panel suite an editor, of its own. */
const cores = Math.min(2, availableParallelism());

/** @type {Record<RunnerName, Runner>} */
const runners = {
  unit: {
    minutes: 10,
    parts: cores,
    args: (results, grep, part) => inNode(["unit", "security"], results, 10, ["--quiet", ...grep], part),
  },
  host: {
    minutes: 10,
    args: (results, grep) => ["--import=tsx", "test/support/runner/host.ts", "--results", results, ...grep],
  },
  panel: { minutes: 20, parts: cores, args: (results, grep, part) => inNode(["panel"], results, 60, grep, part) },
  model: { minutes: 20, args: (results, grep) => inNode(["model"], results, 180, grep) },
};

/** All runners, in the order in which they run. */
export const runnerNames = /** @type {RunnerName[]} */ (Object.keys(runners));

/**
 * Runs one runner's suites.
 * @param {RunnerName} name
 * @param {{ grep?: string | undefined, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<import("./outcome.mjs").Outcome>}
 */
export async function runSuites(name, options = {}) {
  mkdirSync(join(root, "out", "results"), { recursive: true });
  say(`${name}:`);
  const start = Date.now();
  const grep = options.grep ? ["--grep", options.grep] : [];
  const { args, minutes, parts = 1 } = runners[name];
  const env = { ...process.env, ...options.env };
  // What is searched for may stand in one part alone, and a part without a test is a failure.
  const of = options.grep ? 1 : parts;
  const run = async (/** @type {number} */ at) => {
    const results = join(root, "out", "results", `${name}${of === 1 ? "" : `.${at}`}.jsonl`);
    rmSync(results, { force: true });
    const end = await runChild(args(results, grep, { at, of }), { cwd: root, env, timeoutMs: minutes * 60_000 });
    return outcomeOf(name, results, end, (Date.now() - start) / 1000);
  };
  return joined(await Promise.all(Array.from({ length: of }, (_, at) => run(at))));
}

/**
 * @param {string[]} folders below test/
 * @param {string} results
 * @param {number} seconds a test's time limit where it sets none
 * @param {string[]} more
 * @param {Part} [part] every suite belongs to one
 */
function inNode(folders, results, seconds, more, part = { at: 0, of: 1 }) {
  const suites = folders.flatMap((folder) =>
    readdirSync(join(root, "test", folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.test\.tsx?$/.test(name))
      .sort()
      .map((name) => join("test", folder, name)),
  );
  const own = suites.filter((_, at) => at % part.of === part.at);
  const limit = ["--timeout", String(seconds * 1000)];
  return ["--import=tsx", "test/support/runner/node.ts", "--results", results, ...limit, ...more, ...own];
}

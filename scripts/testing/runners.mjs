import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "../lib/project.mjs";
import { say } from "../lib/run.mjs";
import { outcomeOf } from "./outcome.mjs";
import { runChild } from "./runChild.mjs";

/**
 * @typedef {"unit" | "host" | "panel" | "model"} RunnerName
 * @typedef {object} Runner
 * @property {number} minutes time limit of the whole runner
 * @property {(results: string, grep: string[]) => string[]} args of Node
 */

/** @type {Record<RunnerName, Runner>} */
const runners = {
  unit: { minutes: 10, args: (results, grep) => inNode(["unit", "security"], results, 10, ["--quiet", ...grep]) },
  host: {
    minutes: 10,
    args: (results, grep) => ["--import=tsx", "test/support/runner/host.ts", "--results", results, ...grep],
  },
  panel: { minutes: 20, args: (results, grep) => inNode(["panel"], results, 60, grep) },
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
  const results = join(root, "out", "results", `${name}.jsonl`);
  mkdirSync(join(root, "out", "results"), { recursive: true });
  rmSync(results, { force: true });
  say(`${name}:`);
  const start = Date.now();
  const grep = options.grep ? ["--grep", options.grep] : [];
  const { args, minutes } = runners[name];
  const env = { ...process.env, ...options.env };
  const end = await runChild(args(results, grep), { cwd: root, env, timeoutMs: minutes * 60_000 });
  return outcomeOf(name, results, end, (Date.now() - start) / 1000);
}

/**
 * @param {string[]} folders below test/
 * @param {string} results
 * @param {number} seconds a test's time limit where it sets none
 * @param {string[]} more
 */
function inNode(folders, results, seconds, more) {
  const suites = folders.flatMap((folder) =>
    readdirSync(join(root, "test", folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.test\.tsx?$/.test(name))
      .sort()
      .map((name) => join("test", folder, name)),
  );
  const limit = ["--timeout", String(seconds * 1000)];
  return ["--import=tsx", "test/support/runner/node.ts", "--results", results, ...limit, ...more, ...suites];
}

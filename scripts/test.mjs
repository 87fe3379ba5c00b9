/**
 * `npm test [-- unit|host|panel|model…] [-- --grep TEXT]`: installs what is missing, builds, and runs the checks and
 * all runners, or only the named runners. The last line is the total.
 */
import { parseArgs } from "node:util";
import { build, ensureDependencies, script } from "./lib/project.mjs";
import { ensurePrerequisites } from "./testbed/prerequisites.mjs";
import { runChecks } from "./testing/checks.mjs";
import { isGreen, summary } from "./testing/outcome.mjs";
import { runnerNames, runSuites } from "./testing/runners.mjs";
import { startSetUps, wantsOf, whyNotHere } from "./testing/setUps.mjs";

/**
 * @typedef {import("./testing/outcome.mjs").Outcome} Outcome
 * @typedef {import("./testing/runners.mjs").RunnerName} RunnerName
 */

await script(async () => {
  const { values, positionals } = parseArgs({ options: { grep: { type: "string" } }, allowPositionals: true });
  const unknown = positionals.filter((name) => !runnerNames.some((known) => known === name));
  if (unknown.length > 0) throw new Error(`No runner is called ${unknown.join(", ")}: ${runnerNames.join(", ")}.`);
  const names = runnerNames.filter((name) => positionals.length === 0 || positionals.includes(name));

  await ensurePrerequisites(names.flatMap(wantsOf));
  await ensureDependencies();
  const ready = startSetUps(names);
  /** @type {Outcome[]} */
  const outcomes = [];
  if (positionals.length === 0) outcomes.push(await runChecks());
  outcomes.push(await attempt("build", () => build("--tests")));
  for (const name of names) {
    const why = whyNotHere(name);
    if (why) {
      outcomes.push({ ...nothing(name), skipped: [{ title: `all ${name} suites`, reason: why }] });
      continue;
    }
    /** @type {Record<string, string>} */
    let env = {};
    const setUp = await attempt(`set-up of ${name}`, async () => void (env = await ready(name)));
    if (setUp.failed.length > 0) outcomes.push(setUp);
    else outcomes.push(await runSuites(name, { grep: values.grep, env }));
  }
  process.stdout.write(`${summary(outcomes)}\n`);
  process.exitCode = isGreen(outcomes) ? 0 : 1;
});

/**
 * A step that must succeed before tests can run; a failure counts as one failed test.
 * @param {string} name
 * @param {() => Promise<void>} work
 * @returns {Promise<Outcome>}
 */
async function attempt(name, work) {
  const start = Date.now();
  try {
    await work();
    return { ...nothing(name), passed: 1, seconds: (Date.now() - start) / 1000 };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { ...nothing(name), failed: [{ title: name, error: text }], seconds: (Date.now() - start) / 1000 };
  }
}

/** @param {string} runner @returns {Outcome} */
function nothing(runner) {
  return { runner, passed: 0, failed: [], skipped: [], seconds: 0 };
}

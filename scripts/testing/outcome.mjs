import { existsSync, readFileSync } from "node:fs";

/**
 * The result of one runner. Titles are complete, so they identify their test.
 * @typedef {object} Outcome
 * @property {string} runner
 * @property {number} passed
 * @property {{ title: string, error: string }[]} failed
 * @property {{ title: string, reason: string }[]} skipped
 * @property {number} seconds
 */

/**
 * Combines a runner's results file and the end of its process into one outcome. A runner that crashed, timed out or ran
 * nothing has failed, whatever its tests reported.
 * @param {string} runner
 * @param {string} file results as JSON lines
 * @param {import("./runChild.mjs").ChildEnd} end
 * @param {number} seconds
 * @returns {Outcome}
 */
export function outcomeOf(runner, file, end, seconds) {
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
  /** @type {Outcome} */
  const outcome = { runner, passed: 0, failed: [], skipped: [], seconds };
  let complete = false;
  let last = "its start";
  for (const line of lines) {
    const result = JSON.parse(line);
    if (result.type === "start") last = `"${result.title}"`;
    else if (result.type === "pass") outcome.passed++;
    else if (result.type === "fail") outcome.failed.push({ title: result.title, error: result.error });
    else if (result.type === "skip") outcome.skipped.push({ title: result.title, reason: result.reason });
    else complete = true;
  }
  const wrong = whatWentWrong(end, complete ? undefined : last, outcome);
  if (wrong) outcome.failed.push({ title: `the runner "${runner}"`, error: wrong });
  return outcome;
}

/**
 * The outcome of a runner whose suites several processes shared.
 * @param {Outcome[]} parts at least one
 * @returns {Outcome}
 */
export function joined(parts) {
  const [first] = parts;
  if (!first) throw new Error("A runner has at least one part.");
  return {
    runner: first.runner,
    passed: parts.reduce((sum, { passed }) => sum + passed, 0),
    failed: parts.flatMap(({ failed }) => failed),
    skipped: parts.flatMap(({ skipped }) => skipped),
    seconds: Math.max(...parts.map(({ seconds }) => seconds)),
  };
}

/**
 * @param {import("./runChild.mjs").ChildEnd} end
 * @param {string | undefined} within the test that was running; undefined if all had finished
 * @param {Outcome} outcome
 */
function whatWentWrong(end, within, outcome) {
  const place = within === undefined ? "after its last test" : `in ${within}`;
  if (end.ended === "timeout") return `It did not end in its time and was stopped, ${place}.`;
  if (end.ended === "signal") return `It was ended by ${end.signal}, ${place}.`;
  if (end.ended === "error") return `It could not be started: ${end.message}`;
  if (within !== undefined) return `It ended with ${end.code} before its tests did, ${place}; its output is above.`;
  if (outcome.passed + outcome.failed.length + outcome.skipped.length === 0) return "It found no test.";
  if (end.code !== 0 && outcome.failed.length === 0) return `No test failed, but it ended with ${end.code}.`;
  return undefined;
}

/**
 * The final report: failed and skipped tests by name, a line per runner, and the total as the last line.
 * @param {Outcome[]} outcomes
 */
export function summary(outcomes) {
  const lines = [];
  for (const { runner, failed, skipped } of outcomes) {
    for (const { title, error } of failed) lines.push("", `FAILED ${runner}: ${title}`, indented(error));
    for (const { title, reason } of skipped) lines.push(`SKIPPED ${runner}: ${title} (${reason})`);
  }
  lines.push("");
  for (const outcome of outcomes) {
    lines.push(`${outcome.runner.padEnd(10)} ${countsOf([outcome])} in ${Math.round(outcome.seconds)} s`);
  }
  lines.push(countsOf(outcomes));
  return lines.join("\n");
}

/** Whether something passed and nothing failed. @param {Outcome[]} outcomes */
export function isGreen(outcomes) {
  return outcomes.some(({ passed }) => passed > 0) && outcomes.every(({ failed }) => failed.length === 0);
}

/** @param {Outcome[]} outcomes */
function countsOf(outcomes) {
  const passed = outcomes.reduce((sum, one) => sum + one.passed, 0);
  const failed = outcomes.reduce((sum, one) => sum + one.failed.length, 0);
  const skipped = outcomes.reduce((sum, one) => sum + one.skipped.length, 0);
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** @param {string} text */
function indented(text) {
  return text.replaceAll(/^/gm, "    ");
}

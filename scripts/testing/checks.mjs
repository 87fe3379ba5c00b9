import { join } from "node:path";
import { root } from "../lib/project.mjs";
import { run, say } from "../lib/run.mjs";

/** The static checks: name, program below the checkout, arguments. @type {[string, string, string[]][]} */
const checks = [
  ["types of host, tests and scripts", "node_modules/typescript/bin/tsc", ["-p", "."]],
  ["types of the panel", "node_modules/typescript/bin/tsc", ["-p", "src/webview"]],
  ["lint", "node_modules/eslint/bin/eslint.js", ["."]],
  ["imports", "scripts/checkImports.mjs", []],
  ["format", "node_modules/prettier/bin/prettier.cjs", ["--check", "--log-level", "warn", "."]],
];

/**
 * Runs the checks one after another; each counts as one test.
 * @returns {Promise<import("./outcome.mjs").Outcome>}
 */
export async function runChecks() {
  const start = Date.now();
  /** @type {import("./outcome.mjs").Outcome} */
  const outcome = { runner: "checks", passed: 0, failed: [], skipped: [], seconds: 0 };
  for (const [title, program, args] of checks) {
    try {
      const all = [join(root, program), ...args];
      await run(process.execPath, all, { cwd: root, timeoutMs: 10 * 60_000 });
      outcome.passed++;
      say(`  ✓ ${title}`);
    } catch (error) {
      outcome.failed.push({ title, error: error instanceof Error ? error.message : String(error) });
      say(`  ✗ ${title}`);
    }
  }
  outcome.seconds = (Date.now() - start) / 1000;
  return outcome;
}

/**
 * `npm run fuzz [-- name] [-- --seconds N]`: runs the programs of test/fuzz one after another, each for N seconds
 * (120), or only those whose name contains `name`. A program takes the seconds as its argument and exits with 0 if it
 * found nothing.
 */
import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { say } from "./lib/run.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values, positionals } = parseArgs({
  options: { seconds: { type: "string", default: "120" } },
  allowPositionals: true,
});
const seconds = Number(values.seconds);
if (!(seconds > 0)) throw new Error("--seconds wants a number above 0.");

const folder = join(root, "test", "fuzz");
// Files without `process.argv` are modules of the programs.
const programs = readdirSync(folder)
  .filter((file) => file.endsWith(".ts") && readFileSync(join(folder, file), "utf8").includes("process.argv"))
  .filter((file) => positionals.length === 0 || positionals.some((name) => file.includes(name)));
/** @type {string[]} */
const summary = [];
let failed = 0;
for (const program of programs) {
  say(`${program}: ${seconds} s…`);
  const start = Date.now();
  const outcome = await runProgram(program);
  if (outcome !== "passed") failed++;
  summary.push(`${outcome.padEnd(12)} ${program}, ${Math.round((Date.now() - start) / 1000)} s`);
}
if (programs.length === 0)
  summary.push(`No program in test/fuzz is named like ${positionals.join(", ") || "anything"}.`);
process.stdout.write(`${summary.join("\n")}\n${programs.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 || programs.length === 0 ? 1 : 0;

/**
 * Passes output through, so that no failing input is lost.
 * @param {string} program
 * @returns {Promise<string>} "passed", or how it ended
 */
function runProgram(program) {
  const child = spawn(process.execPath, ["--import=tsx", join("test", "fuzz", program), String(seconds)], {
    cwd: root,
    stdio: "inherit",
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(code === 0 ? "passed" : (signal ?? `exit code ${code}`)));
  });
}

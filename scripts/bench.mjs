/**
 * `npm run bench [-- word…]`: builds for production and measures all rows, or only those that start with a word
 * (`stream`, `ask`). Prints one table and writes bench/results.json.
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const bench = spawn(process.execPath, ["--import=tsx", "bench/run.ts", ...process.argv.slice(2)], {
  cwd: fileURLToPath(new URL("..", import.meta.url)),
  stdio: "inherit",
});
bench.on("exit", (code, signal) => (process.exitCode = signal ? 1 : (code ?? 1)));

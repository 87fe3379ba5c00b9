/** `node scripts/faultTable.mjs`: simulates every fault of the fault table and writes docs/faults.md. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const table = spawn(process.execPath, ["--import=tsx", "test/support/faults/writeTable.ts"], {
  cwd: root,
  stdio: "inherit",
});
table.on("exit", (code, signal) => (process.exitCode = signal ? 1 : (code ?? 1)));

/**
 * Runs suites in plain Node:
 * `node --import=tsx test/support/runner/node.ts --results F --timeout MS [--grep TEXT] [--quiet] FILE…`
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { runMocha } from "./mochaRun.ts";

const { values, positionals } = parseArgs({
  options: {
    results: { type: "string" },
    timeout: { type: "string", default: "10000" },
    grep: { type: "string" },
    quiet: { type: "boolean", default: false },
  },
  allowPositionals: true,
});
if (!values.results) throw new Error("--results names no file.");

const failed = await runMocha({
  results: resolve(values.results),
  timeoutMs: Number(values.timeout),
  grep: values.grep,
  print: (line) => {
    if (!values.quiet || line.startsWith("  ✗")) process.stdout.write(`${line}\n`);
  },
  load: async (mocha) => {
    for (const file of positionals) mocha.addFile(resolve(file));
    await mocha.loadFilesAsync();
  },
});
process.exitCode = failed > 0 ? 1 : 0;

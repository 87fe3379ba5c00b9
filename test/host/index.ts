import { readdirSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { join } from "node:path";
import Mocha from "mocha";
import { runMocha } from "../support/runner/mochaRun.ts";

const FIRST = "activation.test.js";

/**
 * What the editor calls in the extension host. Runs the bundles of all suites below test/host.
 * GEMMA_TEST_RESULTS names the file for the results, GEMMA_TEST_GREP limits the run to titles with that text.
 */
export async function run(): Promise<void> {
  const results = process.env["GEMMA_TEST_RESULTS"];
  if (!results) throw new Error("GEMMA_TEST_RESULTS names no file for the results.");
  const here = fileURLToPath(new URL(".", import.meta.url));
  const suites = readdirSync(here, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".test.js"));
  // What the first use loads can be seen once: its suite comes first.
  const order = [FIRST, ...suites.filter((name) => name !== FIRST).sort()];
  const failed = await runMocha({
    results,
    timeoutMs: 30_000,
    grep: process.env["GEMMA_TEST_GREP"],
    print: (line) => console.log(line),
    load: async (mocha) => {
      // Mocha itself would try `require` first, in which VS Code 1.106 hangs for a module that imports `vscode`.
      for (const name of order) {
        mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_PRE_REQUIRE, globalThis, name, mocha);
        await import(pathToFileURL(join(here, name)).href);
      }
    },
  });
  if (failed > 0) throw new Error(`${failed} failed`);
}

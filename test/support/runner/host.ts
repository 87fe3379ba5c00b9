/**
 * Runs the bundled host suites in a real editor: `node --import=tsx test/support/runner/host.ts --results F [--grep
 * TEXT]`. Uses desktop VS Code if there is one and a display, otherwise the npm editor in a headless browser.
 */
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runTests } from "@vscode/test-electron";
import { desktopServes, ensureDesktop } from "../../../scripts/testbed/desktop.mjs";
import { openHost } from "../editor/editorHost.ts";
import { mcpConfig } from "../mcp/config.ts";
import { temporaryFolder } from "../temporaryFolder.ts";

const { values } = parseArgs({ options: { results: { type: "string" }, grep: { type: "string" } } });
if (!values.results) throw new Error("--results names no file.");

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/[\\/]$/, "");
const tests = join(root, "out", "test", "host", "index.js");
const env = {
  GEMMA_TEST_RESULTS: resolve(values.results),
  ...(values.grep ? { GEMMA_TEST_GREP: values.grep } : {}),
};
const { path: scratch, remove } = temporaryFolder("host");
try {
  const folder = join(scratch, "workspace");
  cpSync(join(root, "samples"), folder, { recursive: true });
  process.exitCode = desktopServes() ? await inDesktop(await ensureDesktop(), folder) : await inBrowser(folder);
} finally {
  remove();
}

async function inDesktop(vscodeExecutablePath: string, folder: string): Promise<number> {
  process.stdout.write(`  in desktop VS Code (${vscodeExecutablePath})\n`);
  const fresh = ["--user-data-dir", join(scratch, "user"), "--extensions-dir", join(scratch, "extensions")];
  mkdirSync(join(scratch, "user", "User"), { recursive: true });
  writeFileSync(join(scratch, "user", "User", "mcp.json"), JSON.stringify(mcpConfig));
  const flags = ["--disable-workspace-trust", "--disable-telemetry", "--skip-welcome", "--no-sandbox"];
  return runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: root,
    extensionTestsPath: tests,
    extensionTestsEnv: env,
    launchArgs: [folder, ...fresh, ...flags],
  });
}

async function inBrowser(folder: string): Promise<number> {
  const host = await openHost({ extensions: [root], tests, folder, env, userFiles: { "mcp.json": mcpConfig } });
  try {
    process.stdout.write(`  in VS Code ${await host.inEditor((vscode) => vscode.version)} from npm\n`);
    return await host.exited;
  } finally {
    await host.close();
  }
}

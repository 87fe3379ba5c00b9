/**
 * `npm start`: opens an editor with the extension and a sample workspace, from a fresh checkout. Uses desktop VS Code
 * if `code` is on PATH, otherwise VS Code from npm, and prints its address. Runs until the window is closed or Ctrl+C.
 */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, ensureDependencies, root, script } from "./lib/project.mjs";
import { say, which } from "./lib/run.mjs";
import { hasDisplay } from "./testbed/desktop.mjs";
import { editorEnv, startEditorServer } from "./testbed/editorServer.mjs";
import { ensureEngine } from "./testbed/engine.mjs";
import { ensureModel } from "./testbed/model.mjs";
import { ensurePrerequisites, missingPrerequisites } from "./testbed/prerequisites.mjs";

await script(async () => {
  const desktop = hasDisplay() ? which("code") : undefined;
  if (!desktop) await ensurePrerequisites(["editor"]);
  await ensureDependencies();
  say("Building…");
  await build();
  const env = { GEMMA_ENGINE_DIR: await ensureEngine(), ...(await modelEnv()) };
  const scratch = mkdtempSync(join(tmpdir(), "gemma-code-sample-"));
  process.once("exit", () => rmSync(scratch, { recursive: true, force: true }));
  const folder = join(scratch, "corner-shop");
  cpSync(join(root, "samples"), folder, { recursive: true });
  await (desktop ? openDesktop(desktop, folder, env) : openInBrowser(folder, env));
});

/**
 * The local model for a first look. Without Python it can't be fetched here; the panel's first page then offers others.
 * @returns {Promise<Record<string, string>>}
 */
async function modelEnv() {
  if (process.getuid?.() === 0) await ensurePrerequisites(["model"]);
  const missing = missingPrerequisites(["model"]);
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name).join(", ");
    say(`No model was fetched for a first look (that needs ${names}): choose or download one in the panel.`);
    return {};
  }
  return { GEMMA_CODE_MODEL: await ensureModel() };
}

/**
 * @param {string} command
 * @param {string} folder
 * @param {Record<string, string>} env
 */
async function openDesktop(command, folder, env) {
  say(`Opening VS Code on ${folder}. Close its window to end.`);
  const child = spawn(command, ["--new-window", "--wait", `--extensionDevelopmentPath=${root}`, folder], {
    stdio: "inherit",
    env: editorEnv(env),
    shell: process.platform === "win32",
  });
  await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
    process.once("SIGINT", () => child.kill());
    process.once("SIGTERM", () => child.kill());
  });
}

/**
 * @param {string} folder
 * @param {Record<string, string>} env
 */
async function openInBrowser(folder, env) {
  const server = await startEditorServer({
    folder,
    extensions: [root],
    lasting: true,
    token: randomBytes(16).toString("hex"),
    env: () => editorEnv(env),
  });
  say("VS Code runs. Open this address in a browser on this machine; Ctrl+C ends it:");
  process.stdout.write(`${server.url}\n`);
  await server.ended;
}

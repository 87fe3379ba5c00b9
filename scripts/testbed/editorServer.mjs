import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bindGroup } from "../lib/processGroup.mjs";
import { ensureEditor } from "./editor.mjs";

/**
 * @typedef {object} EditorServerOptions
 * @property {string} folder absolute path of the folder, or of the .code-workspace file, to open
 * @property {string[]} [extensions] absolute paths of extensions under development
 * @property {string} [tests] absolute path of a module that exports `run()`, run in the extension host
 * @property {Record<string, unknown>} [settings] user settings, over our quiet defaults
 * @property {Record<string, unknown>} [userFiles] further files of the User folder, by name (text, or a value written as JSON)
 * @property {string} [extensionsDir] folder of installed extensions; an empty one by default
 * @property {boolean} [trust] whether Workspace Trust is on (the folder then opens untrusted); off by default
 * @property {string} [token] what the page's address must hold; without one, whoever is on this machine can open it
 * @property {boolean} [lasting] whether the server stays when nobody looks. By default it ends by itself five minutes after its last
 *   window: the last net for a server whose starter was killed outright
 * @property {(data: string) => NodeJS.ProcessEnv} [env] the server's and so the extension host's whole environment, given its data folder
 * @property {import("./editor.mjs").EditorVersion} [version]
 * @property {(line: string) => void} [log] gets what the server prints
 */

/** Settings that stop the editor from fetching, asking or animating on its own. */
const quiet = {
  "workbench.startupEditor": "none",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "update.mode": "none",
  "telemetry.telemetryLevel": "off",
  "workbench.enableExperiments": false,
  "workbench.tips.enabled": false,
  "window.restoreWindows": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
};

/**
 * Starts VS Code's own server on a free port of 127.0.0.1, in its own process group and data folder. Both are removed
 * by `stop()`, and when this process ends and exit handlers run.
 * @param {EditorServerOptions} options
 */
export async function startEditorServer(options) {
  const editor = await ensureEditor(options.version);
  const data = mkdtempSync(join(tmpdir(), "gemma-code-editor-"));
  const extensionsDir = options.extensionsDir ?? join(data, "extensions");
  mkdirSync(extensionsDir, { recursive: true });
  linkFurtherExtensions(options.extensions ?? [], extensionsDir);
  writeUserFiles(data, options);

  const args = ["--host", "127.0.0.1", "--port", "0", "--accept-server-license-terms"];
  const access = accessArgs(data, options.token);
  // With the smoke-test driver, the page accepts an extension under development.
  const flags = ["--disable-telemetry", "--enable-smoke-test-driver"];
  if (!options.lasting) flags.push("--enable-remote-auto-shutdown");
  const folders = ["--server-data-dir", data, "--extensions-dir", extensionsDir];
  const server = spawn(editor.node, [editor.serverMain, ...args, ...access, ...flags, ...folders], {
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    env: options.env?.(data) ?? editorEnv(),
  });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const stop = bindGroup(server, () => rmSync(data, { recursive: true, force: true, maxRetries: 3 }));
  try {
    const port = await listening(server, options.log);
    return {
      port,
      pid: /** @type {number} */ (server.pid),
      data,
      extensionsDir,
      url: pageUrl(port, options),
      ended,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * The token goes by a file that only its owner reads: everybody on the machine reads a command line.
 * @param {string} data
 * @param {string | undefined} token
 */
function accessArgs(data, token) {
  if (!token) return ["--without-connection-token"];
  const file = join(data, "connection-token");
  writeFileSync(file, token, { mode: 0o600 });
  return ["--connection-token-file", file];
}

/**
 * This process's environment without variables that would affect the editor: those of an outer VS Code, and Node
 * options.
 * @param {NodeJS.ProcessEnv} [more]
 * @returns {NodeJS.ProcessEnv}
 */
export function editorEnv(more = {}) {
  const foreign = /^(VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_V8_COVERAGE$)/;
  return { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name))), ...more };
}

/**
 * @param {number} port
 * @param {EditorServerOptions} options
 */
function pageUrl(port, options) {
  const authority = `vscode-remote://127.0.0.1:${port}`;
  const payload = [["skipWelcome", "true"]];
  const developed = options.extensions?.at(-1);
  if (developed) payload.push(["extensionDevelopmentPath", authority + developed]);
  if (options.tests) payload.push(["extensionTestsPath", authority + options.tests]);
  const query = new URLSearchParams({
    ...(options.token ? { tkn: options.token } : {}),
    [options.folder.endsWith(".code-workspace") ? "workspace" : "folder"]: options.folder,
    payload: JSON.stringify(payload),
  });
  return `http://127.0.0.1:${port}/?${query}`;
}

/**
 * VS Code takes only one extension under development from the page's address; the others are linked as installed.
 * @param {string[]} extensions
 * @param {string} extensionsDir
 */
function linkFurtherExtensions(extensions, extensionsDir) {
  for (const folder of extensions.slice(0, -1)) {
    const { publisher, name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    symlinkSync(folder, join(extensionsDir, `${publisher}.${name}-${version}`), "dir");
  }
}

/**
 * @param {string} data
 * @param {EditorServerOptions} options
 */
function writeUserFiles(data, options) {
  const user = join(data, "data", "User");
  mkdirSync(user, { recursive: true });
  const settings = { ...quiet, "security.workspace.trust.enabled": options.trust ?? false, ...options.settings };
  for (const [name, value] of Object.entries({ ...options.userFiles, "settings.json": settings })) {
    writeFileSync(join(user, name), typeof value === "string" ? value : JSON.stringify(value, null, 2));
  }
}

/**
 * @param {import("node:child_process").ChildProcess} server
 * @param {((line: string) => void) | undefined} log
 * @returns {Promise<number>} the port
 */
function listening(server, log) {
  return new Promise((resolve, reject) => {
    let output = "";
    const timer = setTimeout(
      () => reject(new Error(`The editor's server did not start within 60 s:\n${output}`)),
      60_000,
    );
    /** @param {Buffer} data */
    const read = (data) => {
      log?.(data.toString());
      if (output.length > 20_000) return;
      output += data.toString();
      const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (!port) return;
      clearTimeout(timer);
      resolve(Number(port));
    };
    server.stdout?.on("data", read);
    server.stderr?.on("data", read);
    server.once("error", reject);
    server.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`The editor's server ended with ${code}:\n${output}`));
    });
  });
}

import { cpSync, existsSync, renameSync, rmSync, writeFileSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheDir, ensureFolder } from "../lib/cache.mjs";
import { npm, run, say } from "../lib/run.mjs";

/**
 * A real VS Code from npm: the package `code-server` carries VS Code itself under lib/vscode.
 * @typedef {{ codeServer: string, vscode: string, node: string }} EditorVersion
 */

/** The default editor. @type {EditorVersion} */
const newest = { codeServer: "4.139.1", vscode: "1.139.1", node: "24.21.0" };
/** The oldest editor that the manifest's `engines.vscode` supports. @type {EditorVersion} */
const oldest = { codeServer: "4.106.3", vscode: "1.106.3", node: "22.23.3" };

/**
 * The editor to use: the oldest supported one if GEMMA_CODE_EDITOR is `oldest`.
 * @returns {EditorVersion}
 */
export function chosenEditor() {
  return process.env["GEMMA_CODE_EDITOR"] === "oldest" ? oldest : newest;
}

/**
 * Native modules of VS Code's server, with older names. They are compiled here, because the packages contain no builds.
 */
const natives = [
  "node-pty",
  "@vscode/spdlog",
  "@vscode/native-watchdog",
  "native-watchdog",
  "@parcel/watcher",
  "@vscode/sqlite3",
  "@vscode/fs-copyfile",
  "@vscode/deviceid",
];

/**
 * Sets up the editor in the cache (about three minutes, once). Linux only; other platforms use desktop VS Code.
 * @param {EditorVersion} [version]
 * @returns {Promise<{ node: string, serverMain: string, root: string, version: string }>} `root` contains VS Code
 * itself (package.json, out, extensions)
 */
export async function ensureEditor(version = chosenEditor()) {
  if (!editorCanRun()) {
    throw new Error(
      `The editor from npm runs on Linux (x64, arm64). On ${process.platform} install VS Code from https://code.visualstudio.com and put its command \`code\` on PATH.`,
    );
  }
  const folder = await ensureFolder(`editor-${version.codeServer}`, JSON.stringify(version), (building) =>
    build(building, version),
  );
  return { ...placesIn(folder), version: version.vscode };
}

/** Whether the npm editor has a Node for this platform. */
export function editorCanRun() {
  return process.platform === "linux" && ["x64", "arm64"].includes(process.arch);
}

/** Whether the editor is in the cache. */
export function editorIsCached() {
  return existsSync(placesIn(join(cacheDir(), `editor-${chosenEditor().codeServer}`)).serverMain);
}

/** @param {string} folder */
function placesIn(folder) {
  const root = join(folder, "node_modules", "code-server", "lib", "vscode");
  return {
    root,
    serverMain: join(root, "out", "server-main.js"),
    node: join(folder, "node_modules", `node-linux-${process.arch}`, "bin", "node"),
  };
}

/**
 * @param {string} folder
 * @param {EditorVersion} version
 */
async function build(folder, version) {
  say(`Setting up VS Code ${version.vscode} from npm (once, about three minutes)…`);
  const nodePackage = `node-linux-${process.arch}@${version.node}`;
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }));
  await npm(["install", `code-server@${version.codeServer}`, nodePackage, "--ignore-scripts"], { cwd: folder });
  const { node, root } = placesIn(folder);
  makeFetchable(root);
  for (const cwd of [root, join(root, "extensions")]) {
    await npm(["install", "--omit=dev", "--ignore-scripts"], { cwd, node });
  }
  placeRipgrep(root);
  say("Compiling the editor's native parts…");
  const env = { npm_config_nodedir: dirname(dirname(node)) };
  await npm(["rebuild", ...natives], { cwd: root, node, env });
  await run(node, [join(root, "out", "server-main.js"), "--version"], { timeoutMs: 60_000 });
}

/**
 * Older editors name @parcel/watcher by a git address. Replaces it by the registry's release of the same code, and
 * removes the lock file with the address.
 * @param {string} root
 */
function makeFetchable(root) {
  const file = join(root, "package.json");
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  const watcher = manifest.dependencies?.["@parcel/watcher"];
  if (watcher === undefined || /^[\^~]?\d/.test(watcher)) return;
  manifest.dependencies["@parcel/watcher"] = "2.5.1";
  writeFileSync(file, JSON.stringify(manifest, null, 2));
  const lock = join(root, "npm-shrinkwrap.json");
  if (existsSync(lock)) renameSync(lock, `${lock}.aside`);
  rmSync(join(root, "package-lock.json"), { force: true });
}

/**
 * Older editors expect their search program in one package. Its newer release has a package per platform, so this
 * copies it to the old place.
 * @param {string} root
 */
function placeRipgrep(root) {
  const packages = join(root, "node_modules", "@vscode");
  const binaries = join(packages, `ripgrep-linux-${process.arch}`, "bin");
  const place = join(packages, "ripgrep", "bin");
  if (existsSync(binaries) && !existsSync(place)) cpSync(binaries, place, { recursive: true });
}

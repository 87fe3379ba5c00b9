import { cpSync, existsSync, renameSync, rmSync, writeFileSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheDir, ensureFolder } from "../lib/cache.mjs";
import { npm, run, say } from "../lib/run.mjs";

/**
 * A real VS Code from npm: the package `code-server` carries VS Code itself under lib/vscode.
 * @typedef {{ codeServer: string, vscode: string, node: string }} EditorVersion
 */

/** The editor that everything runs in by default. @type {EditorVersion} */
const newest = { codeServer: "4.139.1", vscode: "1.139.1", node: "24.21.0" };
/** The oldest editor that the manifest's `engines.vscode` promises. @type {EditorVersion} */
const oldest = { codeServer: "4.106.3", vscode: "1.106.3", node: "22.23.3" };

/**
 * The editor to run in: the oldest supported one where GEMMA_CODE_EDITOR is `oldest`.
 * @returns {EditorVersion}
 */
export function chosenEditor() {
  return process.env["GEMMA_CODE_EDITOR"] === "oldest" ? oldest : newest;
}

/** Native parts of VS Code's server, older names included; they are compiled here, since the packages carry no builds. */
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
 * Sets up the editor in the cache (about three minutes, once). Linux only: elsewhere desktop VS Code serves.
 * @param {EditorVersion} [version]
 * @returns {Promise<{ node: string, serverMain: string, root: string, version: string }>} `root` holds VS Code itself (package.json, out, extensions)
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

/** Whether the editor from npm has a Node of its own for this platform. */
export function editorCanRun() {
  return process.platform === "linux" && ["x64", "arm64"].includes(process.arch);
}

/** Whether the editor is in the cache already. */
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
 * Older editors name @parcel/watcher by a git address; the registry's release of the same code takes its place, and the
 * lock that holds the address is put aside.
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
 * An older editor has its search program in the package itself; the release that takes its place here, without the lock,
 * has it in a package per platform.
 * @param {string} root
 */
function placeRipgrep(root) {
  const packages = join(root, "node_modules", "@vscode");
  const binaries = join(packages, `ripgrep-linux-${process.arch}`, "bin");
  const place = join(packages, "ripgrep", "bin");
  if (existsSync(binaries) && !existsSync(place)) cpSync(binaries, place, { recursive: true });
}

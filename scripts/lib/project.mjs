import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { npm, run, say } from "./run.mjs";

/** The checkout. */
export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");

/** @throws {Error} if this Node is too old for the project */
export function requireNode() {
  const [major = 0] = process.versions.node.split(".").map(Number);
  if (major < 20) throw new Error(`Node 20 or newer is needed; this is ${process.version}. See https://nodejs.org.`);
}

/** Installs the project's dependencies if they are missing or differ from package-lock.json. */
export async function ensureDependencies() {
  if (dependenciesAreCurrent()) return;
  say("Installing dependencies (npm ci)…");
  await npm(["ci"], { cwd: root });
}

/** Whether every package of the lock is installed in its version, except those for other platforms. */
function dependenciesAreCurrent() {
  const installed = packagesOf(join(root, "node_modules", ".package-lock.json"));
  const locked = packagesOf(join(root, "package-lock.json"));
  return Object.entries(locked).every(
    ([path, { version, optional }]) => path === "" || optional || installed[path]?.version === version,
  );
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packagesOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : {};
}

/**
 * Builds what the editor loads; see esbuild.js for the flags.
 * @param {string[]} flags
 */
export async function build(...flags) {
  await run(process.execPath, ["esbuild.js", ...flags], { cwd: root });
}

/**
 * Runs a script's main function; a failure prints one message and sets the exit code.
 * @param {() => Promise<void>} main
 */
export async function script(main) {
  try {
    requireNode();
    endWithNpm();
    await main();
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

/** Ends this process when its npm is gone: a signal to npm stops npm and its shell, but does not reach us. */
function endWithNpm() {
  if (process.env["npm_lifecycle_event"] === undefined) return;
  const shell = process.ppid;
  const watch = () => {
    if (process.ppid !== shell) process.kill(process.pid, "SIGTERM");
  };
  setInterval(watch, 1000).unref();
}

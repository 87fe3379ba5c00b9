import { copyFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureFolder } from "../lib/cache.mjs";
import { npm, run, say } from "../lib/run.mjs";

const manifestFolder = fileURLToPath(new URL("../../engine/", import.meta.url));

/** VS Code's platform names, and the engine package for each. */
const builds = new Map([
  ["linux-x64", "linux-x64"],
  ["linux-arm64", "linux-arm64"],
  ["darwin-arm64", "mac-arm64-metal"],
  ["darwin-x64", "mac-x64"],
  ["win32-x64", "win-x64"],
  ["win32-arm64", "win-arm64"],
]);

/** The platforms with an engine, by VS Code's names. */
export const engineTargets = [...builds.keys()];

/**
 * Installs the embedded engine (node-llama-cpp with the build for one platform) into the cache.
 * @param {string} [target] one of `engineTargets`; the running platform by default
 * @returns {Promise<string>} the folder with its node_modules, the value for GEMMA_ENGINE_DIR
 */
export async function ensureEngine(target = `${process.platform}-${process.arch}`) {
  const build = builds.get(target);
  if (!build) throw new Error(`There is no embedded engine for ${target}; there is for ${engineTargets.join(", ")}.`);
  const lockText = readFileSync(join(manifestFolder, "package-lock.json"), "utf8");
  const lock = JSON.parse(lockText).packages;
  const version = lock["node_modules/node-llama-cpp"].version;
  const own = target === `${process.platform}-${process.arch}`;
  return ensureFolder(`engine-${version}${own ? "" : `-${target}`}`, `${target}\n${lockText}`, async (folder) => {
    say(`Installing the embedded engine, node-llama-cpp ${version} for ${target} (once)…`);
    for (const file of ["package.json", "package-lock.json"]) {
      copyFileSync(join(manifestFolder, file), join(folder, file));
    }
    await npm(["ci", "--omit=optional", "--ignore-scripts"], { cwd: folder });
    const name = `@node-llama-cpp/${build}`;
    const wanted = lock["node_modules/node-llama-cpp"].optionalDependencies[name];
    await unpack(folder, name, wanted, lock[`node_modules/${name}`]?.integrity);
  });
}

/**
 * Puts one package into node_modules without those for other platforms, which `npm install` would add.
 * @param {string} folder
 * @param {string} name
 * @param {string} version
 * @param {string | undefined} integrity the lock's hash, if recorded
 */
async function unpack(folder, name, version, integrity) {
  const packed = JSON.parse(await npm(["pack", `${name}@${version}`, "--json", "--ignore-scripts"], { cwd: folder }));
  const [{ filename, integrity: found }] = packed;
  if (integrity && integrity !== found) {
    throw new Error(`${name}@${version} has integrity ${found}, but engine/package-lock.json records ${integrity}.`);
  }
  const target = join(folder, "node_modules", name);
  mkdirSync(target, { recursive: true });
  await run("tar", ["-xzf", filename, "-C", target, "--strip-components=1"], { cwd: folder });
  rmSync(join(folder, filename));
}

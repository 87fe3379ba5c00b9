import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";

/** The one folder for what is heavy and lies outside the checkout: editor, engine, models, servers. */
export function cacheDir() {
  return process.env["GEMMA_CODE_CACHE"] ?? join(homedir(), ".cache", "gemma-code");
}

const stampFile = ".gemma-code-stamp";

/**
 * Makes a cached folder once. `build` fills a temporary folder beside it, which is renamed into place when all went
 * well: a stopped or failed set-up leaves nothing that looks finished, and two set-ups at once do not mix.
 * @param {string} name folder name inside the cache
 * @param {string} stamp what the folder holds; a folder with another stamp is built anew
 * @param {(folder: string) => Promise<void>} build
 * @returns {Promise<string>} the folder's path
 */
export async function ensureFolder(name, stamp, build) {
  const target = join(cacheDir(), name);
  if (stampOf(target) === stamp) return target;
  const temporary = join(dirname(target), `.${basename(name)}-${process.pid}`);
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  try {
    await build(temporary);
    writeFileSync(join(temporary, stampFile), stamp);
    if (stampOf(target) !== stamp) {
      rmSync(target, { recursive: true, force: true });
      renameSync(temporary, target);
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return target;
}

/** Whether `ensureFolder` has nothing to build. @param {string} name @param {string} stamp */
export function hasFolder(name, stamp) {
  return stampOf(join(cacheDir(), name)) === stamp;
}

/** @param {string} folder */
function stampOf(folder) {
  const file = join(folder, stampFile);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";

/** The cache folder for large downloads and builds outside the checkout: editor, engine, models, servers. */
export function cacheDir() {
  return process.env["GEMMA_CODE_CACHE"] ?? join(homedir(), ".cache", "gemma-code");
}

const stampFile = ".gemma-code-stamp";

/**
 * Makes a cached folder once. `build` fills a temporary folder, which is renamed into place on success. So an
 * interrupted set-up leaves nothing that looks complete, and concurrent set-ups don't mix.
 * @param {string} name folder name inside the cache
 * @param {string} stamp version of the content; a folder with another stamp is rebuilt
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

/** Whether the folder is already built. @param {string} name @param {string} stamp */
export function hasFolder(name, stamp) {
  return stampOf(join(cacheDir(), name)) === stamp;
}

/** @param {string} folder */
function stampOf(folder) {
  const file = join(folder, stampFile);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

import { cpSync, statSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./run.mjs";

/** Parts of the engine's package that are needed only to build it from source or to use its command line. */
const unneeded = [
  ["node-llama-cpp", "templates"],
  ["node-llama-cpp", "llama", "addon"],
  ["node-llama-cpp", "llama", "cmake"],
  ["node-llama-cpp", "llama", "gitRelease.bundle"],
  ["node-llama-cpp", "llama", "gpuInfo"],
  ["node-llama-cpp", "llama", "llama.cpp"],
  ["node-llama-cpp", "llama", "profiles"],
  ["node-llama-cpp", "llama", "toolchains"],
  [".bin"],
].map((parts) => ["node_modules", ...parts].join(sep));

/** Files that are not needed at run time: declarations, source maps, sources, documents other than licences. */
const idle = /\.(d\.[cm]?ts|ts|tsx|map|md|markdown|flow|tsbuildinfo|cpp|c|h|hpp|txt|cmake)$/i;
const licence = /^(licen[cs]e|notice|copying)/i;

/**
 * Copies an installed engine without the files that are not needed at run time.
 * @param {string} from folder whose node_modules contain the engine
 * @param {string} to
 */
export function copyEngine(from, to) {
  cpSync(join(from, "node_modules"), join(to, "node_modules"), {
    recursive: true,
    filter: (source) => {
      const path = relative(from, source);
      if (unneeded.some((part) => path === part || path.startsWith(part + sep))) return false;
      if (statSync(source).isDirectory()) return !/^(tests?|__tests__|docs|examples?)$/.test(basename(path));
      return licence.test(basename(path)) || !idle.test(basename(path));
    },
  });
}

/**
 * Starts this platform's engine in a separate process to check that a copy is complete.
 * @param {string} folder
 * @throws {Error} if it doesn't load
 */
export async function proveEngine(folder) {
  const program = fileURLToPath(new URL("./tryEngine.mjs", import.meta.url));
  const env = { ...process.env, NODE_LLAMA_CPP_SKIP_DOWNLOAD: "true" };
  await run(process.execPath, [program, folder], { env, timeoutMs: 60_000 });
}

import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { cacheDir, ensureFolder } from "../lib/cache.mjs";
import { isFile, run, say, which } from "../lib/run.mjs";
import { requirePython } from "./python.mjs";

/** PyPI's source package of llama-cpp-python contains all of llama.cpp, including its server. */
export const llamaCppVersion = "0.3.36";

const options = [
  "-DCMAKE_BUILD_TYPE=Release",
  "-DLLAMA_BUILD_SERVER=ON",
  "-DLLAMA_BUILD_TOOLS=ON",
  "-DLLAMA_BUILD_TESTS=OFF",
  "-DLLAMA_BUILD_EXAMPLES=OFF",
  "-DLLAMA_BUILD_UI=OFF",
  "-DLLAMA_USE_PREBUILT_UI=OFF",
  "-DLLAMA_OPENSSL=OFF",
  "-DLLAMA_CURL=OFF",
  "-DBUILD_SHARED_LIBS=OFF",
  "-DGGML_CCACHE=OFF",
  // Not for this exact processor: a virtual machine may report instructions (AMX) that its kernel refuses, and the
  // cache must work on other processors. On x86 this means AVX2.
  "-DGGML_NATIVE=OFF",
];

/**
 * llama.cpp's own OpenAI-compatible server: the one of GEMMA_CODE_LLAMA_SERVER or PATH, otherwise built from source
 * into the cache (about six minutes on two cores, once).
 * @returns {Promise<string>} path of the program `llama-server`
 */
export async function ensureLlamaServer() {
  const found = findLlamaServer();
  if (found) return found;
  const stamp = `${llamaCppVersion} ${options.join(" ")}`;
  const folder = await ensureFolder(`llama-server-${llamaCppVersion}`, stamp, build);
  return join(folder, "llama-server");
}

/** Whether `ensureLlamaServer` has nothing to build, or only with other options. */
export function llamaServerIsCached() {
  return findLlamaServer() !== undefined || isFile(join(cacheDir(), `llama-server-${llamaCppVersion}`, "llama-server"));
}

function findLlamaServer() {
  return process.env["GEMMA_CODE_LLAMA_SERVER"] ?? which("llama-server");
}

/** @param {string} folder */
async function build(folder) {
  say("Building llama.cpp's server from source (once, about six minutes)…");
  mkdirSync(cacheDir(), { recursive: true });
  const work = mkdtempSync(join(cacheDir(), ".llama-"));
  try {
    const source = await fetchLlamaCpp(work);
    const out = join(work, "build");
    const low = { nice: 15 };
    await run("cmake", ["-S", source, "-B", out, ...options], low);
    await run("cmake", ["--build", out, "--target", "llama-server", "-j", String(cpus().length)], low);
    copyFileSync(join(out, "bin", "llama-server"), join(folder, "llama-server"));
    chmodSync(join(folder, "llama-server"), 0o755);
    await run(join(folder, "llama-server"), ["--version"], { timeoutMs: 60_000 });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * Fetches llama.cpp's source from PyPI.
 * @param {string} work the folder to unpack it into
 * @returns {Promise<string>} the folder of the source
 */
export async function fetchLlamaCpp(work) {
  const only = "llama-cpp-python";
  const pip = ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-binary", only];
  await run(requirePython(), [...pip, "--dest", work, `${only}==${llamaCppVersion}`]);
  const archive = readdirSync(work).find((name) => name.endsWith(".tar.gz"));
  if (!archive) throw new Error(`PyPI gave no source archive for ${only} ${llamaCppVersion}.`);
  await run("tar", ["-xzf", join(work, archive), "-C", work, "--wildcards", "*/vendor/llama.cpp/*"]);
  return join(work, archive.replace(/\.tar\.gz$/, ""), "vendor", "llama.cpp");
}

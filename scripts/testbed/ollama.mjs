import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { cacheDir, ensureFolder } from "../lib/cache.mjs";
import { isFile, run, say, which } from "../lib/run.mjs";
import { fetchLlamaCpp } from "./llamaServer.mjs";

/** The Go module contains all of Ollama except three header-only libraries, which llama.cpp's source also has. */
const module = "github.com/ollama/ollama@v0.17.4";
const headers = ["nlohmann", "stb", "miniaudio"];
/** Without this flag, x86 vector instructions stay unused, and answers take five times longer. */
const vectors = process.arch === "x64" ? "-march=haswell" : "";

/**
 * A real Ollama that needs no build: the one of GEMMA_CODE_OLLAMA or PATH, or an earlier build.
 * @returns {string | undefined} path of the program `ollama`
 */
export function findOllama() {
  const built = join(cacheDir(), folderName, "ollama");
  return process.env["GEMMA_CODE_OLLAMA"] ?? which("ollama") ?? (isFile(built) ? built : undefined);
}

/**
 * Finds Ollama, or builds it once from source into the cache, which needs a Go compiler and about five minutes on two
 * cores.
 * @returns {Promise<string>} path of the program `ollama`
 * @throws {Error} that says what to install if there is no Go
 */
export async function ensureOllama() {
  const found = findOllama();
  if (found) return found;
  const go = which("go");
  if (!go) throw new Error("Ollama is built with Go: install it from https://go.dev/dl/, or install Ollama itself.");
  const folder = await ensureFolder(folderName, module, (target) => build(go, target));
  return join(folder, "ollama");
}

const folderName = "ollama-0.17.4";

/** @param {string} go @param {string} folder */
async function build(go, folder) {
  say("Building Ollama from source (once, about five minutes)…");
  mkdirSync(cacheDir(), { recursive: true });
  const work = mkdtempSync(join(cacheDir(), ".ollama-"));
  const low = { nice: 15 };
  try {
    const fetching = { ...low, timeoutMs: 10 * 60_000 };
    const { Dir: kept } = JSON.parse(await run(go, ["mod", "download", "-json", module], fetching));
    const source = join(work, "source");
    cpSync(kept, source, { recursive: true });
    makeWritable(source);
    const llamaCpp = await fetchLlamaCpp(work);
    for (const name of headers) {
      cpSync(join(llamaCpp, "vendor", name), join(source, "llama", "llama.cpp", "vendor", name), { recursive: true });
    }
    const flags = `-O3 ${vectors}`.trim();
    const env = { ...process.env, CGO_ENABLED: "1", CGO_CFLAGS: flags, CGO_CXXFLAGS: flags };
    const program = join(folder, "ollama");
    await run(go, ["build", "-trimpath", "-p", String(cpus().length), "-o", program, "."], {
      ...low,
      cwd: source,
      env,
    });
    await run(program, ["--version"], { timeoutMs: 60_000 });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Go keeps its modules read-only. @param {string} folder */
function makeWritable(folder) {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) makeWritable(join(folder, entry.name));
  }
}

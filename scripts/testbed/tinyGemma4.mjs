import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheDir, ensureFolder, hasFolder } from "../lib/cache.mjs";
import { run, say } from "../lib/run.mjs";
import { fetchLlamaCpp, llamaCppVersion } from "./llamaServer.mjs";
import { makeVenv, pythonIn } from "./python.mjs";

/** The library that writes model files; see tinyGemma4/make.py. */
const gguf = "0.19.0";
const packages = [`gguf==${gguf}`, "numpy>=2.1,<3"];
const program = fileURLToPath(new URL("./tinyGemma4/", import.meta.url));
const scripts = join(program, "scripts");

/** Models with random weights, one for each shape of Gemma 4. */
export const tinyRandom = /** @type {const} */ (["dense", "moe", "e2b"]);

/**
 * Builds tiny models of the Gemma 4 architecture with Gemma 4's vocabulary and template: those of `tinyRandom`, and one
 * for each script, which it reproduces. They are built from llama.cpp's source package (under a minute, 380 MB, once),
 * and again when the program or a script changes.
 * @returns {Promise<string>} their folder; each is `NAME.gguf`
 */
export async function ensureTinyGemma4() {
  return ensureFolder("tiny-gemma4", stamp(), async (folder) => {
    say("Making tiny Gemma 4 models (once, about a minute)…");
    const [venv, source] = await Promise.all([ensureGguf(), ensureSource()]);
    const from = ["--vocabulary", join(source, vocabulary), "--template", join(source, template)];
    const told = readdirSync(scripts).map((name) => join(scripts, name));
    const what = ["--random", ...tinyRandom, "--script", ...told];
    await run(pythonIn(join(venv, "venv")), [join(program, "make.py"), ...from, "--out", folder, ...what], {
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
      nice: 15,
    });
  });
}

/** Whether `ensureTinyGemma4` has nothing to build. */
export function tinyGemma4IsCached() {
  return hasFolder("tiny-gemma4", stamp());
}

/** A hash of all inputs, so that equal stamps mean equal models. */
function stamp() {
  const hash = createHash("sha256").update(`${llamaCppVersion} ${packages.join(" ")} ${tinyRandom.join(" ")}`);
  for (const folder of [program, scripts]) {
    for (const name of readdirSync(folder).filter((file) => /\.(py|json)$/.test(file))) {
      hash.update(`\0${name}\0`).update(readFileSync(join(folder, name)));
    }
  }
  return hash.digest("hex");
}

async function ensureGguf() {
  return ensureFolder(`gguf-${gguf}`, packages.join(" "), async (folder) => {
    await makeVenv(join(folder, "venv"), packages);
  });
}

const vocabulary = "ggml-vocab-gemma-4.gguf";
const template = "google-gemma-4-31B-it.jinja";

/** Gemma 4's vocabulary and chat template, from llama.cpp's own tests. */
async function ensureSource() {
  return ensureFolder(`gemma4-vocabulary-${llamaCppVersion}`, "1", async (folder) => {
    mkdirSync(cacheDir(), { recursive: true });
    const work = mkdtempSync(join(cacheDir(), ".gemma4-"));
    try {
      const models = join(await fetchLlamaCpp(work), "models");
      copyFileSync(join(models, vocabulary), join(folder, vocabulary));
      copyFileSync(join(models, "templates", template), join(folder, template));
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  });
}

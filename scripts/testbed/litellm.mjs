import { join } from "node:path";
import { ensureFolder } from "../lib/cache.mjs";
import { say } from "../lib/run.mjs";
import { findPython, makeVenv, pythonIn } from "./python.mjs";

/** The gateway as PyPI has it; `prisma` is imported by its proxy at start. */
const version = "1.106.2";
const packages = [`litellm[proxy]==${version}`, "prisma==0.15.0"];

/**
 * Makes sure of LiteLLM's proxy: a gateway that speaks the OpenAI and the Anthropic protocol before other servers, as
 * hosted routers do. It gets a virtual environment of its own in the cache (one to two minutes, once).
 * @returns {Promise<{ command: string, args: string[] }>} what starts it; its own options follow `args`
 * @throws {Error} where it cannot be installed: no Python, no PyPI
 */
export async function ensureLiteLlm() {
  const stamp = `${packages.join(" ")} ${findPython()}`;
  const folder = await ensureFolder(`litellm-${version}`, stamp, async (made) => {
    say("Installing LiteLLM from PyPI (once, a minute or two)…");
    await makeVenv(join(made, "venv"), packages);
  });
  // Not its own script: that names the folder in which the environment was made.
  const start = "from litellm import run_server; run_server()";
  return { command: pythonIn(join(folder, "venv")), args: ["-c", start] };
}

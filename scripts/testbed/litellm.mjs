import { join } from "node:path";
import { ensureFolder } from "../lib/cache.mjs";
import { say } from "../lib/run.mjs";
import { findPython, makeVenv, pythonIn } from "./python.mjs";

/** The gateway's version on PyPI; its proxy imports `prisma` at start. */
const version = "1.106.2";
const packages = [`litellm[proxy]==${version}`, "prisma==0.15.0"];

/**
 * Installs LiteLLM's proxy: a gateway that offers the OpenAI and the Anthropic protocol for other servers, like hosted
 * routers. It gets its own virtual environment in the cache (one to two minutes, once).
 * @returns {Promise<{ command: string, args: string[] }>} the start command; its own options follow `args`
 * @throws {Error} if it can't be installed: no Python, no PyPI
 */
export async function ensureLiteLlm() {
  const stamp = `${packages.join(" ")} ${findPython()}`;
  const folder = await ensureFolder(`litellm-${version}`, stamp, async (made) => {
    say("Installing LiteLLM from PyPI (once, a minute or two)…");
    await makeVenv(join(made, "venv"), packages);
  });
  // Not its own script, which names the folder where the environment was created.
  const start = "from litellm import run_server; run_server()";
  return { command: pythonIn(join(folder, "venv")), args: ["-c", start] };
}

import { desktopServes } from "../testbed/desktop.mjs";
import { editorCanRun, ensureEditor } from "../testbed/editor.mjs";
import { ensureEngine } from "../testbed/engine.mjs";
import { ensureLiteLlm } from "../testbed/litellm.mjs";
import { ensureLlamaServer } from "../testbed/llamaServer.mjs";
import { ensureModel } from "../testbed/model.mjs";
import { ensureOllama } from "../testbed/ollama.mjs";
import { ensureTinyGemma4 } from "../testbed/tinyGemma4.mjs";
import { optional } from "./optional.mjs";

/**
 * @typedef {import("./runners.mjs").RunnerName} RunnerName
 * @typedef {import("../testbed/prerequisites.mjs").Want} Want
 */

/**
 * What a runner needs from the machine.
 * @param {RunnerName} name
 * @returns {Want[]}
 */
export function wantsOf(name) {
  if (name === "unit" || whyNotHere(name)) return [];
  if (name === "model") return ["model", "llama-server"];
  return name === "host" && desktopServes() ? [] : ["browser", "editor"];
}

/** Why a runner can't run on this machine; undefined if it can. @param {RunnerName} name */
export function whyNotHere(name) {
  if (name === "panel" && !editorCanRun()) return "the editor from npm, which these drive, runs on Linux alone";
  if (name === "host" && !editorCanRun() && !desktopServes()) return "there is no display for desktop VS Code";
  return undefined;
}

/**
 * Starts all set-ups at once in the background.
 * @param {RunnerName[]} names
 * @returns {(name: RunnerName) => Promise<Record<string, string>>} waits for one runner's set-up and returns additions
 * to its environment; throws if the set-up failed
 */
export function startSetUps(names) {
  const wants = new Set(names.flatMap(wantsOf));
  const editor = wants.has("editor") ? ensureEditor() : undefined;
  const model = wants.has("model") ? ensureModel().then(() => ensureEngine()) : undefined;
  const tiny = wants.has("model") ? ensureTinyGemma4() : undefined;
  const server = wants.has("llama-server") ? ensureLlamaServer() : undefined;
  const gateway = wants.has("llama-server") ? optional("GEMMA_CODE_NO_LITELLM", ensureLiteLlm) : undefined;
  // Not in parallel: two long builds would slow each other down, and this one is needed last.
  const ollama = server && optional("GEMMA_CODE_NO_OLLAMA", () => settled(server).then(ensureOllama));
  // A failure is reported when the runner needs the set-up, not before as an unhandled rejection.
  for (const one of [editor, model, tiny, server]) one?.catch(() => undefined);
  return async (name) => {
    if (wantsOf(name).includes("editor")) await editor;
    if (!wantsOf(name).includes("model")) return {};
    await Promise.all([model, tiny, server]);
    return { ...(await gateway), ...(await ollama) };
  };
}

/** @param {Promise<unknown>} work @returns {Promise<void>} resolves when it has ended, successfully or not */
const settled = (work) =>
  work.then(
    () => undefined,
    () => undefined,
  );

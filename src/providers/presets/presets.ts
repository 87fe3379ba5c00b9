import type { PresetRow } from "../parameters/presetRow.ts";
import { custom } from "./custom.ts";
import { google } from "./google.ts";
import { keeprouter } from "./keeprouter.ts";
import { llamaServer } from "./llamaServer.ts";
import { lmstudio } from "./lmstudio.ts";
import { ollama } from "./ollama.ts";
import { openrouter } from "./openrouter.ts";
import { runware } from "./runware.ts";
import { vllm } from "./vllm.ts";

/**
 * The OpenAI-compatible servers known by name. A row says what differs. Prices and windows are the providers' own
 * statements of 2026; live lists (`discovery/listModels`) take precedence. "auto" tries hosted providers in this order.
 */
const rows = { openrouter, keeprouter, runware, google, ollama, lmstudio, "llama-server": llamaServer, vllm, custom };

export type PresetId = keyof typeof rows;
export type Preset = PresetRow<PresetId>;

export const presets: { readonly [Id in PresetId]: PresetRow<Id> } = rows;

export const presetIds = Object.keys(presets) as readonly PresetId[];

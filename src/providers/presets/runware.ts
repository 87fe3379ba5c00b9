import type { PresetRow } from "../parameters/presetRow.ts";
import { runwareChatSampling } from "../parameters/samplingPlaces.ts";
import { common, gemma4 } from "./shared.ts";

export const runware: PresetRow<"runware"> = {
  id: "runware",
  label: "Runware",
  offer: "Gemma 4 31B",
  local: false,
  baseUrl: "https://api.runware.ai/v1",
  keyEnv: "RUNWARE_API_KEY",
  keyUrl: "https://my.runware.ai",
  defaultModel: "google-gemma-4-31b",
  models: [{ id: "google-gemma-4-31b", label: "Gemma 4 31B", contextTokens: 262_144, ...gemma4, video: "runware" }],
  headers: {},
  supports: { ...common, sampling: runwareChatSampling, reasoning: "effort" },
  protocols: ["openai", "runware"],
};

import type { PresetRow } from "../parameters/presetRow.ts";
import { ollamaChatSampling } from "../parameters/samplingPlaces.ts";
import { common, localPreset } from "./shared.ts";

export const ollama: PresetRow<"ollama"> = {
  ...localPreset,
  id: "ollama",
  label: "Ollama",
  baseUrl: "http://127.0.0.1:11434/v1",
  startHint: "ollama serve",
  windowSetting: "gemma.ollama.contextTokens",
  supports: { ...common, sampling: ollamaChatSampling, reasoning: "effort", thoughts: "reasoning" },
  protocols: ["ollama", "openai"],
};

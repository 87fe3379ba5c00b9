import type { PresetRow } from "../parameters/presetRow.ts";
import { googleSampling } from "../parameters/samplingPlaces.ts";
import { common, free, gemma4 } from "./shared.ts";

export const google: PresetRow<"google"> = {
  id: "google",
  label: "Google AI Studio",
  offer: "Gemma 4, free tier",
  local: false,
  baseUrl: "https://generativelanguage.googleapis.com/v1beta/openai",
  keyEnv: "GEMINI_API_KEY",
  keyUrl: "https://aistudio.google.com/apikey",
  defaultModel: "gemma-4-31b-it",
  models: [
    { id: "gemma-4-31b-it", label: "Gemma 4 31B", contextTokens: 262_144, ...gemma4, price: free },
    { id: "gemma-4-26b-a4b-it", label: "Gemma 4 26B-A4B", contextTokens: 262_144, ...gemma4, price: free },
  ],
  headers: {},
  supports: { ...common, sampling: googleSampling, reasoning: "google", system: "from-gemma-4" },
};

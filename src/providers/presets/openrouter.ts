import type { PresetRow } from "../parameters/presetRow.ts";
import { openRouterSampling } from "../parameters/samplingPlaces.ts";
import { common, free, gemma3, gemma4 } from "./shared.ts";

/** What OpenRouter's page of each model lists; the live list comes before it. */
const freeTakes = ["reasoning", "max_tokens", "temperature", "top_p", "seed", "response_format"];
const paidTakes = [
  ...freeTakes,
  "frequency_penalty",
  "presence_penalty",
  "logit_bias",
  "logprobs",
  "top_logprobs",
  "stop",
];

export const openrouter: PresetRow<"openrouter"> = {
  id: "openrouter",
  label: "OpenRouter",
  offer: "Gemma 4 31B free, and more",
  local: false,
  baseUrl: "https://openrouter.ai/api/v1",
  keyEnv: "OPENROUTER_API_KEY",
  keyUrl: "https://openrouter.ai/settings/keys",
  defaultModel: "google/gemma-4-31b-it:free",
  models: [
    {
      id: "google/gemma-4-31b-it:free",
      label: "Gemma 4 31B (free)",
      contextTokens: 262_144,
      ...gemma4,
      price: free,
      parameters: freeTakes,
    },
    {
      id: "google/gemma-4-26b-a4b-it:free",
      label: "Gemma 4 26B-A4B (free)",
      contextTokens: 262_144,
      ...gemma4,
      price: free,
      parameters: freeTakes,
    },
    {
      id: "google/gemma-4-26b-a4b-it",
      label: "Gemma 4 26B-A4B",
      contextTokens: 262_144,
      ...gemma4,
      video: "openai",
      price: { input: 0.06, output: 0.33 },
      parameters: paidTakes,
    },
    {
      id: "google/gemma-3-4b-it",
      label: "Gemma 3 4B",
      contextTokens: 131_072,
      ...gemma3,
      price: { input: 0.02, output: 0.04 },
    },
  ],
  headers: { "X-OpenRouter-Title": "Gemma Code", "X-OpenRouter-Categories": "ide-extension" },
  supports: { ...common, sampling: openRouterSampling, reasoning: "object", thoughts: "reasoning_details" },
};

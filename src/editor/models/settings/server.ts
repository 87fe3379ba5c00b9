import { presetIds, presets } from "../../../providers/presets/presets.ts";
import type { Settings } from "../../core/feature/contributes.ts";

/** The choice of model and server, and what happens if it fails. */
export const serverSettings = {
  "gemma.provider": {
    type: "string",
    default: "auto",
    order: 1,
    enum: ["auto", "embedded", ...presetIds],
    enumDescriptions: [
      "A hosted provider with a key, otherwise the engine on this machine",
      "The engine inside Gemma Code, on this machine",
      ...presetIds.map((id) => presets[id].description ?? presets[id].label),
    ],
    markdownDescription: "Who runs the model.",
  },
  "gemma.model": {
    type: "string",
    default: "",
    order: 2,
    markdownDescription:
      "The model's id at the provider, or a catalogue model for the engine on this machine. Empty: the provider's default.",
  },
  "gemma.baseUrl": {
    type: "string",
    default: "",
    order: 3,
    scope: "application",
    markdownDescription:
      "The server's base URL, e.g. `http://127.0.0.1:8080/v1`. Empty: the provider's own. Only your user settings can set it, so that no folder can redirect your key.",
  },
  "gemma.protocol": {
    type: "string",
    default: "auto",
    order: 4,
    enum: ["auto", "openai", "anthropic", "ollama", "runware"],
    enumDescriptions: [
      "The provider's most capable protocol",
      "OpenAI chat completions",
      "Anthropic Messages (KeepRouter, custom servers)",
      "Ollama's own, which alone can set the context window",
      "Runware's native tasks",
    ],
    markdownDescription: "The protocol to use if a provider has several.",
  },
  "gemma.retries": {
    type: "integer",
    default: 4,
    minimum: 0,
    maximum: 10,
    order: 5,
    markdownDescription:
      "How often a request is retried if the server is busy, fails, or drops the connection before the answer begins. 0: never.",
  },
  "gemma.fallbackModels": {
    type: "array",
    default: [],
    order: 6,
    scope: "application",
    uniqueItems: true,
    items: {
      type: "string",
      pattern: `^(embedded|${presetIds.join("|")})(/.+)?$`,
      patternErrorMessage: "A provider, or provider/model, e.g. openrouter/google/gemma-4-26b-a4b-it.",
    },
    markdownDescription:
      "The models to fall back to, in this order, as `provider/model`, e.g. `openrouter/google/gemma-4-26b-a4b-it`, then `ollama/gemma3:4b`. The chat, or a notification for an inline edit, says which model answered and why. Only your user settings can set it.",
  },
} as const satisfies Settings;

import type { Settings } from "../../core/feature/contributes.ts";

/** Models on this machine: Ollama's and the engine's. */
export const engineSettings = {
  "gemma.ollama.contextTokens": {
    type: "integer",
    default: 8192,
    minimum: 512,
    maximum: 262144,
    order: 15,
    markdownDescription:
      "The context window Ollama loads a model with, in tokens. Ollama's default of 4,096 on small machines drops the oldest messages silently.",
  },
  "gemma.ollama.keepAlive": {
    type: "string",
    default: "",
    pattern: "^(-?\\d+|(\\d+(\\.\\d+)?(ms|s|m|h))+)?$",
    patternErrorMessage: "Seconds (0, 600, -1) or a duration (30m, 2h).",
    order: 16,
    markdownDescription:
      "How long Ollama keeps a model in memory after an answer: a duration (`30m`, `2h`), `0` to unload it at once, `-1` for ever. Empty: Ollama's own setting (5 minutes).",
  },
  "gemma.embedded.modelFile": {
    type: "string",
    default: "",
    order: 30,
    scope: "machine",
    markdownDescription: "A GGUF file for the engine on this machine, instead of a catalogue model.",
  },
  "gemma.embedded.contextTokens": {
    type: "integer",
    default: 8192,
    minimum: 512,
    maximum: 262144,
    order: 31,
    markdownDescription: "Context window of the engine on this machine, in tokens. More needs more memory.",
  },
  "gemma.embedded.idleMinutes": {
    type: "number",
    default: 10,
    minimum: 0,
    order: 32,
    markdownDescription: "Minutes without a question after which the model is unloaded. 0: never.",
  },
  "gemma.embedded.mirror": {
    type: "string",
    default: "https://huggingface.co",
    order: 33,
    scope: "application",
    markdownDescription: "The download server for models; it must use Hugging Face's paths.",
  },
} as const satisfies Settings;

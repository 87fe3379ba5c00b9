import type { Settings } from "../../core/feature/contributes.ts";

/** Sampling, format and thinking. */
export const samplingSettings = {
  "gemma.temperature": {
    type: ["number", "null"],
    default: null,
    minimum: 0,
    maximum: 2,
    order: 10,
    markdownDescription: "Sampling temperature. Empty: the model card's (1.0).",
  },
  "gemma.topP": {
    type: ["number", "null"],
    default: null,
    minimum: 0,
    maximum: 1,
    order: 11,
    markdownDescription: "Nucleus sampling. Empty: the model card's (0.95).",
  },
  "gemma.topK": {
    type: ["integer", "null"],
    default: null,
    minimum: 0,
    maximum: 1000,
    order: 12,
    markdownDescription: "Top-k sampling. Empty: the model card's (64). Omitted if the server doesn't support it.",
  },
  "gemma.seed": {
    type: ["integer", "null"],
    default: null,
    minimum: 0,
    order: 13,
    markdownDescription: "Seed of the sampling, for repeatable answers if the server supports it.",
  },
  "gemma.maxTokens": {
    type: ["integer", "null"],
    default: null,
    minimum: 1,
    order: 14,
    markdownDescription: "Longest answer, in tokens. Empty: the server's own limit.",
  },
  "gemma.minP": {
    type: ["number", "null"],
    default: null,
    minimum: 0,
    maximum: 1,
    order: 14,
    markdownDescription:
      "Excludes tokens less likely than this fraction of the likeliest one. Omitted if the server doesn't support it.",
  },
  "gemma.repetitionPenalty": {
    type: ["number", "null"],
    default: null,
    minimum: 0,
    maximum: 2,
    order: 14,
    markdownDescription: "Above 1: makes tokens that were used less likely. Omitted if the server doesn't support it.",
  },
  "gemma.frequencyPenalty": {
    type: ["number", "null"],
    default: null,
    minimum: -2,
    maximum: 2,
    order: 14,
    markdownDescription:
      "Makes tokens less likely (below 0: likelier) the more often they were used. Runware takes 0 to 2.",
  },
  "gemma.presencePenalty": {
    type: ["number", "null"],
    default: null,
    minimum: -2,
    maximum: 2,
    order: 14,
    markdownDescription: "Makes tokens that were already used less likely (below 0: likelier).",
  },
  "gemma.stop": {
    type: "array",
    default: [],
    order: 14,
    items: { type: "string", minLength: 1 },
    markdownDescription: "Texts at which an answer ends.",
  },
  "gemma.logitBias": {
    type: "object",
    default: {},
    order: 14,
    patternProperties: { "^[0-9]+$": { type: "number", minimum: -100, maximum: 100 } },
    additionalProperties: false,
    markdownDescription: "How much likelier (or less likely) each token becomes, by its id: −100 to 100.",
  },
  "gemma.topLogprobs": {
    type: ["integer", "null"],
    default: null,
    minimum: 0,
    maximum: 20,
    order: 14,
    markdownDescription:
      "How many alternatives the server returns for each token, with probabilities. If set (1 is enough), the tooltip below an answer shows the mean and the lowest probability of its tokens. A button there shows each token with its alternatives.",
  },
  "gemma.responseFormat": {
    type: "object",
    default: { type: "text" },
    order: 14,
    properties: {
      type: {
        type: "string",
        enum: ["text", "json", "json-schema"],
        enumDescriptions: ["Plain text", "Any JSON object", "JSON that fits `schema`"],
      },
      name: { type: "string", pattern: "^[\\w-]{1,64}$" },
      schema: { type: "object" },
    },
    additionalProperties: false,
    markdownDescription:
      'The format of answers in Ask mode: `{ "type": "text" }`, `{ "type": "json" }` or `{ "type": "json-schema", "schema": { … } }`.',
  },
  "gemma.reasoning": {
    type: "object",
    default: {},
    order: 14,
    properties: {
      enabled: { type: "boolean", description: "Whether to think. If not set, the model decides." },
      effort: {
        type: "string",
        description:
          "How much, in the provider's words: minimal, low, medium, high, xhigh, none. Google takes high or minimal.",
      },
      maxTokens: {
        type: "integer",
        minimum: 1,
        description: "The most tokens of thought; can't be combined with `effort`.",
      },
      exclude: { type: "boolean", description: "Ask for the answer without its thoughts." },
    },
    additionalProperties: false,
    markdownDescription:
      "How much a model that can think should think: `enabled`, `effort`, `maxTokens`, `exclude`. Parameters that a provider doesn't support are omitted, and you are told which.",
  },
} as const satisfies Settings;

import type { Settings } from "../../core/contributes.ts";

/** How a model writes its answers. */
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
    markdownDescription: "Top-k sampling. Empty: the model card's (64). Left out where the server does not take it.",
  },
  "gemma.seed": {
    type: ["integer", "null"],
    default: null,
    minimum: 0,
    order: 13,
    markdownDescription: "Seed of the sampling, for answers that can be repeated where the server allows it.",
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
      "Leaves out tokens less likely than this share of the likeliest. Left out where the server does not take it.",
  },
  "gemma.repetitionPenalty": {
    type: ["number", "null"],
    default: null,
    minimum: 0,
    maximum: 2,
    order: 14,
    markdownDescription:
      "Above 1: makes tokens that were used less likely. Left out where the server does not take it.",
  },
  "gemma.frequencyPenalty": {
    type: ["number", "null"],
    default: null,
    minimum: -2,
    maximum: 2,
    order: 14,
    markdownDescription:
      "Makes tokens less likely (or, below 0, likelier) the oftener they were used. Runware takes 0 to 2.",
  },
  "gemma.presencePenalty": {
    type: ["number", "null"],
    default: null,
    minimum: -2,
    maximum: 2,
    order: 14,
    markdownDescription: "Makes tokens that were used at all less likely (or, below 0, likelier).",
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
      "How many alternatives of each token the server should state with their probabilities. Once set (1 is enough), the tooltip below an answer tells the mean and the lowest probability of its tokens, and a button there shows each token with its alternatives.",
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
      'What an answer in Ask mode is written as: `{ "type": "text" }`, `{ "type": "json" }` or `{ "type": "json-schema", "schema": { … } }`.',
  },
  "gemma.reasoning": {
    type: "object",
    default: {},
    order: 14,
    properties: {
      enabled: { type: "boolean", description: "Think, or not. Left out: the model's own way." },
      effort: {
        type: "string",
        description:
          "How much, in the provider's words: minimal, low, medium, high, xhigh, none. Google takes high or minimal.",
      },
      maxTokens: {
        type: "integer",
        minimum: 1,
        description: "How many tokens of thought at most; not together with an effort.",
      },
      exclude: { type: "boolean", description: "Ask for the answer without its thoughts." },
    },
    additionalProperties: false,
    markdownDescription:
      "How much a model that can think should: `enabled`, `effort`, `maxTokens`, `exclude`. What a provider does not take is left out and said.",
  },
} as const satisfies Settings;

import type { Settings } from "../../core/feature/contributes.ts";

/** Parameters of single providers, and additional fields and headers. */
export const wiresSettings = {
  "gemma.openrouter": {
    type: "object",
    default: {},
    order: 14,
    scope: "application",
    properties: {
      models: {
        type: "array",
        items: { type: "string" },
        description: "Models that OpenRouter tries in this order if the first fails; the one that answers is billed.",
      },
      provider: {
        type: "object",
        additionalProperties: false,
        properties: {
          order: { type: "array", items: { type: "string" } },
          only: { type: "array", items: { type: "string" } },
          ignore: { type: "array", items: { type: "string" } },
          allow_fallbacks: { type: "boolean" },
          require_parameters: { type: "boolean" },
          data_collection: { type: "string", enum: ["allow", "deny"] },
          zdr: { type: "boolean" },
          quantizations: { type: "array", items: { type: "string" } },
          sort: { type: "string", enum: ["price", "throughput", "latency"] },
          max_price: {
            type: "object",
            additionalProperties: false,
            properties: {
              prompt: { type: "number", minimum: 0 },
              completion: { type: "number", minimum: 0 },
              request: { type: "number", minimum: 0 },
              image: { type: "number", minimum: 0 },
            },
          },
        },
      },
    },
    additionalProperties: false,
    markdownDescription:
      "OpenRouter only: fallback `models` and routing among its providers (`provider`), in OpenRouter's own terms. Only your user settings can set it.",
  },
  "gemma.runware": {
    type: "object",
    default: {},
    order: 14,
    scope: "application",
    properties: {
      deliveryMethod: { type: "string", enum: ["stream", "sync", "async"] },
      webhookURL: { type: "string", format: "uri" },
      numberResults: {
        type: "integer",
        minimum: 1,
        maximum: 4,
        description: "Several answers to choose from, in Ask mode; a stream has one.",
      },
      includeCost: { type: "boolean" },
      includeUsage: { type: "boolean" },
      seed: { type: "integer", minimum: 0 },
      settings: {
        type: "object",
        properties: {
          systemPrompt: {
            type: "string",
            minLength: 1,
            maxLength: 50000,
            description: "Added after Gemma Code's own instructions; does not replace them.",
          },
          temperature: { type: "number", minimum: 0, maximum: 2 },
          topP: { type: "number", minimum: 0, maximum: 1 },
          topK: { type: "integer", minimum: 1, maximum: 100 },
          minP: { type: "number", minimum: 0, maximum: 1 },
          maxTokens: { type: "integer", minimum: 1 },
          frequencyPenalty: { type: "number", minimum: 0, maximum: 2 },
          presencePenalty: { type: "number", minimum: -2, maximum: 2 },
          repetitionPenalty: { type: "number", minimum: 0, maximum: 2 },
          stopSequences: { type: "array", minItems: 1, items: { type: "string", minLength: 1 } },
          thinkingLevel: { type: "string" },
        },
        additionalProperties: false,
      },
    },
    additionalProperties: false,
    markdownDescription:
      "Runware's native tasks only (`#gemma.protocol#`: `runware`): delivery, results, cost, webhook and settings, in Runware's own terms. Only your user settings can set it.",
  },
  "gemma.extraBody": {
    type: "object",
    default: {},
    order: 14,
    scope: "application",
    markdownDescription:
      'Additional fields of every request to a server, by their names in the request, e.g. `{ "top_a": 0.2 }`. They override all other fields. Only your user settings can set it.',
  },
  "gemma.headers": {
    type: "object",
    default: {},
    order: 14,
    scope: "application",
    additionalProperties: { type: "string" },
    markdownDescription:
      'Additional HTTP headers of every request to a model\'s server, e.g. `{ "HTTP-Referer": "https://example.org" }`. Keys are refused here; use the command **Gemma: Set API Key…**. Headers are sent only to the address of the model in use. Only your user settings can set it.',
  },
} as const satisfies Settings;

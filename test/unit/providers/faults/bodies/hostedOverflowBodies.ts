import { anthropic, type BodyRow, openAi } from "./bodyRow.ts";

const of = (promptTokens: number, contextTokens: number) =>
  ({ kind: "overflow", promptTokens, contextTokens }) as const;
const window = (contextTokens: number) => ({ kind: "overflow", contextTokens }) as const;
const unknown = { kind: "overflow" } as const;
const both = /^The conversation is too long for the model \([\d,]+ of [\d,]+ tokens\)\. Start a new chat/;
const oneOf = /^The conversation is too long for the model \(its window is [\d,]+ tokens\)\. /;
const none = /^The conversation is too long for the model\. /;

/** The same, as hosted providers and gateways say it. */
export const hostedOverflowBodies: readonly BodyRow[] = [
  [
    "Anthropic",
    "keeprouter",
    400,
    anthropic("invalid_request_error", "prompt is too long: 200251 tokens > 200000 maximum"),
    of(200_251, 200_000),
    both,
  ],
  [
    "Anthropic, a sum",
    "keeprouter",
    400,
    anthropic(
      "invalid_request_error",
      "input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000, decrease input length or `max_tokens` and try again",
    ),
    of(210_000, 200_000),
    both,
  ],
  [
    "Anthropic, an error event",
    "keeprouter",
    "stream",
    anthropic("invalid_request_error", "prompt is too long: 200251 tokens > 200000 maximum"),
    of(200_251, 200_000),
    both,
  ],
  [
    "Anthropic, bytes",
    "keeprouter",
    413,
    anthropic("request_too_large", "Request exceeds the maximum size"),
    unknown,
    none,
  ],
  [
    "OpenAI",
    "custom",
    400,
    openAi(
      "This model's maximum context length is 131072 tokens. However, your messages resulted in 141203 tokens. Please reduce the length of the messages.",
      { type: "invalid_request_error", param: "messages", code: "context_length_exceeded" },
    ),
    of(141_203, 131_072),
    both,
  ],
  [
    "OpenAI, characters are no window",
    "custom",
    400,
    openAi(
      "Invalid 'messages[0].content': string too long. Expected a string with maximum length 10485760, but got a string with length 12000000 instead.",
      { code: "string_above_max_length", param: "messages[0].content" },
    ),
    unknown,
    none,
  ],
  [
    "Google",
    "google",
    400,
    [openAi("The input token count (140000) exceeds the maximum number of tokens allowed (131072).", { code: 400 })],
    of(140_000, 131_072),
    both,
  ],
  [
    "Google, Vertex",
    "google",
    400,
    [
      openAi(
        "Unable to submit request because the input token count is 1049998 but model only supports up to 1048576. Reduce the input token count and try again.",
        { status: "INVALID_ARGUMENT" },
      ),
    ],
    of(1_049_998, 1_048_576),
    both,
  ],
  [
    "Fireworks",
    "custom",
    400,
    openAi("The prompt is too long: 140000, model maximum context length: 131071", { code: "invalid_request_error" }),
    of(140_000, 131_071),
    both,
  ],
  ["Bedrock", "custom", 400, { message: "Input is too long for requested model." }, unknown, none],
  [
    "LiteLLM around Bedrock",
    "custom",
    400,
    openAi(
      "litellm.ContextWindowExceededError: litellm.BadRequestError: BedrockException: Context Window Error - Input is too long for requested model.\nmodel=gemma. context_window_fallbacks=None",
    ),
    unknown,
    none,
  ],
  [
    "OpenRouter, by its type alone",
    "openrouter",
    400,
    openAi("Provider returned error", { code: 400, metadata: { error_type: "context_length_exceeded" } }),
    unknown,
    none,
  ],
  [
    "OpenRouter, an upstream's words in JSON in a text",
    "openrouter",
    400,
    openAi("Provider returned error", {
      code: 400,
      metadata: {
        raw: '{"error":{"message":"This model\'s maximum context length is 65,536 tokens. However, you requested 70,001 tokens."}}',
        provider_name: "DeepInfra",
      },
    }),
    of(70_001, 65_536),
    both,
  ],
  [
    "xAI and Cohere-like",
    "custom",
    400,
    { message: "too many tokens: size limit exceeded by 2000 tokens. Try using shorter or fewer inputs." },
    unknown,
    none,
  ],
  [
    "Moonshot",
    "custom",
    400,
    openAi("Invalid request: Your request exceeded model token limit: 8192"),
    window(8192),
    oneOf,
  ],
  [
    "GitHub Models",
    "custom",
    413,
    openAi("Request body too large for gemma model. Max size: 8000 tokens.", { code: "tokens_limit_reached" }),
    window(8000),
    oneOf,
  ],
  ["a plain text of a proxy", "custom", 413, "the prompt does not fit the context", unknown, none],
  ["a 413 without words", "custom", 413, "", unknown, none],
  [
    "an error for a body, under 200",
    "custom",
    200,
    { error: "input length 20000 exceeds maximum allowed token size 16384" },
    of(20_000, 16_384),
    both,
  ],
  [
    "Runware",
    "runware",
    400,
    {
      errors: [
        {
          code: "invalidParameter",
          message: "The total number of tokens (prompt + completion) exceeds the limit of 8192 tokens",
          taskType: "textInference",
        },
      ],
    },
    window(8192),
    oneOf,
  ],
];

import { type BodyRow, openAi } from "./bodyRow.ts";

const of = (promptTokens: number, contextTokens: number) =>
  ({ kind: "overflow", promptTokens, contextTokens }) as const;
const unknown = { kind: "overflow" } as const;
const both = /^The conversation is too long for the model \([\d,]+ of [\d,]+ tokens\)\. Start a new chat/;
const none = /^The conversation is too long for the model\. /;

/** Conversations that are longer than a window, as servers say it. A number is the window where its own name says so. */
export const overflowBodies: readonly BodyRow[] = [
  [
    "LM Studio, n_keep against n_ctx",
    "lmstudio",
    400,
    openAi("Cannot truncate prompt with n_keep (15028) >= n_ctx (7424)"),
    of(15_028, 7424),
    both,
  ],
  [
    "LM Studio, in the stream",
    "lmstudio",
    "stream",
    openAi("Cannot truncate prompt with n_keep (15028) >= n_ctx (7424)"),
    of(15_028, 7424),
    both,
  ],
  [
    "LM Studio, two names beside one number",
    "lmstudio",
    400,
    openAi(
      "The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 5112>= n_ctx: 4096). Try to load the model with a larger context length.",
    ),
    of(5112, 4096),
    both,
  ],
  [
    "Lemonade",
    "custom",
    400,
    openAi("Prompt tokens (2068) cannot be greater than the model's max prompt length (2000)"),
    of(2068, 2000),
    both,
  ],
  [
    "Ollama's cloud, the excess alone",
    "cloud",
    400,
    { error: "prompt too long; exceeded max context length by 5404 tokens (ref: 00ad)" },
    unknown,
    none,
  ],
  [
    "Ollama's cloud, the excess alone, with a name",
    "cloud",
    400,
    openAi("prompt too long; exceeded max context length by 5404 tokens", { code: "context_length_exceeded" }),
    unknown,
    none,
  ],
  [
    "Ollama, a line of the stream",
    "ollama",
    "stream",
    { error: "input length exceeds maximum context length" },
    unknown,
    none,
  ],
  [
    "Cloudflare",
    "custom",
    400,
    {
      errors: [
        {
          message:
            "AiError: The estimated number of input and maximum output tokens (81000) exceeded this model context window limit (80000).",
          code: 5021,
        },
      ],
      success: false,
    },
    of(81_000, 80_000),
    both,
  ],
  [
    "llama-server, its own numbers",
    "llama",
    400,
    openAi("request (5012 tokens) exceeds the available context size (4096 tokens), try increasing it", {
      type: "exceed_context_size_error",
      n_prompt_tokens: 5012,
      n_ctx: 4096,
    }),
    of(5012, 4096),
    both,
  ],
  [
    "llama-server, in the middle of an answer",
    "llama",
    "stream",
    openAi("Context size has been exceeded.", { code: 500, type: "server_error" }),
    unknown,
    none,
  ],
  [
    "llama-server, a full cache",
    "llama",
    500,
    openAi("failed to find a memory slot for batch of size 512", { type: "server_error" }),
    unknown,
    none,
  ],
  [
    "llama-server, a batch is no window",
    "llama",
    500,
    openAi("input (1234 tokens) is too large to process. increase the physical batch size (current batch size: 512)"),
    unknown,
    none,
  ],
  [
    "llama-cpp-python",
    "custom",
    400,
    openAi("Requested tokens (612) exceed context window of 512"),
    of(612, 512),
    both,
  ],
  [
    "vLLM",
    "vllm",
    400,
    {
      object: "error",
      message:
        "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens (4500 in the messages, 500 in the completion). Please reduce the length of the messages or completion.",
      type: "BadRequestError",
      code: 400,
    },
    of(5000, 4096),
    both,
  ],
  [
    "vLLM, the engine",
    "vllm",
    400,
    openAi(
      "The decoder prompt (length 5000) is longer than the maximum model length of 4096. Make sure that `max_model_len` is no smaller than the number of text tokens.",
      { type: "BadRequestError", code: 400 },
    ),
    of(5000, 4096),
    both,
  ],
  [
    "vLLM, the newer words",
    "vllm",
    400,
    openAi(
      "You passed 4097 input tokens and requested 1 output tokens. However, the model's context length is only 4096 tokens, resulting in a maximum input length of 4095 tokens. Please reduce the length of the input prompt.",
    ),
    of(4097, 4096),
    both,
  ],
  [
    "SGLang",
    "custom",
    400,
    openAi("The input (9000 tokens) is longer than the model's context length (8192 tokens)."),
    of(9000, 8192),
    both,
  ],
  [
    "SGLang, with the answer's part",
    "custom",
    400,
    openAi(
      "Requested token count exceeds the model's maximum context length of 8192 tokens. You requested a total of 9000 tokens: 8000 tokens from the input messages and 1000 tokens for the completion.",
    ),
    of(9000, 8192),
    both,
  ],
  [
    "TGI and Together, inputs and answer",
    "custom",
    422,
    {
      error:
        "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 8193. Given: 9000 `inputs` tokens and 512 `max_new_tokens`",
      error_type: "validation",
    },
    of(9000, 8193),
    both,
  ],
  [
    "TGI, inputs alone",
    "custom",
    422,
    {
      error: "Input validation error: `inputs` must have less than 4096 tokens. Given: 5000",
      error_type: "validation",
    },
    of(5000, 4096),
    both,
  ],
];

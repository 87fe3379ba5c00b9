import type { ModelFault } from "../../../../src/model/modelError.ts";
import type { StreamFault } from "../../../../src/providers/faults/faultOf.ts";
import type { FaultTarget } from "../../../../src/providers/faults/reading/faultTarget.ts";

export const key = "sk-or-v1-0123456789abcdef0123456789abcdef";
export const target: FaultTarget = {
  name: "OpenRouter",
  url: "https://openrouter.ai/api/v1",
  local: false,
  hasKey: true,
  modelId: "google/gemma-4-31b-it",
  keyUrl: "https://openrouter.ai/settings/keys",
  secrets: [key, "plain-secret"],
};
export const now = Date.UTC(2026, 8, 1);

export const answer = (status: number, body: unknown, headers: Record<string, string> = {}): StreamFault => ({
  at: "answer",
  status,
  headers: new Headers(headers),
  body: typeof body === "string" ? body : JSON.stringify(body),
});
export const openAi = (message: string, rest: object = {}) => ({ error: { message, ...rest } });

/** Error bodies as the servers document them or were seen to send them, with the fault and words they become. */
export type FaultRow = readonly [name: string, streamFault: StreamFault, fault: ModelFault, words: RegExp];

export const rows: readonly FaultRow[] = [
  // Keys
  [
    "a wrong key",
    answer(401, openAi("User not found.", { code: 401 })),
    { kind: "auth" },
    /refused the key \(HTTP 401\).*“User not found”\. .*settings\/keys/,
  ],
  ["no access", answer(403, openAi("Key limit", { code: 403 })), { kind: "auth" }, /refused the key/],
  [
    "a wrong key told with 400 (Google)",
    answer(400, [openAi("API key not valid. Please pass a valid API key.", { code: 400, status: "INVALID_ARGUMENT" })]),
    { kind: "auth" },
    /API key not valid/,
  ],
  [
    "a wrong key told with 400 (LiteLLM)",
    answer(400, openAi("Authentication Error, Invalid proxy server token passed", { type: "auth_error", code: "400" })),
    { kind: "auth" },
    /Authentication Error/,
  ],
  // Credit and limits
  [
    "no credit",
    answer(402, openAi("Insufficient credits", { code: 402 })),
    { kind: "credit" },
    /has no credit left.*Insufficient credits.*free or local model/,
  ],
  [
    "a used-up quota (OpenAI)",
    answer(429, openAi("You exceeded your current quota", { type: "insufficient_quota" })),
    { kind: "credit" },
    /no credit/,
  ],
  [
    "too fast, with seconds",
    answer(429, openAi("Rate limit exceeded"), { "Retry-After": "30" }),
    { kind: "rate-limit", retryAfterMs: 30_000 },
    /Try again in 30 s/,
  ],
  [
    "too fast, with a date",
    answer(429, "", { "Retry-After": new Date(now + 90_000).toUTCString() }),
    { kind: "rate-limit", retryAfterMs: 90_000 },
    /in 90 s/,
  ],
  [
    "too fast, with a reset in the header",
    answer(429, openAi("slow"), { "X-RateLimit-Reset": String(now + 3_600_000) }),
    { kind: "rate-limit", retryAfterMs: 3_600_000 },
    /in 60 minutes/,
  ],
  [
    "a day's free limit, its headers in the body (OpenRouter)",
    answer(
      429,
      openAi("Rate limit exceeded: free-models-per-day", {
        code: 429,
        metadata: { headers: { "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": String(now + 36_000_000) } },
      }),
    ),
    { kind: "rate-limit", retryAfterMs: 36_000_000 },
    /free-models-per-day.*in 10 hours/,
  ],
  [
    "too fast, with the delay in details (Google)",
    answer(429, [
      openAi("Quota exceeded", {
        code: 429,
        status: "RESOURCE_EXHAUSTED",
        details: [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "34s" }],
      }),
    ]),
    { kind: "rate-limit", retryAfterMs: 34_000 },
    /in 34 s/,
  ],
  ["too fast, no time told", answer(429, openAi("Rate limit exceeded")), { kind: "rate-limit" }, /Wait a little/],
  ["a request that timed out there", answer(408, openAi("Request timeout")), { kind: "rate-limit" }, /gave up waiting/],
  [
    "an availability hint without a code (OpenRouter)",
    answer(429, { error: { message: "Busy", availability: { retryable: true, retry_after: 7 } } }),
    { kind: "rate-limit", retryAfterMs: 7000 },
    /in 7 s/,
  ],
  // Overflow
  [
    "overflow (llama-server)",
    answer(400, {
      error: {
        code: 400,
        message: "the request exceeds the available context size, try increasing it",
        type: "exceed_context_size_error",
        n_prompt_tokens: 5012,
        n_ctx: 4096,
      },
    }),
    { kind: "overflow", promptTokens: 5012, contextTokens: 4096 },
    /too long for the model \(5,012 of 4,096 tokens\)/,
  ],
  [
    "overflow (OpenAI)",
    answer(
      400,
      openAi(
        "This model's maximum context length is 131072 tokens. However, your messages resulted in 141203 tokens.",
        { code: "context_length_exceeded" },
      ),
    ),
    { kind: "overflow", promptTokens: 141_203, contextTokens: 131_072 },
    /141,203 of 131,072/,
  ],
  [
    "overflow (OpenRouter)",
    answer(400, openAi("Provider returned error", { code: 400, metadata: { error_type: "context_length_exceeded" } })),
    { kind: "overflow" },
    /too long for the model\. /,
  ],
  [
    "overflow (vLLM)",
    answer(400, {
      object: "error",
      message:
        "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens (4500 in the messages, 500 in the completion).",
      type: "BadRequestError",
      code: 400,
    }),
    { kind: "overflow", promptTokens: 5000, contextTokens: 4096 },
    /5,000 of 4,096/,
  ],
  [
    "overflow (LM Studio)",
    answer(400, {
      error:
        "Trying to keep the first 5,120 tokens when context overflows. However, the model is loaded with context length of only 4096 tokens",
    }),
    { kind: "overflow", promptTokens: 5120, contextTokens: 4096 },
    /larger window/,
  ],
  [
    "overflow (llama-cpp-python)",
    answer(400, openAi("Requested tokens (612) exceed context window of 512")),
    { kind: "overflow", promptTokens: 612, contextTokens: 512 },
    /612 of 512/,
  ],
  [
    "overflow (Google)",
    answer(400, [
      openAi("The input token count (140000) exceeds the maximum number of tokens allowed (131072).", { code: 400 }),
    ]),
    { kind: "overflow", promptTokens: 140_000, contextTokens: 131_072 },
    /140,000/,
  ],
  // Not there
  [
    "an unknown model (Ollama)",
    answer(404, { error: { message: 'model "gemma9" not found, try pulling it first', type: "api_error" } }),
    { kind: "not-found" },
    /does not offer “google\/gemma-4-31b-it”.*try pulling it first.*Choose another model/,
  ],
  [
    "an unknown model told with 400 (OpenRouter)",
    answer(400, openAi("gemma-99 is not a valid model ID", { code: 400 })),
    { kind: "not-found" },
    /Choose another model/,
  ],
  [
    "no endpoint with tools (OpenRouter)",
    answer(404, openAi("No endpoints found that support tool use", { code: 404 })),
    { kind: "not-found" },
    /No endpoints found that support tool use/,
  ],
  [
    "an unknown path (llama-server)",
    answer(404, { error: { code: 404, message: "File Not Found", type: "not_found_error" } }),
    { kind: "not-found" },
    /no chat service at this address.*ends in \/v1/,
  ],
  ["an unknown path (FastAPI)", answer(404, { detail: "Not Found" }), { kind: "not-found" }, /“Not Found”.*\/v1/],
  ["a method not allowed", answer(405, ""), { kind: "not-found" }, /\/v1/],
  // Refused
  [
    "moderation",
    answer(
      403,
      openAi("Your input was flagged", { code: 403, metadata: { reasons: ["violence"], flagged_input: "…" } }),
    ),
    { kind: "refused" },
    /moderation.*\(violence\)/,
  ],
  ["a content filter", answer(400, openAi("Blocked", { code: "content_filter" })), { kind: "refused" }, /Rephrase/],
  // The server's own
  [
    "an upstream's words (OpenRouter)",
    answer(
      502,
      openAi("Provider returned error", {
        code: 502,
        metadata: { raw: '{"error":{"message":"GPU on fire"}}', provider_name: "Acme" },
      }),
    ),
    { kind: "unavailable" },
    /“Acme: GPU on fire”/,
  ],
  [
    "a failure (Ollama)",
    answer(500, { error: "llama runner process has terminated" }),
    { kind: "unavailable" },
    /llama runner process has terminated/,
  ],
  [
    "a failure (vLLM)",
    answer(500, { object: "error", message: "EngineCore died", type: "InternalServerError", code: 500 }),
    { kind: "unavailable" },
    /EngineCore died/,
  ],
  [
    "a failure (Runware)",
    answer(500, { errors: [{ code: "inferenceError", message: "No worker", taskType: "textInference" }] }),
    { kind: "unavailable" },
    /No worker/,
  ],
  ["overloaded", answer(529, openAi("Overloaded", { type: "overloaded_error" })), { kind: "unavailable" }, /HTTP 529/],
  [
    "an unreadable request (FastAPI)",
    answer(422, { detail: [{ loc: ["body", "seed"], msg: "Input should be a valid integer" }] }),
    { kind: "protocol" },
    /did not take the request \(HTTP 422\).*valid integer/,
  ],
  // In the stream
  [
    "an error in the stream",
    { at: "stream", error: { code: 429, message: "Too many", metadata: { error_type: "rate_limit_exceeded" } } },
    { kind: "rate-limit" },
    /asks to slow down\. It says: “Too many”/,
  ],
  [
    "an error in the stream, its code as a word",
    { at: "stream", error: { code: "server_error", message: "Died" } },
    { kind: "unavailable" },
    /failed\. It says: “Died”/,
  ],
  ["a mere text in the stream", { at: "stream", error: "out of memory" }, { kind: "unavailable" }, /out of memory/],
];

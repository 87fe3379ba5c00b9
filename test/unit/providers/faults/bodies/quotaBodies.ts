import { type BodyRow, openAi } from "./bodyRow.ts";

/** The table's time is noon UTC on 22 November 2026: eight hours behind, midnight Pacific is 20 hours ahead. */
const pacific = { kind: "rate-limit", lasting: true, retryAfterMs: 72_000_000 } as const;
const utc = { kind: "rate-limit", lasting: true, retryAfterMs: 43_200_000 } as const;
const tooLarge = { kind: "overflow", perTime: true } as const;
const wait = (retryAfterMs: number) => ({ kind: "rate-limit", retryAfterMs }) as const;
const passing = { kind: "rate-limit" } as const;

const googleQuota = (ids: readonly string[], limit: string, words: string, delay = "36.4s"): object[] => [
  openAi(
    `You exceeded your current quota, please check your plan and billing details. For more information on this error, head to: https://ai.google.dev/gemini-api/docs/rate-limits.\n${words}`,
    {
      code: 429,
      status: "RESOURCE_EXHAUSTED",
      details: [
        {
          "@type": "type.googleapis.com/google.rpc.QuotaFailure",
          violations: ids.map((quotaId) => ({ quotaId, quotaValue: limit })),
        },
        { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: delay },
      ],
    },
  ),
];
const perDay = "GenerateRequestsPerDayPerProjectPerModel-FreeTier";
const perMinute = "GenerateRequestsPerMinutePerProjectPerModel-FreeTier";
const metric = (limit: number): string =>
  `* Quota exceeded for metric: generativelanguage.googleapis.com/generate_content_free_tier_requests, limit: ${limit}, model: gemma-4-31b\nPlease retry in 36.4s.`;
const groq = (words: string): object => openAi(words, { type: "tokens", code: "rate_limit_exceeded" });

/** Limits of requests and tokens: of seconds, which are waited for, and of a day and more, which are not. */
export const quotaBodies: readonly BodyRow[] = [
  [
    "Google, the day's",
    "google",
    429,
    googleQuota([perDay], "50", metric(50)),
    pacific,
    /^The free requests of today \(50\) are used up; they reset at midnight Pacific time\. .*Choose another model/,
  ],
  [
    "Google, the day's beside the minute's",
    "google",
    429,
    googleQuota([perMinute, perDay], "50", metric(50)),
    pacific,
    /^The free requests of today \(50\) are used up/,
  ],
  [
    "Google, the minute's",
    "google",
    429,
    googleQuota([perMinute], "15", metric(15)),
    wait(36_400),
    /asks to slow down \(HTTP 429\)\. .*Try again in 37 s/,
  ],
  [
    "Google, the day's tokens",
    "google",
    429,
    googleQuota(["GenerateContentInputTokensPerModelPerDay-FreeTier"], "1000000", ""),
    pacific,
    /^The free tokens of today \(1,000,000\) are used up/,
  ],
  [
    "Google, in a stream",
    "google",
    "stream",
    googleQuota([perDay], "50", metric(50)),
    pacific,
    /^The free requests of today \(50\) are used up/,
  ],
  [
    "LiteLLM around Google",
    "custom",
    429,
    openAi(
      `litellm.RateLimitError: VertexAIException - ${JSON.stringify(googleQuota([perDay], "50", metric(50))[0])}`,
      { type: "throttling_error", code: "429" },
    ),
    pacific,
    /^The free requests of today \(50\) are used up; they reset at midnight Pacific time/,
  ],
  [
    "Google, the error as a text in JSON",
    "custom",
    429,
    openAi(JSON.stringify(googleQuota([perDay], "250", metric(250))[0]), { code: 429 }),
    pacific,
    /^The free requests of today \(250\) are used up/,
  ],
  [
    "Groq, one request beyond the minute",
    "custom",
    413,
    groq(
      "Request too large for model `gemma2-9b-it` in organization `org_1` service tier `on_demand` on tokens per minute (TPM): Limit 6000, Requested 14810, please reduce your message size and try again. Need more tokens? Upgrade to Dev Tier today at https://console.groq.com/settings/billing",
    ),
    tooLarge,
    /^This one request \(14,810 tokens\) is larger than what may be sent in a minute \(6,000\).*Send less, start a new chat, or choose another model/,
  ],
  [
    "Groq, one request beyond the minute, told as a rate limit",
    "custom",
    429,
    groq(
      "Rate limit reached for model `gemma2-9b-it` in organization `org_1` on tokens per minute (TPM): Limit 7000, Used 0, Requested ~12903. Please try again in 50.597142857s. Visit https://console.groq.com/docs/rate-limits for more information.",
    ),
    tooLarge,
    /^This one request \(12,903 tokens\) .* in a minute \(7,000\)/,
  ],
  [
    "OpenAI, one request beyond the minute",
    "custom",
    429,
    groq(
      "Request too large for gemma in organization org-1 on tokens per min (TPM): Limit 10000, Requested 12000. The input or output tokens must be reduced in order to run successfully. Visit https://platform.openai.com/account/rate-limits to learn more.",
    ),
    tooLarge,
    /^This one request \(12,000 tokens\) .* in a minute \(10,000\)/,
  ],
  [
    "Groq, one request beyond the day",
    "custom",
    429,
    groq("Rate limit reached for model `gemma` on tokens per day (TPD): Limit 100000, Used 0, Requested 120000."),
    tooLarge,
    /^This one request \(120,000 tokens\) .* in a day \(100,000\)/,
  ],
  [
    "Groq, the minute's: it fits after a wait",
    "custom",
    429,
    groq(
      "Rate limit reached for model `llama` in organization `org_1` service tier `on_demand` on tokens per minute (TPM): Limit 12000, Used 4437, Requested 9854. Please try again in 11.455s. Need more tokens? Upgrade to Dev Tier today at https://console.groq.com/settings/billing",
    ),
    wait(11_455),
    /asks to slow down .*Try again in 12 s/,
  ],
  [
    "Groq, the day's tokens",
    "custom",
    429,
    groq(
      "Rate limit reached for model `llama` in organization `org_1` service tier `on_demand` on tokens per day (TPD): Limit 100000, Used 97050, Requested 3619. Please try again in 9m38.016s. Need more tokens? Upgrade to Dev Tier today at https://console.groq.com/settings/billing",
    ),
    wait(578_016),
    /^The tokens of today \(100,000\) are used up\. .*Try again in 10 minutes/,
  ],
  [
    "Groq, the day's requests",
    "custom",
    429,
    openAi(
      "Rate limit reached for model `llama` in organization `org_1` on requests per day (RPD): Limit 1000, Used 1000, Requested 1. Please try again in 1m26.4s.",
      { type: "requests", code: "rate_limit_exceeded" },
    ),
    wait(86_400),
    /^The requests of today \(1,000\) are used up/,
  ],
  [
    "OpenRouter, the day's free requests",
    "openrouter",
    429,
    openAi("Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 free model requests per day", {
      code: 429,
      metadata: { headers: { "X-RateLimit-Limit": "50", "X-RateLimit-Remaining": "0" } },
    }),
    utc,
    /^The free requests of today \(50\) are used up; they reset at midnight UTC/,
  ],
  [
    "OpenRouter, the day's free requests, with their reset",
    "openrouter",
    429,
    openAi("Rate limit exceeded: free-models-per-day", { code: 429 }),
    wait(3_600_000),
    /^The free requests of today \(1,000\) are used up\. .*Try again in 60 minutes/,
    { "X-RateLimit-Limit": "1000", "X-RateLimit-Reset": String(Date.UTC(2026, 10, 22, 13)) },
  ],
  [
    "OpenRouter, the minute's free requests, and what more credit would bring",
    "openrouter",
    429,
    openAi("Rate limit exceeded: free-models-per-min. Add 10 credits to unlock 1000 free model requests per day", {
      code: 429,
    }),
    wait(8000),
    /asks to slow down/,
    { "Retry-After": "8" },
  ],
  [
    "OpenRouter, the provider's shared pool",
    "openrouter",
    429,
    openAi("Provider returned error", {
      code: 429,
      metadata: {
        raw: "google/gemma-4-31b-it:free is temporarily rate-limited upstream. Please retry shortly, or add your own key to accumulate your rate limits: https://openrouter.ai/settings/integrations",
        provider_name: "Chutes",
        limit_source: "upstream_provider_shared_pool",
      },
    }),
    passing,
    /^The provider behind OpenRouter .* no limit of yours\. .*Wait a little/,
  ],
  [
    "OpenRouter, requests under way",
    "openrouter",
    402,
    openAi(
      "This request would exceed your available credits given your current in-flight requests. Retry after in-flight requests settle, or add credits.",
      { code: 402, metadata: { reason: "in_flight_budget_exhausted", limit_source: "openrouter_in_flight_budget" } },
    ),
    wait(5000),
    /asks to slow down \(HTTP 402\).*in-flight.*Try again in 5 s/,
    { "Retry-After": "5" },
  ],
];

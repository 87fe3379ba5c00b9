import { anthropic, type BodyRow, openAi } from "./bodyRow.ts";

/** The table's time is noon UTC on 22 November 2026. */
const utc = { kind: "rate-limit", lasting: true, retryAfterMs: 43_200_000 } as const;
const lasting = { kind: "rate-limit", lasting: true } as const;
const wait = (retryAfterMs: number) => ({ kind: "rate-limit", retryAfterMs }) as const;
const passing = { kind: "rate-limit" } as const;

/** Limits as other providers and gateways tell them. */
export const otherQuotaBodies: readonly BodyRow[] = [
  [
    "Ollama's cloud, the week's",
    "cloud",
    429,
    {
      error:
        "you (somebody) have reached your weekly usage limit, upgrade for higher limits: https://ollama.com/upgrade",
    },
    lasting,
    /^The usage of this week is used up\. .*try again next week/,
  ],
  [
    "Ollama's cloud, the session's",
    "cloud",
    429,
    {
      error:
        "you (somebody) have reached your session usage limit, upgrade for higher limits: https://ollama.com/upgrade",
    },
    lasting,
    /^The usage of this session is used up/,
  ],
  [
    "Ollama's cloud, the hour's, in a stream",
    "cloud",
    "stream",
    { error: "you've reached your hourly usage limit, please upgrade to continue" },
    lasting,
    /^The usage of this hour is used up/,
  ],
  [
    "Cloudflare, the day's neurons",
    "custom",
    429,
    {
      errors: [
        {
          message:
            "AiError: 4006: you have used up your daily free allocation of 10,000 neurons, please upgrade to Cloudflare's Workers Paid plan if you would like to continue usage.",
          code: 4006,
        },
      ],
      success: false,
    },
    utc,
    /^The free usage of today \(10,000\) is used up; it resets at midnight UTC/,
  ],
  [
    "GitHub Models, the day's",
    "custom",
    429,
    openAi("Rate limit of 50 per 86400s exceeded for UserByModelByDay. Please wait 40234 seconds before retrying.", {
      code: "RateLimitReached",
    }),
    wait(40_234_000),
    /^The usage of today \(50\) is used up\. .*Try again in 12 hours/,
  ],
  [
    "GitHub Models, the minute's",
    "custom",
    429,
    openAi("Rate limit of 15 per 60s exceeded for UserByModelByMinute. Please wait 7 seconds before retrying.", {
      code: "RateLimitReached",
    }),
    wait(7000),
    /asks to slow down/,
  ],
  [
    "Bedrock, the day's",
    "custom",
    429,
    { message: "Too many tokens per day, please wait before trying again." },
    lasting,
    /^The tokens of today are used up\. .*try again tomorrow/,
  ],
  [
    "Bedrock, the short kind",
    "custom",
    429,
    { message: "Too many tokens, please wait before trying again." },
    passing,
    /asks to slow down/,
  ],
  [
    "Cerebras, the day's",
    "custom",
    429,
    {
      message: "Requests per day limit exceeded - too many requests sent.",
      type: "too_many_requests_error",
      code: "request_quota_exceeded",
    },
    lasting,
    /^The requests of today are used up/,
  ],
  [
    "Cerebras, the minute's",
    "custom",
    429,
    {
      message: "Tokens per minute limit exceeded - too many tokens processed.",
      type: "too_many_tokens_error",
      code: "token_quota_exceeded",
    },
    passing,
    /asks to slow down/,
  ],
  [
    "Anthropic, the day's",
    "keeprouter",
    429,
    anthropic(
      "rate_limit_error",
      "Number of request tokens has exceeded your daily rate limit (2,500,000). Please try again later.",
    ),
    lasting,
    /^The (?:requests|tokens) of today .*are used up/,
  ],
  [
    "Anthropic, the minute's",
    "keeprouter",
    429,
    anthropic(
      "rate_limit_error",
      "This request would exceed your organization's rate limit of 40,000 input tokens per minute.",
    ),
    wait(20_000),
    /asks to slow down/,
    { "retry-after": "20" },
  ],
  [
    "a gateway whose every error is an “api_error”",
    "keeprouter",
    429,
    anthropic("api_error", "Slow down"),
    passing,
    /asks to slow down \(HTTP 429\)/,
  ],
  [
    "Anthropic, what was spent, until a date",
    "keeprouter",
    400,
    anthropic(
      "invalid_request_error",
      "You have reached your specified API usage limits. You will regain access on 2026-12-01 at 00:00 UTC.",
    ),
    wait(734_400_000),
    /^The usage of your plan is used up\. .*Try again in 9 days/,
  ],
  [
    "Anthropic, what is left as headers",
    "keeprouter",
    429,
    anthropic("rate_limit_error", "Rate limited"),
    wait(90_000),
    /Try again in 90 s/,
    { "anthropic-ratelimit-tokens-remaining": "0", "anthropic-ratelimit-tokens-reset": "2026-11-22T12:01:30Z" },
  ],
  [
    "OpenAI, what is left as headers",
    "custom",
    429,
    openAi("Rate limit reached"),
    wait(360_000),
    /Try again in 6 minutes/,
    {
      "x-ratelimit-remaining-requests": "0",
      "x-ratelimit-reset-requests": "6m0s",
      "x-ratelimit-remaining-tokens": "99",
      "x-ratelimit-reset-tokens": "9h",
    },
  ],
  [
    "Azure",
    "custom",
    429,
    openAi(
      "Requests to the ChatCompletions_Create Operation under Azure OpenAI API version 2024-02-01 have exceeded token rate limit of your current AIServices S0 pricing tier. Please retry after 27 seconds.",
      { code: "429" },
    ),
    wait(27_000),
    /Try again in 27 s/,
  ],
  [
    "LiteLLM, a router that cools down",
    "custom",
    429,
    openAi("No deployments available for selected model, Try again in 60 seconds. Passed model=gemma.", {
      type: "None",
      code: "429",
    }),
    wait(60_000),
    /Try again in 60 s/,
  ],
  [
    "a plan's capacity, in hours",
    "custom",
    429,
    openAi("You have exhausted your capacity on this model. Your quota will reset after 2h30m15s."),
    wait(9_015_000),
    /Try again in 3 hours/,
  ],
  [
    "a month's requests",
    "custom",
    402,
    { message: "You have reached the limit.", reason: "MONTHLY_REQUEST_COUNT" },
    lasting,
    /^The requests of this month are used up\. .*try again next month/,
  ],
  [
    "a day's, by the words for it",
    "custom",
    429,
    openAi("You have hit your daily limit."),
    lasting,
    /^The usage of today is used up\. .*try again tomorrow/,
  ],
  ["too fast, and no more", "custom", 429, openAi("Slow down"), passing, /asks to slow down .*Wait a little/],
  [
    "Mistral",
    "custom",
    429,
    { object: "error", message: "Requests rate limit exceeded", type: "rate_limited", code: "1300" },
    passing,
    /asks to slow down/,
  ],
  ["DeepInfra", "custom", 429, { detail: "Model busy, retry later" }, passing, /asks to slow down/],
];

import { anthropic, type BodyRow, openAi } from "./bodyRow.ts";

const credit = { kind: "credit" } as const;
const whole = { kind: "account", whole: true } as const;

/** Accounts that cannot pay, and why. */
export const creditBodies: readonly BodyRow[] = [
  [
    "LiteLLM, a budget",
    "custom",
    429,
    openAi("Budget has been exceeded! Current cost: 5.0, Max budget: 1.0", { type: "budget_exceeded", code: "429" }),
    credit,
    /^The budget of this key or account .*Current cost: 5\.0/,
  ],
  [
    "LiteLLM, a user's budget",
    "custom",
    400,
    openAi("ExceededBudget: User=default_user over budget. Spend=12.4, Budget=10.0", { type: "budget_exceeded" }),
    credit,
    /^The budget of this key or account/,
  ],
  [
    "Fireworks, what may be spent in a month",
    "custom",
    412,
    openAi(
      "Account acme is suspended, possibly due to reaching the monthly spending limit or failure to pay past invoices. Please go to https://fireworks.ai/account/billing for more information.",
      { code: "PRECONDITION_FAILED", type: "error" },
    ),
    whole,
    /suspended .*monthly spending limit/,
  ],
  [
    "Lemonade, which relays it",
    "custom",
    502,
    {
      error: {
        message: "cloud (fireworks) request failed",
        details: {
          status_code: 412,
          response: {
            error: { message: "Account acme is suspended, possibly due to reaching the monthly spending limit." },
          },
        },
      },
    },
    whole,
    /suspended/,
  ],
  [
    "OpenRouter, a key's limit",
    "openrouter",
    403,
    openAi("Key limit exceeded (total limit). Manage it using https://openrouter.ai/settings/keys", { code: 403 }),
    credit,
    /^The credit that this key may use .*settings\/keys.*another key/,
  ],
  [
    "OpenRouter, a key's limit of a day",
    "openrouter",
    403,
    openAi("Key limit exceeded (daily limit). Manage it using https://openrouter.ai/settings/keys", { code: 403 }),
    credit,
    /^The credit that this key may use/,
  ],
  [
    "OpenRouter, by its limit source",
    "openrouter",
    402,
    openAi("This request requires payment.", { code: 402, metadata: { limit_source: "openrouter_key_limit" } }),
    credit,
    /^The credit that this key may use/,
  ],
  [
    "OpenRouter, credits by their source",
    "openrouter",
    402,
    openAi("Provider returned error", { code: 402, metadata: { limit_source: "openrouter_credits" } }),
    credit,
    /no credit left/,
  ],
  [
    "OpenRouter, one request too dear",
    "openrouter",
    402,
    openAi("This request exceeds your budget.", {
      code: 402,
      metadata: { reason: "weight_exceeds_budget", limit_source: "openrouter_credits" },
    }),
    credit,
    /^This one request costs more/,
  ],
  [
    "OpenRouter, what can be afforded",
    "openrouter",
    402,
    openAi(
      "This request requires more credits, or fewer max_tokens. You requested up to 65536 tokens, but can only afford 3000.",
      {
        code: 402,
      },
    ),
    credit,
    /^This one request costs more/,
  ],
  [
    "OpenRouter, a prompt that the credit does not pay: no window",
    "openrouter",
    402,
    openAi(
      "Prompt tokens limit exceeded: 15042 > 9411. To increase, visit https://openrouter.ai/settings/credits and upgrade to a paid account",
      { code: 402 },
    ),
    credit,
    /^This one request costs more/,
  ],
  [
    "OpenAI, an empty account",
    "custom",
    429,
    openAi("You exceeded your current quota, please check your plan and billing details.", {
      type: "insufficient_quota",
      code: "insufficient_quota",
    }),
    credit,
    /no credit left/,
  ],
  [
    "OpenAI, an empty account, in a text alone",
    "custom",
    429,
    openAi(
      "litellm.RateLimitError: OpenAIException - You exceeded your current quota, please check your plan and billing details.",
    ),
    credit,
    /no credit left/,
  ],
  [
    "OpenAI, billing that is off",
    "custom",
    429,
    openAi("Your account is not active, please check your billing details on our website.", {
      code: "billing_not_active",
    }),
    credit,
    /billing is off or a payment is missing/,
  ],
  [
    "Google, billing that is off",
    "google",
    403,
    [
      openAi("This API method requires billing to be enabled. Please enable billing on project #1 then retry.", {
        status: "PERMISSION_DENIED",
        details: [{ reason: "BILLING_DISABLED" }],
      }),
    ],
    credit,
    /billing is off/,
  ],
  [
    "Google, a model that is not free",
    "google",
    429,
    [
      openAi(
        "You exceeded your current quota.\n* Quota exceeded for metric: generativelanguage.googleapis.com/generate_content_free_tier_requests, limit: 0, model: gemma\nPlease retry in 20.04s.",
        { code: 429, status: "RESOURCE_EXHAUSTED" },
      ),
    ],
    credit,
    /^The free plan .* has no requests for this model/,
  ],
  [
    "Anthropic",
    "keeprouter",
    400,
    anthropic(
      "invalid_request_error",
      "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.",
    ),
    credit,
    /no credit left/,
  ],
  [
    "new-api, a user's quota",
    "keeprouter",
    403,
    openAi("用户额度不足, 剩余额度: ＄0.000000 (request id: 2026)", {
      type: "new_api_error",
      code: "insufficient_user_quota",
    }),
    credit,
    /no credit left .*用户额度不足/,
  ],
  [
    "new-api, a token's quota",
    "keeprouter",
    403,
    openAi("token quota is not enough, token remain quota: ＄0.250000, need quota: ＄5.500000", {
      type: "new_api_error",
      code: "pre_consume_token_quota_failed",
    }),
    credit,
    /no credit left/,
  ],
  [
    "Hugging Face, a month's credit",
    "custom",
    402,
    {
      error:
        "You have exceeded your monthly included credits for Inference Providers. Subscribe to PRO to get 20x more monthly included credits.",
    },
    credit,
    /no credit left/,
  ],
  [
    "DeepInfra",
    "custom",
    402,
    { detail: "inference prohibited: please add a valid payment method" },
    credit,
    /billing is off/,
  ],
  [
    "Runware",
    "runware",
    402,
    { errors: [{ code: "insufficientCredits", message: "Insufficient credits.", taskType: "textInference" }] },
    credit,
    /no credit left/,
  ],
];

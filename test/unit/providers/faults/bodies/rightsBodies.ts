import { type BodyRow, openAi } from "./bodyRow.ts";

const account = { kind: "account" } as const;
const whole = { kind: "account", whole: true } as const;
const auth = { kind: "auth" } as const;

/** Regions, terms, services, suspensions and restrictions; and keys that really are at fault. */
export const rightsBodies: readonly BodyRow[] = [
  // Region, terms, services
  [
    "Google, the region",
    "google",
    400,
    [openAi("User location is not supported for the API use.", { code: 400, status: "FAILED_PRECONDITION" })],
    whole,
    /does not serve your country or region\. .*another provider, or a local model/,
  ],
  [
    "OpenAI, the region",
    "custom",
    403,
    openAi("Country, region, or territory not supported", {
      type: "request_forbidden",
      code: "unsupported_country_region_territory",
    }),
    whole,
    /country or region/,
  ],
  [
    "Groq, terms",
    "custom",
    400,
    openAi(
      "The model `gemma` requires terms acceptance. Please have the org admin accept the terms at https://console.groq.com/playground?model=gemma",
      { type: "invalid_request_error", code: "model_terms_required" },
    ),
    account,
    /^The terms of this model have not been accepted .*console\.groq\.com/,
  ],
  [
    "Hugging Face, a gated model",
    "custom",
    403,
    { error: "Access to model google/gemma-4 is gated. Please request access and accept the license on its page." },
    account,
    /^The terms of this model/,
  ],
  [
    "Bedrock, a form",
    "custom",
    404,
    {
      message:
        "Model use case details have not been submitted for this account. Fill out the form before using the model.",
    },
    account,
    /^The terms of this model/,
  ],
  [
    "Google, a service that is off",
    "google",
    403,
    [
      openAi(
        "Generative Language API has not been used in project 123 before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/generativelanguage.googleapis.com/overview?project=123 then retry.",
        {
          code: 403,
          status: "PERMISSION_DENIED",
          details: [{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "SERVICE_DISABLED" }],
        },
      ),
    ],
    whole,
    /^The service is not switched on/,
  ],
  [
    "Google, a suspended project",
    "google",
    403,
    [openAi("Permission denied: Consumer 'project:1' has been suspended.", { status: "PERMISSION_DENIED" })],
    whole,
    /suspended or closed/,
  ],
  [
    "OpenAI, a closed account",
    "custom",
    401,
    openAi("The OpenAI account associated with this API key has been deactivated.", { code: "account_deactivated" }),
    whole,
    /suspended or closed/,
  ],
  [
    "OpenAI, an organization that is not verified",
    "custom",
    403,
    openAi(
      "Your organization must be verified to use the model `gemma`. Please go to: https://platform.openai.com/settings",
    ),
    account,
    /must be verified/,
  ],
  [
    "OpenAI, no organization",
    "custom",
    401,
    openAi("You must be a member of an organization to use the API."),
    whole,
    /belongs to no organization/,
  ],
  [
    "Google, a key restricted to addresses",
    "google",
    403,
    [
      openAi(
        "The provided API key has an IP address restriction. The originating IP address of the call (1.2.3.4) violates this restriction.",
        {
          status: "PERMISSION_DENIED",
          details: [{ reason: "API_KEY_IP_ADDRESS_BLOCKED" }],
        },
      ),
    ],
    whole,
    /may not be used from here/,
  ],
  // Keys
  [
    "Azure: a subscription key is a key",
    "custom",
    401,
    openAi(
      "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.",
      { code: "401" },
    ),
    auth,
    /refused the key/,
  ],
  [
    "Google, an expired key",
    "google",
    400,
    [
      openAi("API key expired. Please renew the API key.", {
        status: "INVALID_ARGUMENT",
        details: [{ reason: "API_KEY_INVALID" }],
      }),
    ],
    auth,
    /refused the key/,
  ],
  [
    "LiteLLM, an expired key",
    "custom",
    400,
    openAi("Authentication Error - Expired Key. Key Expiry time 2026-01-01", { type: "expired_key", code: "400" }),
    auth,
    /refused the key/,
  ],
  [
    "a key that was switched off",
    "custom",
    403,
    openAi("This API key is disabled."),
    auth,
    /refused the key .*disabled/,
  ],
  [
    "OpenRouter, no key",
    "openrouter",
    401,
    openAi("No auth credentials found", { code: 401 }),
    auth,
    /refused the key/,
  ],
  [
    "an address that is on no list",
    "custom",
    403,
    openAi("Your IP address is not in the allowlist of this workspace"),
    { kind: "account", whole: true },
    /address|restrict/i,
  ],
  [
    "a model for some alone",
    "custom",
    403,
    openAi("Access to model gemma-4-31b-it is restricted and you are not in the authorized list"),
    { kind: "account" },
    /may not use|model/,
  ],
  [
    "a key without the right",
    "custom",
    403,
    openAi("This authentication method does not have sufficient permissions to call Inference Providers"),
    { kind: "account", whole: true },
    /permission|restrict|key/i,
  ],
  [
    "an account in arrears",
    "custom",
    403,
    {
      error: {
        code: "AccountOverdueError",
        message: "The request failed because your account has an overdue balance.",
      },
    },
    { kind: "credit" },
    /credit/,
  ],
  [
    "new-api, a wrong token",
    "keeprouter",
    401,
    openAi("无效的令牌 (request id: 2026)", { type: "new_api_error" }),
    auth,
    /refused the key/,
  ],
];

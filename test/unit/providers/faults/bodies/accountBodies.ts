import { anthropic, type BodyRow, openAi } from "./bodyRow.ts";

const account = { kind: "account" } as const;
const credit = { kind: "credit" } as const;

/** Accounts that are signed out or lack a plan, keys that may not use a model, and rules of the account's own. */
export const accountBodies: readonly BodyRow[] = [
  // Signed out
  [
    "Ollama, signed out",
    "cloud",
    401,
    { error: "unauthorized", signin_url: "https://ollama.com/connect?name=laptop&key=abc" },
    account,
    /is not signed in for its cloud models: run `ollama signin`, or open https:\/\/ollama\.com\/connect\?name=laptop&key=abc\. .*choose another model/,
  ],
  [
    "Ollama, signed out, an address of another's",
    "cloud",
    401,
    { error: "unauthorized", signin_url: "https://evil.example/connect?key=abc" },
    account,
    /run `ollama signin`\. Then try again/,
  ],
  ["Ollama, signed out, without an address", "cloud", 401, { error: "unauthorized" }, account, /run `ollama signin`\./],
  [
    "Ollama, signed out, in another protocol",
    "cloud",
    401,
    anthropic("authentication_error", "unauthorized"),
    account,
    /run `ollama signin`/,
  ],
  [
    "Ollama, signed out, in its newer words",
    "ollama",
    401,
    { error: "You need to be signed in to Ollama to run Cloud models." },
    account,
    /run `ollama signin`/,
  ],
  // A plan
  [
    "Ollama, a subscription",
    "cloud",
    403,
    { error: "this model requires a subscription, upgrade for access: https://ollama.com/upgrade" },
    credit,
    /^This model needs a subscription .*https:\/\/ollama\.com\/upgrade.*choose another model/,
  ],
  [
    "Ollama, a subscription, in Anthropic's protocol",
    "cloud",
    403,
    anthropic("permission_error", "this model requires a subscription, upgrade for access: https://ollama.com/upgrade"),
    credit,
    /^This model needs a subscription/,
  ],
  [
    "a plan",
    "custom",
    403,
    openAi("Gemma 4 31B is not available on your current plan. Please upgrade."),
    credit,
    /^This model needs a subscription or another plan/,
  ],
  [
    "Anthropic, a beta",
    "keeprouter",
    400,
    anthropic("invalid_request_error", "The long context beta is not yet available for this subscription."),
    credit,
    /^This model needs a subscription/,
  ],
  // A key's models
  [
    "LiteLLM, a key's models",
    "custom",
    401,
    openAi(
      "key not allowed to access model. This key can only access models=['gemma-3-27b']. Tried to access gemma-4-31b-it",
      { type: "key_model_access_denied", param: "model", code: "401" },
    ),
    account,
    /^The key for .* may not use this model; it may use gemma-3-27b\. Choose another model/,
  ],
  [
    "LiteLLM, a team's models",
    "custom",
    403,
    openAi(
      "team not allowed to access model. This team can only access models=['a', 'b', 'c', 'd', 'e', 'f']. Tried to access gemma",
      { type: "team_model_access_denied", param: "model", code: "403" },
    ),
    account,
    /it may use a, b, c, d and 2 more\./,
  ],
  [
    "OpenAI, a project",
    "custom",
    403,
    openAi("Project `proj_1` does not have access to model `gemma-4`", { type: "invalid_request_error" }),
    account,
    /may not use this model\. It says: “Project/,
  ],
  [
    "Groq, a model that the project blocks",
    "custom",
    403,
    openAi("The model `gemma2-9b-it` is blocked at the project level. Please have a project admin enable this model.", {
      type: "permissions_error",
      code: "model_permission_blocked_project",
    }),
    account,
    /may not use this model/,
  ],
  [
    "Bedrock",
    "custom",
    403,
    { message: "You don't have access to the model with the specified model ID." },
    account,
    /may not use this model/,
  ],
  [
    "new-api, a token's models",
    "keeprouter",
    403,
    openAi("该令牌无权访问模型 gemma-4-31B-it (request id: 2026)", { type: "new_api_error" }),
    account,
    /may not use this model\. It says: “该令牌/,
  ],
  [
    "new-api in English",
    "keeprouter",
    403,
    openAi("This token has no access to model gemma-4-31B-it", { type: "new_api_error" }),
    account,
    /may not use this model/,
  ],
  // Privacy and routing
  [
    "OpenRouter, guardrails and privacy",
    "openrouter",
    404,
    openAi(
      "No endpoints available matching your guardrail restrictions and data policy. Configure: https://openrouter.ai/settings/privacy",
      { code: 404 },
    ),
    account,
    /^No provider may answer under your privacy settings: https:\/\/openrouter\.ai\/settings\/privacy\. .*choose another model/,
  ],
  [
    "OpenRouter, the older words",
    "openrouter",
    404,
    openAi(
      "No endpoints found matching your data policy (Free model training). Configure: https://openrouter.ai/settings/privacy",
      { code: 404 },
    ),
    account,
    /^No provider may answer under your privacy settings: https:\/\/openrouter\.ai\/settings\/privacy/,
  ],
  [
    "OpenRouter's privacy setting, through another gateway",
    "custom",
    404,
    openAi(
      "openrouter error: No endpoints available matching your guardrail restrictions and data policy. Configure: https://openrouter.ai/settings/privacy",
    ),
    account,
    /^No provider may answer under your privacy settings\. It says: “.*settings\/privacy”/,
  ],
  [
    "OpenRouter, zero data retention",
    "openrouter",
    404,
    openAi("No endpoints found that support zero data retention for this model.", { code: 404 }),
    account,
    /privacy settings/,
  ],
  [
    "OpenRouter, all providers ignored",
    "openrouter",
    404,
    openAi(
      "All providers have been ignored. To change your default ignored providers, visit: https://openrouter.ai/settings/preferences",
      { code: 404 },
    ),
    account,
    /^No provider may answer under your settings of which providers to use: https:\/\/openrouter\.ai\/settings\/preferences/,
  ],
];

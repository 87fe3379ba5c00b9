import { anthropic, type BodyRow, openAi } from "./bodyRow.ts";

const missing = { kind: "not-found" } as const;
const model = /does not offer “[^”]+” for this request\. .*Choose another model, or check its name/;
const address = /has no chat service at this address.*Check the base URL/;

/** Models and addresses that a server does not have, whatever the status. */
export const missingBodies: readonly BodyRow[] = [
  [
    "LM Studio, a wrong address under 200",
    "lmstudio",
    200,
    { error: "Unexpected endpoint or method. (POST /api/chat/completions)" },
    missing,
    address,
  ],
  [
    "LM Studio, a wrong address in a stream",
    "lmstudio",
    "stream",
    { error: "Unexpected endpoint or method. (POST /api/chat/completions)" },
    missing,
    address,
  ],
  ["a bare “Not Found” under 200", "custom", 200, { error: "Not Found" }, missing, address],
  ["OpenAI, a path", "custom", 404, openAi("Invalid URL (POST /v1/v1/chat/completions)"), missing, address],
  ["Express", "custom", 404, "Cannot POST /api/chat/completions", missing, address],
  ["Kong", "custom", 404, { message: "no Route matched with those values" }, missing, address],
  ["Spring", "custom", 404, { status: 404, error: "Not Found", path: "/chat/completions" }, missing, address],
  ["FastAPI", "custom", 404, { detail: "Not Found" }, missing, address],
  ["FastAPI, a method", "custom", 405, { detail: "Method Not Allowed" }, missing, address],
  ["llama-server", "llama", 404, openAi("File Not Found", { code: 404, type: "not_found_error" }), missing, address],
  ["Azure, a path", "custom", 404, openAi("Resource not found", { code: "404" }), missing, address],
  ["Go's plain page", "ollama", 404, "404 page not found", missing, address],
  [
    "Groq, a path",
    "custom",
    404,
    openAi("Unknown request URL: POST /v1/chat/completions. Please check the URL for typos.", { code: "unknown_url" }),
    missing,
    address,
  ],
  ["Ollama, a model", "ollama", 404, { error: 'model "gemma9" not found, try pulling it first' }, missing, model],
  ["Ollama, a model, in a stream", "ollama", "stream", { error: "model 'gemma9' not found" }, missing, model],
  [
    "Azure, a deployment",
    "custom",
    404,
    openAi("The API deployment for this resource does not exist.", { code: "DeploymentNotFound" }),
    missing,
    model,
  ],
  [
    "Fireworks",
    "custom",
    404,
    openAi("Model not found, inaccessible, and/or not deployed", { code: "NOT_FOUND" }),
    missing,
    model,
  ],
  [
    "Groq, a retired model",
    "custom",
    400,
    openAi("The model `gemma2-9b-it` has been decommissioned and is no longer supported.", {
      code: "model_decommissioned",
    }),
    missing,
    model,
  ],
  [
    "Groq, a model",
    "custom",
    404,
    openAi("The model `gemma9` does not exist or you do not have access to it.", { code: "model_not_found" }),
    missing,
    model,
  ],
  [
    "Together, a model without a server",
    "custom",
    400,
    openAi(
      "Unable to access non-serverless model google/gemma-4-31b-it. Please visit https://api.together.ai/models to create and start a new dedicated endpoint for the model.",
      {
        code: "model_not_available",
      },
    ),
    missing,
    model,
  ],
  [
    "new-api, no channel",
    "keeprouter",
    503,
    openAi("No available channel for model gemma-4-31B-it under group default (distributor)", {
      type: "new_api_error",
      code: "model_not_found",
    }),
    missing,
    model,
  ],
  [
    "LM Studio, none loaded",
    "lmstudio",
    404,
    openAi("No models loaded. Please load a model in the developer page or use the 'lms load' command.", {
      code: "model_not_found",
    }),
    missing,
    model,
  ],
  ["Anthropic", "keeprouter", 404, anthropic("not_found_error", "model: gemma-9"), missing, model],
  [
    "OpenRouter, no endpoint with tools",
    "openrouter",
    404,
    openAi("No endpoints found that support tool use", { code: 404 }),
    missing,
    model,
  ],
  [
    "Runware",
    "runware",
    400,
    { errors: [{ code: "invalidModel", message: "Invalid value for model." }] },
    missing,
    model,
  ],
  [
    "a 404 in the service's own words is no wrong address",
    "openrouter",
    404,
    openAi("The conversation's region has no capacity for this organization's preset", { code: 404 }),
    missing,
    /did not find what the request asks for \(HTTP 404\)\. It says: “The conversation's region/,
  ],
  ["a 404 without words", "custom", 404, "", missing, address],
];

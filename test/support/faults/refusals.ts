import type { Fault } from "./fault.ts";
import type { FaultWire, Play } from "./wirePlay.ts";

const hosted: readonly FaultWire[] = ["openai", "anthropic", "runware"];

const refusal = (status: number, error: string, headers?: Readonly<Record<string, string>>): Play => ({
  status,
  error,
  ...(headers && { headers }),
});
const refused = (
  name: string,
  play: Play,
  kind: string,
  where = "every provider",
  only?: readonly FaultWire[],
): Fault => ({
  name,
  where,
  plays: [play],
  lasts: true,
  ...(only && { only }),
  expect: { outcome: `failed: ${kind}` },
});
const ofTheEngine = (name: string, loadFails: "memory" | "model-file", detail: string): Fault =>
  refused(name, { loadFails, detail }, loadFails, "the embedded engine");

/** Requests that a server refuses, and why. */
export const refusals: readonly Fault[] = [
  {
    name: "A 500 on long arguments",
    where: "llama.cpp #25072, #25986",
    plays: [refusal(500, "The model produced output that does not match the expected peg-gemma4 format")],
    nativeToolsOnly: true,
    expect: { outcome: "answered", text: /^Done\.$/ },
  },
  {
    name: "A server that fails on the call of one answer",
    where: "Ollama #17638, llama.cpp #20532, Groq",
    plays: [refusal(500, "Tool call parser failed: unexpected token")],
    nativeToolsOnly: true,
    expect: { outcome: "answered", text: /^Done\.$/ },
  },
  {
    name: "A server that fails on a call to a tool that is not there",
    where: "gateways, Groq",
    plays: [refusal(500, "unknown tool 'browser' requested by the model"), refusal(500, "unknown tool 'browser'")],
    nativeToolsOnly: true,
    expect: { outcome: "answered", text: /^Done\.$/ },
  },
  {
    name: "A server that takes no tools for this model",
    where: "Ollama, OpenRouter, Google AI Studio",
    plays: [refusal(400, "registry.ollama.ai/library/gemma3:4b does not support tools")],
    nativeToolsOnly: true,
    expect: { outcome: "answered", text: /^Done\.$/ },
  },
  {
    name: "A model that is still loading",
    where: "llama-server, hosts of open models",
    plays: [refusal(503, "Loading model")],
    expect: { outcome: "answered", text: /^Done\.$/ },
  },
  refused("A wrong key", refusal(401, "Invalid API key"), "auth"),
  refused("No credit", refusal(402, "Insufficient credits"), "credit", "hosted providers"),
  refused("A rate limit", refusal(429, "Slow down", { "Retry-After": "2" }), "rate-limit", "hosted providers"),
  refused(
    "A day's limit",
    refusal(429, "Daily limit reached", { "Retry-After": "36000" }),
    "rate-limit",
    "free models of hosted providers",
  ),
  refused(
    "A day's free requests, with a wait of seconds beside it",
    refusal(429, "Quota exceeded for metric: generate_content_free_tier_requests per day, limit: 50. Retry in 36.4s."),
    "rate-limit",
    "Google AI Studio, OpenRouter",
    hosted,
  ),
  refused(
    "One request beyond a whole minute's limit",
    refusal(413, "Request too large on tokens per minute (TPM): Limit 6000, Requested 14810"),
    "overflow",
    "Groq, OpenAI",
    hosted,
  ),
  refused(
    "A limit of the provider behind a router",
    refusal(429, "google/gemma-4-31b-it:free is temporarily rate-limited upstream", { "Retry-After": "2" }),
    "rate-limit",
    "OpenRouter",
    ["openai"],
  ),
  refused(
    "Ollama is not signed in",
    refusal(401, "You need to be signed in to Ollama to run Cloud models"),
    "account",
    "Ollama's cloud models",
    ["ollama"],
  ),
  refused(
    "A model that wants a subscription",
    refusal(403, "this model requires a subscription, upgrade for access: https://ollama.com/upgrade"),
    "credit",
    "Ollama's cloud models, providers with plans",
  ),
  refused(
    "A key that may not use the model",
    refusal(
      401,
      "key not allowed to access model. This key can only access models=['gemma-3-27b']. Tried to access gemma-4",
    ),
    "account",
    "LiteLLM, new-api, scoped keys",
  ),
  refused(
    "A used-up budget",
    refusal(429, "Budget has been exceeded! Current cost: 5.0, Max budget: 1.0"),
    "credit",
    "LiteLLM",
    hosted,
  ),
  refused(
    "Nobody may answer under the account's privacy settings",
    refusal(
      404,
      "No endpoints available matching your guardrail restrictions and data policy. Configure: https://openrouter.ai/settings/privacy",
    ),
    "account",
    "OpenRouter",
    ["openai"],
  ),
  refused(
    "A region that is not served",
    refusal(400, "User location is not supported for the API use."),
    "account",
    "Google AI Studio, OpenAI",
    hosted,
  ),
  refused(
    "Memory that does not hold the model",
    refusal(500, "model requires more system memory (9.4 GiB) than is available (4.8 GiB)"),
    "memory",
    "Ollama, LM Studio",
    ["ollama"],
  ),
  refused(
    "A wrong address that answers 200",
    refusal(200, "Unexpected endpoint or method. (POST /api/chat/completions)"),
    "not-found",
    "LM Studio",
  ),
  refused(
    "An error for a body under 200 that nobody knows",
    refusal(200, "The gremlins have eaten it"),
    "unavailable",
    "proxies",
  ),
  refused("A model that is not there", refusal(404, 'model "gemma9" not found'), "not-found"),
  refused(
    "Too long a conversation",
    refusal(400, "the request exceeds the available context size, try increasing it"),
    "overflow",
  ),
  refused("An overloaded server", refusal(529, "Overloaded"), "unavailable", "Anthropic's protocol"),
  refused(
    "A gateway's page",
    { status: 502, body: "<html><title>502 Bad Gateway</title></html>" },
    "unavailable",
    "proxies",
  ),
  refused("A sign-in page", { status: 200, body: "<!doctype html><title>Sign in</title>" }, "protocol", "networks"),
  refused("Another program's JSON", { status: 200, body: '{"status":"up"}' }, "protocol", "a wrong port"),
  {
    name: "A connection that ends before the answer",
    where: "everywhere",
    plays: [{ drops: true }],
    lasts: true,
    expect: { outcome: "failed: unavailable", ofEngine: "failed: engine" },
  },
  {
    name: "A fault that passes",
    where: "hosted providers",
    plays: [refusal(503, "No worker is free")],
    expect: { outcome: "answered", text: /^Done\.$/ },
  },
  ofTheEngine("A model larger than the memory", "memory", "Insufficient memory"),
  ofTheEngine("A broken model file", "model-file", "Unknown tensor type"),
];

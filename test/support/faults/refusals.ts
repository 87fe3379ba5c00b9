import type { Fault } from "./faults.ts";
import type { Play } from "./wirePlay.ts";

const refusal = (status: number, error: string, headers?: Readonly<Record<string, string>>): Play => ({
  status,
  error,
  ...(headers && { headers }),
});
const refused = (name: string, play: Play, kind: string, where = "every provider"): Fault => ({
  name,
  where,
  plays: [play],
  lasts: true,
  expect: { outcome: `failed: ${kind}` },
});
const ofTheEngine = (name: string, loadFails: "memory" | "model-file", detail: string): Fault =>
  refused(name, { loadFails, detail }, loadFails, "the embedded engine");

/** Requests that a server does not answer, and why. */
export const refusals: readonly Fault[] = [
  {
    name: "A 500 on long arguments",
    where: "llama.cpp #25072, #25986",
    plays: [refusal(500, "The model produced output that does not match the expected peg-gemma4 format")],
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

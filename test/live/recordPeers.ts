/**
 * `node --import=tsx test/live/recordPeers.ts [llama-server|litellm|ollama…]`: records what real servers say, with the
 * real Gemma 3 270M, as fixtures; all of them by default. A user reads them before they are kept.
 */
import { writeFileSync } from "node:fs";
import type { Message } from "../../src/model/message.ts";
import type { Model, ModelRequest } from "../../src/model/model.ts";
import { createAnthropicModel } from "../../src/providers/anthropic/anthropicModel.ts";
import { createOllamaModel } from "../../src/providers/ollama/ollamaModel.ts";
import { createOpenAiModel } from "../../src/providers/openai/openAiModel.ts";
import type { Transport } from "../../src/providers/http/transport/transport.ts";
import { type PresetId, presets } from "../../src/providers/presets/presets.ts";
import { findOllama } from "../../scripts/testbed/ollama.mjs";
import { gatewayKey, startLiteLlm } from "../model/servers/liteLlm.ts";
import { startOllama } from "../model/servers/ollamaServer.ts";
import { slotTokens, startLlamaServer } from "../model/servers/openaiServer.ts";
import { type WireExchange, writeWireFixture } from "../support/wireFixture.ts";
import { readFile } from "../unit/providers/fixtures/wireModels.ts";
import { ask, say } from "../unit/providers/support/collect.ts";
import { recordCase } from "./recordCase.ts";

const llamaServer = "llama-server (llama.cpp in llama-cpp-python 0.3.36) with Gemma 3 270M";
const liteLlm = `LiteLLM 1.106.2 before ${llamaServer}`;
const ollama = "Ollama 0.17.4 with Gemma 3 270M; its description of the model is shortened to what is read";
const greedy = (maxTokens: number) => ({ temperature: 0, seed: 1, maxTokens });
/** One call and its result, which a model without tuning repeats. */
const example: readonly Message[] = [
  say("Read b.ts"),
  { role: "assistant", parts: [{ type: "tool-call", id: "c0", name: "read_file", arguments: { path: "b.ts" } }] },
  { role: "tool", parts: [{ type: "tool-result", callId: "c0", name: "read_file", text: "1", isError: false }] },
  { role: "assistant", parts: [{ type: "text", text: "1" }] },
  say("Read a.ts"),
];
const withTool = (maxTokens: number): ModelRequest => ({
  messages: example,
  tools: [readFile],
  toolChoice: "required",
  sampling: greedy(maxTokens),
});

const chat = ask("Hello", { sampling: greedy(3) });
const cases: Readonly<Record<string, ModelRequest>> = {
  chat,
  tools: withTool(48),
  "tools-cut": withTool(17),
  "error-400-overflow": ask("word ".repeat(slotTokens * 2), { sampling: greedy(4) }),
};

type Target = { baseUrl: string; apiKey?: string; modelId?: string };
type With = (transport: Transport) => Model;
const openAi =
  (preset: PresetId, target: Target): With =>
  (transport) =>
    createOpenAiModel({ preset: presets[preset], modelId: "gemma", transport, ...target });
const anthropic =
  (target: Target): With =>
  (transport) =>
    createAnthropicModel({ preset: presets.custom, modelId: "gemma", transport, ...target });

async function record(name: string, from: string, model: With, request: ModelRequest, key = "") {
  const { fixture } = await recordCase(from, model, request, [key]);
  const kept = fixture.exchanges.filter(({ path }) => path !== "/api/ps");
  // While the model is loaded the same is said many times: once is enough.
  const exchanges = [...kept.slice(0, -1).slice(0, 1), ...kept.slice(-1)];
  // Ollama's model has another name than the one that its fixtures are played for.
  const played = exchanges.map((each) => (name.startsWith("ollama/") ? { ...shortened(each), wants: [] } : each));
  const file = new URL(`../fixtures/providers/${name}.http`, import.meta.url);
  writeFileSync(file, writeWireFixture({ ...fixture, exchanges: played }));
  process.stdout.write(`${name}: ${exchanges.map(({ status, body }) => `${status} ${body.length}`).join(", ")}\n`);
}

/** Ollama tells of a model all that its file holds: 17,000 characters, with the paths of the machine. */
function shortened(exchange: WireExchange): WireExchange {
  if (exchange.path !== "/api/show" || exchange.status !== 200) return exchange;
  const { capabilities, model_info: info } = JSON.parse(exchange.body.toString("utf8"));
  const kept = Object.entries(info).filter(([name]) => /^general\.architecture$|\.context_length$/.test(name));
  return { ...exchange, body: Buffer.from(JSON.stringify({ capabilities, model_info: Object.fromEntries(kept) })) };
}

const peers: Readonly<Record<string, () => Promise<void>>> = {
  "llama-server": async () => {
    await using server = await startLlamaServer();
    const model = openAi("llama-server", { ...server, modelId: "gemma-3-270m" });
    await record("llama-server/chat-after-loading", llamaServer, model, ask("Hello", { sampling: greedy(1) }));
    for (const [name, request] of Object.entries(cases)) {
      await record(`llama-server/${name}`, llamaServer, model, request);
    }
    await record("custom-anthropic/chat-of-llama-server", llamaServer, anthropic(server), chat);
    await record("custom-anthropic/tools-of-llama-server", llamaServer, anthropic(server), withTool(48));
    const apiKey = "wrong-key-for-this-test";
    await using guarded = await startLlamaServer("--api-key", "right-key-for-this-test");
    await guarded.loaded();
    const locked = openAi("llama-server", { ...guarded, modelId: "gemma-3-270m", apiKey });
    await record("llama-server/error-401-key", llamaServer, locked, ask("hi"), apiKey);
  },
  litellm: async () => {
    await using server = await startLlamaServer();
    await server.loaded();
    for (const orderly of [false, true]) {
      await using gateway = await startLiteLlm(server.baseUrl, orderly);
      const target = { baseUrl: gateway.baseUrl, apiKey: gatewayKey };
      const by = orderly ? "litellm-in-order" : "litellm";
      await record(`custom-anthropic/chat-of-${by}`, liteLlm, anthropic(target), chat, gatewayKey);
      await record(`custom-anthropic/tools-of-${by}`, liteLlm, anthropic(target), withTool(24), gatewayKey);
      if (orderly) continue;
      const model = openAi("custom", target);
      await record("custom-openai/chat-of-litellm", liteLlm, model, chat, gatewayKey);
      await record("custom-openai/tools-of-litellm", liteLlm, model, withTool(24), gatewayKey);
      const long = ask("word ".repeat(slotTokens * 2), { sampling: greedy(4) });
      await record("custom-openai/error-400-overflow-of-litellm", liteLlm, model, long, gatewayKey);
      const apiKey = "sk-wrong-key-for-this-test";
      const locked = openAi("custom", { ...target, apiKey });
      await record("custom-openai/error-400-key-of-litellm", liteLlm, locked, ask("hi"), apiKey);
    }
  },
  ollama: async () => {
    const program = findOllama();
    if (program === undefined) throw new Error("No Ollama is here.");
    await using server = await startOllama(program);
    const model =
      (modelId: string): With =>
      (transport) =>
        createOllamaModel({ baseUrl: server.baseUrl, modelId, transport, contextTokens: 1024 });
    const counted = ask("January, February, March, April,", { sampling: greedy(4) });
    await record("ollama/chat-recorded", ollama, model("gemma3:270m"), counted);
    await record("ollama/tools-recorded", ollama, model("gemma3-tools"), withTool(48));
    await record("ollama/error-404-model-recorded", ollama, model("gemma9"), ask("hi"));
    const long = ask("word ".repeat(1300), { sampling: greedy(2) });
    await record("ollama/error-400-overflow-recorded", ollama, model("gemma3:270m"), long);
  },
};

const named = process.argv.slice(2);
for (const [name, work] of Object.entries(peers)) if (named.length === 0 || named.includes(name)) await work();

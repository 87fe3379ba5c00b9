/**
 * `node --import=tsx test/live/recordLlamaServer.ts`: records what llama.cpp's own server says, with the real Gemma 3
 * 270M, as fixtures. A person reads them before they are kept.
 */
import { writeFileSync } from "node:fs";
import type { Message } from "../../src/model/message.ts";
import type { Model, ModelRequest } from "../../src/model/model.ts";
import { createAnthropicModel } from "../../src/providers/anthropic/anthropicModel.ts";
import { createOpenAiModel } from "../../src/providers/openai/openAiModel.ts";
import type { Transport } from "../../src/providers/openai/transport.ts";
import { presets } from "../../src/providers/presets.ts";
import { slotTokens, startLlamaServer } from "../model/openaiServer.ts";
import { writeWireFixture } from "../support/wireFixture.ts";
import { readFile } from "../unit/providers/fixtures/wireModels.ts";
import { ask, say } from "../unit/providers/support/collect.ts";
import { recordCase } from "./recordCase.ts";

const from = "llama-server (llama.cpp in llama-cpp-python 0.3.36) with Gemma 3 270M";
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

const cases: Readonly<Record<string, ModelRequest>> = {
  chat: ask("Hello", { sampling: greedy(3) }),
  tools: withTool(48),
  "tools-cut": withTool(17),
  "error-400-overflow": ask("word ".repeat(slotTokens * 2), { sampling: greedy(4) }),
};

type Target = { baseUrl: string; apiKey?: string };
const openAi =
  (target: Target) =>
  (transport: Transport): Model =>
    createOpenAiModel({ preset: presets["llama-server"], modelId: "gemma-3-270m", transport, ...target });
const anthropic =
  ({ baseUrl }: Target) =>
  (transport: Transport): Model =>
    createAnthropicModel({ preset: presets.custom, modelId: "gemma", transport, baseUrl });

async function record(name: string, model: (transport: Transport) => Model, request: ModelRequest, key?: string) {
  const { fixture } = await recordCase(from, model, request, key === undefined ? [] : [key]);
  // While the model is loaded the same is said many times: once is enough.
  const exchanges = [...fixture.exchanges.slice(0, -1).slice(0, 1), ...fixture.exchanges.slice(-1)];
  const file = new URL(`../fixtures/providers/${name}.http`, import.meta.url);
  writeFileSync(file, writeWireFixture({ ...fixture, exchanges }));
  process.stdout.write(`${name}: ${exchanges.map(({ status, body }) => `${status} ${body.length}`).join(", ")}\n`);
}

{
  await using server = await startLlamaServer();
  await record("llama-server/chat-after-loading", openAi(server), ask("Hello", { sampling: greedy(1) }));
  for (const [name, request] of Object.entries(cases)) await record(`llama-server/${name}`, openAi(server), request);
  await record("custom-anthropic/chat-of-llama-server", anthropic(server), cases["chat"] ?? ask());
  await record("custom-anthropic/tools-of-llama-server", anthropic(server), withTool(48));
}
{
  const key = "wrong-key-for-this-test";
  await using guarded = await startLlamaServer("--api-key", "right-key-for-this-test");
  await guarded.loaded();
  await record("llama-server/error-401-key", openAi({ ...guarded, apiKey: key }), ask("hi"), key);
}

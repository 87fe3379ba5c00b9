import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import type { Model } from "../../../../src/model/model.ts";
import { createAnthropicModel } from "../../../../src/providers/anthropic/anthropicModel.ts";
import { presets } from "../../../../src/providers/presets/presets.ts";
import { createRunwareModel } from "../../../../src/providers/runware/runwareModel.ts";
import { ask, collect, modelAt } from "../support/collect.ts";
import { chats, end, modelAt as ollamaAt, ollama, said } from "../support/ollamaServer.ts";
import {
  answers,
  chunk,
  data,
  done,
  scriptedServer,
  type Script,
  type ScriptedServer,
  streams,
} from "../support/scriptedServer.ts";

/** As many requests as a turn of the agent may make under its one signal. */
const requests = 12;
const anthropicAt = (baseUrl: string): Model =>
  createAnthropicModel({ preset: presets.custom, baseUrl, modelId: "gemma-4-31b-it" });
const runwareAt = (baseUrl: string, deliveryMethod: "sync" | "stream"): Model =>
  createRunwareModel({ baseUrl, apiKey: "k", modelId: "m", parameters: { deliveryMethod } });

const message = streams(
  data({ type: "message_start", message: { id: "m", model: "m", content: [], usage: {} } }),
  data({ type: "content_block_start", index: 0, content_block: { type: "text", text: "A" } }),
  data({ type: "content_block_stop", index: 0 }),
  data({ type: "message_delta", delta: { stop_reason: "end_turn" }, usage: {} }),
  data({ type: "message_stop" }),
);
const whole = streams(chunk({ content: "A" }, "stop"), done);
const cut = streams(chunk({ content: "A" }));
const refused = answers(400, { error: { message: "No." } });

describe("the signal of a turn, which outlives its requests", () => {
  const rows: readonly [string, () => Promise<ScriptedServer>, (baseUrl: string) => Model][] = [
    ["chat completions", () => scriptedServer(whole), modelAt],
    ["chat completions that break off", () => scriptedServer(cut), modelAt],
    ["chat completions that are refused", () => scriptedServer(refused), modelAt],
    ["Anthropic's messages", () => scriptedServer(message as Script), anthropicAt],
    ["Anthropic's messages that are refused", () => scriptedServer(refused), anthropicAt],
    ["Ollama", () => ollama({ chat: chats(said("A"), end()) }), ollamaAt],
    [
      "Runware, streamed",
      () => scriptedServer(streams(data({ delta: { text: "A" } }), done)),
      (url) => runwareAt(url, "stream"),
    ],
    ["Runware, whole", () => scriptedServer(answers(200, { data: [{ text: "A" }] })), (url) => runwareAt(url, "sync")],
  ];
  for (const [name, serve, modelOf] of rows) {
    it(`${name}: no request leaves a listener on it`, async () => {
      await using server = await serve();
      const model = modelOf(server.baseUrl);
      const { signal } = new AbortController();
      for (let count = 0; count < requests; count++) await collect(model, ask(), signal);
      assert.equal(getEventListeners(signal, "abort").length, 0);
    });
  }
});

import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { Message, ToolSpec } from "../../../../src/model/message.ts";
import {
  type AnthropicModelOptions,
  createAnthropicModel,
} from "../../../../src/providers/anthropic/anthropicModel.ts";
import { presets } from "../../../../src/providers/presets/presets.ts";
import { ask, collect, doneOf, failed, say } from "../support/collect.ts";
import { answers, type Script, scriptedServer } from "../support/scriptedServer.ts";

const event = (json: { type: string; [field: string]: unknown }): string =>
  `event: ${json.type}\ndata: ${JSON.stringify(json)}\n\n`;
const text = (delta: string): string =>
  event({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: delta } });
const end =
  event({ type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 2 } }) +
  event({ type: "message_stop" });
const streams =
  (...parts: string[]): Script =>
  ({ response }) => {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.end(parts.join(""));
  };
const begins: Script = ({ response }) => {
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  response.write(text("Once"));
};

const modelAt = (baseUrl: string, options: Partial<AnthropicModelOptions> = {}) =>
  createAnthropicModel({ preset: presets.custom, baseUrl, modelId: "gemma-4-31b-it", ...options });
const run = async (script: Script, options: Partial<AnthropicModelOptions> = {}, request = ask()) => {
  await using server = await scriptedServer(script);
  return { ...(await collect(modelAt(server.baseUrl, options), request)), exchanges: server.exchanges };
};
const hello = streams(text("Hello"), end);

const tool: ToolSpec = {
  name: "read_file",
  description: "Reads a file.",
  parameters: { type: "object", properties: { path: { type: "string" } }, required: ["path"] },
};

describe("anthropic request", () => {
  it("goes to /v1/messages with the key as x-api-key, and tells nothing of the machine", async () => {
    const got = await run(hello, { apiKey: " k-123 ", headers: { "X-Team": "blue" } });
    doneOf(got);
    const { method, path, headers, body } = got.exchanges[0] ?? assert.fail();
    assert.deepEqual([method, path], ["POST", "/v1/messages"]);
    assert.deepEqual(
      [headers["x-api-key"], headers["anthropic-version"], headers["x-team"], headers.authorization],
      ["k-123", "2023-06-01", "blue", undefined],
    );
    const telling = Object.keys(headers).filter((header) => /stainless|traceparent|baggage/i.test(header));
    assert.deepEqual(telling, []);
    assert.deepEqual(body, {
      model: "gemma-4-31b-it",
      max_tokens: 4096,
      messages: [{ role: "user", content: [{ type: "text", text: "hi" }] }],
      stream: true,
    });
  });

  it("an address written with or without /v1 and /messages is the same server", async () => {
    await using server = await scriptedServer(hello);
    for (const suffix of ["", "/", "/v1", "/v1/messages"]) doneOf(await collect(modelAt(server.origin + suffix)));
    assert.deepEqual(new Set(server.exchanges.map(({ path }) => path)), new Set(["/v1/messages"]));
    doneOf(await collect(modelAt(`${server.origin}/anthropic`)));
    assert.equal(server.exchanges.at(-1)?.path, "/anthropic/v1/messages");
  });

  it("KeepRouter's model: text only, tools of its own", () => {
    const { info } = createAnthropicModel({ preset: presets.keeprouter, modelId: "gemma-4-31B-it" });
    assert.deepEqual([info.provider, info.vision, info.nativeTools], ["KeepRouter", false, true]);
  });

  it("sampling, tools and a demanded call", async () => {
    const sampling = { temperature: 0.5, topP: 0.9, topK: 40, seed: 7, maxTokens: 50, stop: ["END"] };
    const { exchanges } = await run(hello, {}, ask("hi", { tools: [tool], toolChoice: "required", sampling }));
    const { messages: _, ...body } = exchanges[0]?.body ?? assert.fail();
    assert.deepEqual(body, {
      model: "gemma-4-31b-it",
      max_tokens: 50,
      tools: [{ name: "read_file", description: "Reads a file.", input_schema: tool.parameters }],
      tool_choice: { type: "any" },
      temperature: 0.5,
      top_p: 0.9,
      top_k: 40,
      stop_sequences: ["END"],
      stream: true,
    });
  });

  it("thinking has its own tokens and leaves out what it excludes; what the window leaves bounds all", async () => {
    const sampling = { temperature: 0.5, topK: 40, maxTokens: 100 };
    const request = ask("hi", { tools: [tool], toolChoice: { name: "read_file" }, sampling });
    const body =
      (await run(hello, {}, { ...request, reasoning: { maxTokens: 10 } })).exchanges[0]?.body ?? assert.fail();
    assert.deepEqual(body["thinking"], { type: "enabled", budget_tokens: 1024 });
    assert.deepEqual(
      [body["max_tokens"], body["temperature"], body["top_k"], body["tool_choice"]],
      [1124, undefined, undefined, undefined],
    );
    const bounded = await run(hello, { info: { contextTokens: 2048 } });
    // A server that counts prompt and answer together refuses the whole window.
    assert.equal(bounded.exchanges[0]?.body["max_tokens"], 2048 - 64 - 6);
  });

  it("a conversation: system beside it, results first in one message, images before text, signed thoughts back", async () => {
    const signed = { type: "thinking", thinking: "Look.", signature: "c2ln" };
    const messages: Message[] = [
      { role: "system", parts: [{ type: "text", text: "Be brief." }] },
      { role: "system", parts: [{ type: "text", text: "Be kind." }] },
      say("Before"),
      {
        role: "assistant",
        parts: [
          { type: "thought", text: "old", details: [signed] },
          { type: "text", text: "Yes." },
        ],
      },
      {
        role: "user",
        parts: [
          { type: "text", text: "Look" },
          { type: "image", mediaType: "image/png", data: "aGk=" },
        ],
      },
      {
        role: "assistant",
        parts: [
          { type: "thought", text: "Look.", details: [signed] },
          { type: "tool-call", id: "call.1", name: "read_file", arguments: { path: "a.ts" } },
          { type: "tool-call", id: "c2", name: "read_file", arguments: { path: "b.ts" } },
        ],
      },
      {
        role: "tool",
        parts: [{ type: "tool-result", callId: "call.1", name: "read_file", text: "A", isError: false }],
      },
      { role: "tool", parts: [{ type: "tool-result", callId: "c2", name: "read_file", text: "no", isError: true }] },
    ];
    const { exchanges } = await run(hello, {}, { messages, tools: [] });
    assert.equal(exchanges[0]?.body["system"], "Be brief.\n\nBe kind.");
    assert.deepEqual(exchanges[0]?.body["messages"], [
      { role: "user", content: [{ type: "text", text: "Before" }] },
      { role: "assistant", content: [{ type: "text", text: "Yes." }] },
      {
        role: "user",
        content: [
          { type: "image", source: { type: "base64", media_type: "image/png", data: "aGk=" } },
          { type: "text", text: "Look" },
        ],
      },
      {
        role: "assistant",
        content: [
          signed,
          { type: "tool_use", id: "call_1", name: "read_file", input: { path: "a.ts" } },
          { type: "tool_use", id: "c2", name: "read_file", input: { path: "b.ts" } },
        ],
      },
      {
        role: "user",
        content: [
          { type: "tool_result", tool_use_id: "call_1", content: "A" },
          { type: "tool_result", tool_use_id: "c2", content: "no", is_error: true },
        ],
      },
    ]);
  });
});

describe("anthropic faults", () => {
  const error = (type: string, message: string) => ({ type: "error", error: { type, message } });

  it("errors before the answer", async () => {
    failed(await run(answers(401, error("authentication_error", "invalid x-api-key")), { apiKey: "k-1234" }), "auth");
    failed(await run(answers(429, error("rate_limit_error", "slow"), { "retry-after": "7" })), "rate-limit");
    failed(await run(answers(529, error("overloaded_error", "Overloaded"))), "unavailable");
    failed(await run(answers(404, error("not_found_error", "model: gemma-9"))), "not-found");
    failed(
      await run(answers(400, error("invalid_request_error", "prompt is too long: 9000 tokens > 8192 maximum"))),
      "overflow",
    );
    failed(await run(answers(400, error("invalid_request_error", "temperature: range: 0..1"))), "protocol");
    failed(await run(answers(402, error("billing_error", "Your credit balance is too low"))), "credit");
  });

  it("what is no answer", async () => {
    failed(await run(answers(200, "<!DOCTYPE html><html></html>")), "protocol");
    failed(await run(answers(200, { status: "up" })), "protocol");
    failed(await run(streams("event: content_block_delta\ndata: {oops\n\n")), "protocol");
    failed(await run(streams(event({ type: "content_block_delta", index: 0, delta: { text: 5 } }))), "protocol");
    failed(await run(streams(event({ type: "message_stop" }))), "empty");
    failed(await run(({ response }) => void response.socket?.destroy()), "unavailable");
  });

  it("a refusal is told by its reason", async () => {
    const got = await run(streams(event({ type: "message_delta", delta: { stop_reason: "refusal" } })));
    assert.equal(doneOf(got).reason, "content-filter");
  });

  it("takes a whole message from a server that does not stream, and events of later versions", async () => {
    const content = [
      { type: "text", text: "Whole." },
      { type: "tool_use", id: "t1", name: "read_file", input: { path: "a" } },
    ];
    const whole = {
      type: "message",
      role: "assistant",
      model: "m",
      content,
      stop_reason: "tool_use",
      usage: { input_tokens: 3 },
    };
    const got = await run(answers(200, whole));
    assert.equal(got.text, "Whole.");
    assert.deepEqual(doneOf(got), { type: "done", reason: "tool-calls", model: "m" });
    const later = event({ type: "content_block_start", index: 9, content_block: { type: "novelty" } });
    assert.equal((await run(streams(later, event({ type: "sparkle" }), text("Hi"), end))).text, "Hi");
  });

  it("a key that the server echoes is never shown", async () => {
    const apiKey = "Zq8-not-of-any-known-form-1234";
    for (const script of [
      answers(401, error("authentication_error", `bad ${apiKey}`)),
      streams(text("a"), event(error("api_error", apiKey))),
    ]) {
      assert.doesNotMatch(inspect((await run(script, { apiKey })).error, { depth: 9, showHidden: true }), /Zq8|1234/);
    }
  });

  it("blocks to which a gateway gives the same number stay separate", async () => {
    const begins = (content_block: object) => event({ type: "content_block_start", index: 0, content_block });
    const grows = (delta: object) => event({ type: "content_block_delta", index: 0, delta });
    const reads = (id: string, input: object = {}) => begins({ type: "tool_use", id, name: "read_file", input });
    const args = (path: string) => grows({ type: "input_json_delta", partial_json: JSON.stringify({ path }) });
    const thinks = (thinking: string, signature: string) =>
      begins({ type: "thinking", thinking: "" }) +
      grows({ type: "thinking_delta", thinking }) +
      grows({ type: "signature_delta", signature });
    const calls = [reads("a"), args("a.ts"), reads("b", { path: "b.ts" }), reads("c"), args("c.ts"), reads("d")];
    const got = await run(streams(thinks("One.", "s1"), thinks("Two.", "s2"), ...calls, end));
    assert.deepEqual(
      got.events.flatMap((each) => (each.type === "tool-call-end" ? [[each.call.id, each.call.arguments]] : [])),
      [
        ["a", { path: "a.ts" }],
        ["b", { path: "b.ts" }],
        ["c", { path: "c.ts" }],
        ["d", {}],
      ],
    );
    const details = got.events.flatMap((each) => (each.type === "thought" ? (each.details ?? []) : []));
    assert.deepEqual(details, [
      { type: "thinking", thinking: "One.", signature: "s1" },
      { type: "thinking", thinking: "Two.", signature: "s2" },
    ]);
  });

  it("silence in mid-answer", async () => {
    const got = await run(begins, { timeouts: { idle: 60 } });
    assert.equal(got.text, "Once");
    failed(got, "unavailable");
  });
});

describe("anthropic stop", () => {
  it("in mid-answer: the server sees it", async () => {
    await using server = await scriptedServer(begins);
    const stop = new AbortController();
    await assert.rejects(
      async () => {
        for await (const each of modelAt(server.baseUrl).stream(ask(), stop.signal)) {
          assert.equal(each.type, "text");
          stop.abort();
        }
      },
      { message: "Stopped." },
    );
    await server.exchanges[0]?.closed;
  });

  it("before the head, before it began, and by leaving the loop", async () => {
    const stop = new AbortController();
    await using silent = await scriptedServer(() => stop.abort());
    failed(await collect(modelAt(silent.baseUrl), ask(), stop.signal), "aborted");
    await silent.exchanges[0]?.closed;
    await using server = await scriptedServer(begins);
    failed(await collect(modelAt(server.baseUrl), ask(), AbortSignal.abort()), "aborted");
    assert.equal(server.exchanges.length, 0);
    for await (const each of modelAt(server.baseUrl).stream(ask(), new AbortController().signal)) {
      assert.equal(each.type, "text");
      break;
    }
    await server.exchanges[0]?.closed;
  });
});

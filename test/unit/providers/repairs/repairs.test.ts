import assert from "node:assert/strict";
import type { Message, ToolSpec } from "../../../../src/model/message.ts";
import { createAnthropicModel } from "../../../../src/providers/anthropic/anthropicModel.ts";
import { createOllamaModel } from "../../../../src/providers/ollama/ollamaModel.ts";
import { presets } from "../../../../src/providers/presets/presets.ts";
import { RepairBook } from "../../../../src/providers/repairs/repairs.ts";
import { ask, collect, type Collected, failed, modelAt, say } from "../support/collect.ts";
import { answers, chunk, data, done, type Script, scriptedServer, streams } from "../support/scriptedServer.ts";
import { any, type Body, hello, messagesOf, strict } from "./repairBed.ts";

const tools: ToolSpec[] = [
  {
    name: "read_file",
    description: "Reads.",
    parameters: { type: "object", properties: { path: { type: "string" } } },
  },
];
const call = (id: string): Message => ({
  role: "assistant",
  parts: [
    { type: "thought", text: "Hm." },
    { type: "tool-call", id, name: "read_file", arguments: { path: "a.ts" } },
  ],
});
const result = (callId: string): Message => ({
  role: "tool",
  parts: [{ type: "tool-result", callId, name: "read_file", text: "1", isError: false }],
});
/** A conversation with all that was ever refused: a turn that ended in a result, and one under way. */
const conversation: Message[] = [
  { role: "system", parts: [{ type: "text", text: "Be brief." }] },
  say("First"),
  call("call_0123456789"),
  result("call_0123456789"),
  say("Second"),
  call("call_abcdefghij"),
  result("call_abcdefghij"),
];
const request = { messages: conversation, tools, sampling: { temperature: 0.5, topK: 3 } };
const noticesOf = ({ events }: Collected): string[] =>
  events.flatMap((event) => (event.type === "notice" ? [event.message] : []));

describe("a refused shape is repaired", () => {
  const rows: readonly [name: string, words: string, hasShape: (body: Body) => boolean, told: RegExp][] = [
    [
      "the system message",
      "System role not supported",
      (body) => any(body, ({ role }) => role === "system"),
      /no system message/,
    ],
    [
      "content null",
      "Invalid value for 'content': expected a string, got null.",
      (body) => any(body, ({ content }) => content === null),
      /no empty message/,
    ],
    [
      "content null and empty",
      "messages.2.content is required and must be a non-empty string",
      (body) => any(body, ({ content }) => content === null || content === ""),
      /no empty message/,
    ],
    [
      "names of results",
      "Unknown parameter: 'messages[3].name'.",
      (body) => any(body, ({ name }) => name !== undefined),
      /no names/,
    ],
    [
      "thoughts",
      "property 'messages.2.reasoning_content' is unsupported",
      (body) => any(body, (message) => "reasoning_content" in message),
      /thoughts back/,
    ],
    [
      "arguments as text",
      "Can only get item pairs from a mapping.",
      (body) =>
        messagesOf(body).some(({ tool_calls: made = [] }) =>
          made.some((each) => typeof each.function.arguments === "string"),
        ),
      /as objects/,
    ],
    [
      "ids",
      "Tool call id was call_0123456789 but must be a-z, A-Z, 0-9, with a length of 9.",
      (body) =>
        messagesOf(body).some(({ tool_calls: made = [] }) => made.some(({ id }) => !/^[a-zA-Z0-9]{9}$/.test(id))),
      /other ids/,
    ],
    [
      "a question after a result",
      "Unexpected role 'user' after role 'tool'",
      (body) => messagesOf(body).some(({ role }, at) => role === "user" && messagesOf(body)[at - 1]?.role === "tool"),
      /take turns/,
    ],
    ["streams with tools", "Cannot use tools with stream", (body) => body["stream"] === true, /come whole/],
    [
      "an unknown field",
      "Unsupported parameter: 'temperature' is not supported with this model.",
      (body) => "temperature" in body,
      /“temperature”/,
    ],
    [
      "the old name of a limit",
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      (body) => "max_tokens" in body,
      /other name/,
    ],
  ];
  for (const [name, words, hasShape, told] of rows) {
    it(`${name}: once, remembered and told once`, async () => {
      await using server = await scriptedServer(strict(words, hasShape));
      const repairs = new RepairBook();
      const open = () => modelAt(server.baseUrl, { preset: presets["llama-server"], repairs: repairs.of("here") });
      const sampling = name.includes("limit") ? { maxTokens: 9 } : request.sampling;
      const first = await collect(open(), { ...request, sampling });
      assert.equal(first.error, undefined);
      assert.equal(first.text, "Hello");
      assert.equal(
        noticesOf(first).length > 0 && noticesOf(first).every((notice) => told.test(notice)),
        true,
        noticesOf(first).join(),
      );
      const asked = server.exchanges.length;
      const second = await collect(open(), { ...request, sampling });
      assert.equal(second.text, "Hello");
      assert.equal(server.exchanges.length, asked + 1, "nothing is refused again");
      assert.deepEqual(noticesOf(second), []);
      const { body } = server.exchanges.at(-1) ?? assert.fail();
      assert.match(JSON.stringify(body), /Be brief\..*First.*Second/);
    });
  }

  it("the result belongs to its call whatever the ids", async () => {
    await using server = await scriptedServer(
      strict("tool_call_id must match the pattern ^[a-zA-Z0-9]{9}$", (body) => JSON.stringify(body).includes("call_")),
    );
    await collect(modelAt(server.baseUrl), request);
    const sent = messagesOf(server.exchanges[1]?.body ?? {});
    const ids = sent.flatMap(({ tool_calls: made = [] }) => made.map(({ id }) => id));
    assert.deepEqual(
      sent.flatMap((message) => ("tool_call_id" in message ? [message.tool_call_id] : [])),
      ids,
    );
    assert.equal(new Set(ids).size, 2);
  });

  it("one after another if a server refuses several", async () => {
    const refusals: readonly [string, (body: Body) => boolean][] = rows
      .slice(0, 6)
      .map(([, words, hasShape]) => [words, hasShape]);
    await using server = await scriptedServer((exchange, count) => {
      const refused = refusals.find(([, hasShape]) => hasShape(exchange.body));
      (refused ? answers(400, { error: { message: refused[0] } }) : hello)(exchange, count);
    });
    const got = await collect(modelAt(server.baseUrl, { preset: presets["llama-server"] }), request);
    assert.equal(got.text, "Hello");
    assert.ok(server.exchanges.length <= refusals.length + 2);
  });

  it("whatever the status and place of the words", async () => {
    const refusals: Script[] = [
      answers(500, { error: { code: 500, message: "System role not supported" } }),
      answers(400, {
        error: {
          message: "Provider returned error",
          code: 400,
          metadata: {
            raw: '{"error":{"message":"Developer instruction is not enabled for models/gemma-3-27b-it"}}',
            provider_name: "Google AI Studio",
          },
        },
      }),
      streams(data({ error: { message: "System role not supported", code: 400 } }), done),
      answers(200, { error: { message: "System role not supported" } }),
    ];
    for (const refusal of refusals) {
      await using server = await scriptedServer((exchange, count) =>
        (any(exchange.body, ({ role }) => role === "system") ? refusal : hello)(exchange, count),
      );
      const got = await collect(
        modelAt(server.baseUrl, { preset: presets.openrouter, modelId: "google/gemma-3-27b-it:free" }),
        request,
      );
      assert.equal(got.text, "Hello");
      assert.equal(messagesOf(server.exchanges[1]?.body ?? {})[0]?.content, "Be brief.\n\nFirst");
    }
  });

  it("only for that server and model: others are asked as before", async () => {
    const repairs = new RepairBook();
    await using server = await scriptedServer(
      strict("System role not supported", (body) => any(body, ({ role }) => role === "system")),
    );
    await collect(modelAt(server.baseUrl, { repairs: repairs.of("one") }), request);
    await collect(modelAt(server.baseUrl, { repairs: repairs.of("two") }), request);
    assert.equal(server.exchanges.length, 4);
  });

  it("without success, once: then the server's own words are shown, and nothing is remembered", async () => {
    await using server = await scriptedServer(answers(400, { error: { message: "System role not supported" } }));
    const model = modelAt(server.baseUrl);
    const first = await collect(model, request);
    assert.match(failed(first, "protocol"), /“System role not supported”/);
    assert.deepEqual(noticesOf(first), []);
    assert.equal(server.exchanges.length, 2);
    failed(await collect(model, request), "protocol");
    assert.equal(server.exchanges.length, 3);
    assert.ok(any(server.exchanges[2]?.body ?? {}, ({ role }) => role === "system"));
  });

  it("not after an answer has begun", async () => {
    const late = data({ error: { message: "System role not supported", code: 400 } });
    await using server = await scriptedServer(streams(chunk({ content: "Half" }), late));
    const got = await collect(modelAt(server.baseUrl), request);
    assert.equal(got.text, "Half");
    assert.ok(got.error);
    assert.equal(server.exchanges.length, 1);
  });

  it("not what the user explicitly demands", async () => {
    await using server = await scriptedServer(answers(400, { error: { message: "Unknown parameter: 'top_a'" } }));
    const got = await collect(modelAt(server.baseUrl, { extraBody: { top_a: 0.2 } }));
    assert.match(failed(got, "protocol"), /top_a/);
    assert.equal(server.exchanges.length, 1);
  });
});

describe("a refused shape over the other protocols", () => {
  it("Anthropic's: the system text, and fields", async () => {
    const message = [
      { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hello" } },
      { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: {} },
      { type: "message_stop" },
    ].map((each) => data(each));
    await using server = await scriptedServer((exchange, count) => {
      const refused =
        "system" in exchange.body
          ? "system prompts are not supported"
          : "top_k" in exchange.body
            ? "top_k: Extra inputs are not permitted"
            : undefined;
      (refused
        ? answers(400, { type: "error", error: { type: "invalid_request_error", message: refused } })
        : streams(...message))(exchange, count);
    });
    const model = createAnthropicModel({ preset: presets.custom, baseUrl: server.baseUrl, modelId: "gemma-4-31b-it" });
    const got = await collect(model, request);
    assert.equal(got.text, "Hello");
    assert.equal(noticesOf(got).length, 2);
    assert.match(JSON.stringify(messagesOf(server.exchanges[2]?.body ?? {})[0]), /Be brief\..*First/);
  });

  it("Ollama's own: thinking", async () => {
    await using server = await scriptedServer((exchange, count) => {
      if (exchange.path === "/api/show")
        return answers(200, { capabilities: ["completion", "tools", "thinking"], model_info: {} })(exchange, count);
      if (exchange.path !== "/api/chat") return answers(200, { models: [] })(exchange, count);
      if ("think" in exchange.body)
        return answers(400, { error: '"gemma4:e4b" does not support thinking' })(exchange, count);
      exchange.response.end(`${JSON.stringify({ message: { content: "Hello" }, done: true, done_reason: "stop" })}\n`);
    });
    const model = createOllamaModel({ baseUrl: server.baseUrl, modelId: "gemma4:e4b" });
    const got = await collect(model, ask("hi", { reasoning: { enabled: true } }));
    assert.equal(got.text, "Hello");
    assert.match(noticesOf(got).join(), /does not take “think”/);
  });
});

import assert from "node:assert/strict";
import type { Message, Part, ToolSpec } from "../../../../src/model/message.ts";
import type { Model } from "../../../../src/model/model.ts";
import { createAnthropicModel } from "../../../../src/providers/anthropic/anthropicModel.ts";
import { withSingleCalls } from "../../../../src/providers/conversation/singleCalls.ts";
import { createOllamaModel } from "../../../../src/providers/ollama/ollamaModel.ts";
import { presets } from "../../../../src/providers/presets/presets.ts";
import { RepairBook } from "../../../../src/providers/repairs/repairs.ts";
import { collect, type Collected, modelAt, say } from "../support/collect.ts";
import { answers, data, type Exchange, type Script, scriptedServer } from "../support/scriptedServer.ts";
import { type Body, hello, messagesOf } from "./repairBed.ts";

const tools: ToolSpec[] = [
  {
    name: "read_file",
    description: "Reads.",
    parameters: { type: "object", properties: { path: { type: "string" } } },
  },
];
const call = (id: string): Part => ({ type: "tool-call", id, name: "read_file", arguments: { path: `${id}.ts` } });
const result = (callId: string): Part => ({
  type: "tool-result",
  callId,
  name: "read_file",
  text: `of ${callId}`,
  isError: false,
});
const conversation: Message[] = [
  say("First"),
  { role: "assistant", parts: [{ type: "text", text: "I read." }, call("a"), call("b"), call("c")] },
  { role: "tool", parts: [result("a"), result("b"), result("c")] },
];
const request = { messages: conversation, tools, sampling: { topLogprobs: 3 } };
const noticesOf = ({ events }: Collected): string[] =>
  events.flatMap((event) => (event.type === "notice" ? [event.message] : []));

const template = "This model only supports single tool-calls at once!";
const refuses = (words: string, isRefused: (body: Body) => boolean, answer: Script): Script => {
  const refusal = answers(400, { error: { message: words } });
  return (exchange, count) => (isRefused(exchange.body) ? refusal : answer)(exchange, count);
};
const callsOf = (body: Body): number[] => messagesOf(body).flatMap(({ tool_calls: made }) => made?.length ?? []);

/** Asks twice: the first question is refused once, the second not, and the user is told once. */
async function twice(script: Script, open: (baseUrl: string, book: RepairBook) => Model): Promise<Exchange[]> {
  await using server = await scriptedServer(script);
  const book = new RepairBook();
  const first = await collect(open(server.baseUrl, book), request);
  assert.equal(first.error, undefined);
  assert.equal(first.text, "Hello");
  assert.equal(noticesOf(first).length, 1, noticesOf(first).join());
  const asked = (): Exchange[] => server.exchanges.filter(({ body }) => "messages" in body);
  const before = asked().length;
  const second = await collect(open(server.baseUrl, book), request);
  assert.equal(second.text, "Hello");
  assert.deepEqual(noticesOf(second), []);
  assert.equal(asked().length, before + 1);
  return asked();
}
const openAi = (baseUrl: string, book: RepairBook): Model =>
  modelAt(baseUrl, { preset: presets["llama-server"], repairs: book.of("here") });

describe("a server that takes one tool call at a time", () => {
  it("gets earlier calls one by one, each with its result, and one call is requested", async () => {
    const exchanges = await twice(
      refuses(template, (body) => callsOf(body).some((many) => many > 1), hello),
      openAi,
    );
    const { body } = exchanges.at(-1) ?? assert.fail();
    assert.deepEqual(
      messagesOf(body).map(({ role, content, tool_calls: made }) => [role, made?.map(({ id }) => id) ?? content]),
      [
        ["user", "First"],
        ["assistant", ["a"]],
        ["tool", "of a"],
        ["assistant", ["b"]],
        ["tool", "of b"],
        ["assistant", ["c"]],
        ["tool", "of c"],
      ],
    );
    assert.equal(messagesOf(body)[1]?.content, "I read.");
    assert.equal(body["parallel_tool_calls"], false);
    assert.ok("tools" in body);
  });

  it("and does not know the field for it: only the field is omitted", async () => {
    await using server = await scriptedServer((exchange, count) => {
      const { body } = exchange;
      if (callsOf(body).some((many) => many > 1))
        return answers(400, { error: { message: template } })(exchange, count);
      const words = "parallel_tool_calls=False is not supported by this model.";
      ("parallel_tool_calls" in body ? answers(400, { error: { message: words } }) : hello)(exchange, count);
    });
    const got = await collect(openAi(server.baseUrl, new RepairBook()), request);
    assert.equal(got.text, "Hello");
    assert.equal(server.exchanges.length, 3);
    assert.ok("tools" in (server.exchanges[2]?.body ?? {}));
  });

  it("before any call: one call at a time is requested", async () => {
    await using server = await scriptedServer(
      refuses(
        "Parallel tool calls are not supported. Set parallel_tool_calls to false.",
        (body) => body["parallel_tool_calls"] !== false,
        hello,
      ),
    );
    const got = await collect(openAi(server.baseUrl, new RepairBook()), { messages: [say("hi")], tools });
    assert.equal(got.text, "Hello");
    assert.equal(server.exchanges.length, 2);
  });

  it("and still refuses: tools go into the prompt", async () => {
    await using server = await scriptedServer(answers(400, { error: { message: template } }));
    const { error } = await collect(openAi(server.baseUrl, new RepairBook()), request);
    assert.equal(error?.refusesTools, true);
    assert.equal(server.exchanges.length, 2);
  });

  it("in Anthropic's protocol and Ollama's", async () => {
    const hasSeveral = (body: Body): boolean =>
      callsOf(body).some((many) => many > 1) ||
      messagesOf(body).some(
        ({ content }) => Array.isArray(content) && content.filter(({ type }) => type === "tool_use").length > 1,
      );
    const anthropic: Script = ({ response }) => {
      response.writeHead(200, { "Content-Type": "text/event-stream" });
      const said = { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hello" } };
      const end = { type: "message_delta", delta: { stop_reason: "end_turn" } };
      response.end([said, end, { type: "message_stop" }].map(data).join(""));
    };
    const [, , claude] = await twice(refuses(template, hasSeveral, anthropic), (baseUrl, book) =>
      createAnthropicModel({ preset: presets.custom, baseUrl, modelId: "gemma", repairs: book.of("here") }),
    );
    assert.deepEqual(claude?.body["tool_choice"], { type: "auto", disable_parallel_tool_use: true });
    assert.equal(messagesOf(claude.body).length, 7);

    const ollama = answers(
      200,
      `${JSON.stringify({ message: { content: "Hello" }, done: true, done_reason: "stop" })}\n`,
    );
    const exchanges = await twice(refuses(template, hasSeveral, ollama), (baseUrl, book) =>
      createOllamaModel({
        baseUrl,
        modelId: "gemma",
        repairs: book.of("here"),
        facts: { capabilities: ["completion", "tools"] },
      }),
    );
    assert.equal(messagesOf(exchanges.at(-1)?.body ?? {}).length, 7);
  });
});

describe("calls one by one", () => {
  it("leave a conversation of single calls as it is", () => {
    const plain: Message[] = [
      say("a"),
      { role: "assistant", parts: [call("a")] },
      { role: "tool", parts: [result("a")] },
    ];
    assert.deepEqual(withSingleCalls(plain), plain);
  });
  it("with missing, reordered and unmatched results", () => {
    const shapeOf = (results: readonly Part[]): string[] =>
      withSingleCalls([
        { role: "assistant", parts: [call("a"), call("b")] },
        ...(results.length > 0 ? [{ role: "tool" as const, parts: results }] : []),
        say("On"),
      ]).map(({ parts }) =>
        parts.map((part) => ("callId" in part ? `r${part.callId}` : "id" in part ? part.id : part.type)).join("+"),
      );
    assert.deepEqual(shapeOf([]), ["a", "b", "text"]);
    assert.deepEqual(shapeOf([result("b")]), ["a", "b", "rb", "text"]);
    assert.deepEqual(shapeOf([result("b"), result("a")]), ["a", "ra", "b", "rb", "text"]);
    assert.deepEqual(shapeOf([result("x"), result("a")]), ["a", "ra", "b", "rx", "text"]);
  });
});

describe("a field that a server takes, but not together with tools", () => {
  it("is omitted only together with tools", async () => {
    const words = "logprobs is not supported with tools + stream";
    const isRefused = (body: Body): boolean => "logprobs" in body && "tools" in body;
    const exchanges = await twice(refuses(words, isRefused, hello), openAi);
    assert.deepEqual(
      exchanges.map(({ body }) => ["logprobs" in body, "top_logprobs" in body, "tools" in body, body["stream"]]),
      [
        [true, true, true, true],
        [false, false, true, true],
        [false, false, true, true],
      ],
    );
    await using server = await scriptedServer(refuses(words, isRefused, hello));
    const book = new RepairBook();
    await collect(openAi(server.baseUrl, book), request);
    await collect(openAi(server.baseUrl, book), { ...request, messages: [say("hi")], tools: [] });
    assert.equal(server.exchanges.at(-1)?.body["logprobs"], true, "asked for again in Ask mode");
  });

  it("an answer format likewise", async () => {
    await using server = await scriptedServer(
      refuses("json mode cannot be combined with tool/function calling", (body) => "response_format" in body, hello),
    );
    const got = await collect(openAi(server.baseUrl, new RepairBook()), {
      ...request,
      sampling: { responseFormat: { type: "json" } },
    });
    assert.equal(got.text, "Hello");
    assert.ok("tools" in (server.exchanges.at(-1)?.body ?? {}));
    assert.match(noticesOf(got).join(), /format/);
  });
});

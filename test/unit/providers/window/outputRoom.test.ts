import assert from "node:assert/strict";
import type { JsonObject } from "../../../../src/model/message.ts";
import type { Model } from "../../../../src/model/model.ts";
import { createAnthropicModel } from "../../../../src/providers/anthropic/anthropicModel.ts";
import { presets } from "../../../../src/providers/presets/presets.ts";
import { outputRoom } from "../../../../src/providers/window/outputRoom.ts";
import { ask, collect, failed, modelAt } from "../support/collect.ts";
import { answers, chunk, data, done, scriptedServer, type Script, streams } from "../support/scriptedServer.ts";

const refused = (message: string, status = 400) =>
  ({ at: "answer", status, headers: new Headers(), body: JSON.stringify({ error: { message } }) }) as const;

/** Words of servers; what was asked for; about how long the prompt is; what fits, and the window they name. */
const rows: readonly [string, string, number, number, number | undefined, number?][] = [
  [
    "vLLM of 2026",
    "This model's maximum context length is 4096 tokens. However, you requested 4096 output tokens and your prompt contains at least 418 input tokens, for a total of at least 4514 tokens. Please reduce the length of the input prompt or the number of requested output tokens.",
    4096,
    400,
    3678,
    4096,
  ],
  [
    "vLLM, which stopped counting",
    "This model's maximum context length is 4096 tokens. However, you requested 4096 output tokens and your prompt contains at least 1 input tokens, for a total of at least 4097 tokens.",
    4096,
    900,
    3196,
    4096,
  ],
  [
    "vLLM of before",
    "This model's maximum context length is 4096 tokens. However, you requested 4514 tokens (418 in the messages, 4096 in the completion). Please reduce the length of the messages or completion.",
    4096,
    900,
    3678,
    4096,
  ],
  [
    "vLLM's check of the parameter",
    "'max_tokens' or 'max_completion_tokens' is too large: 4096. This model's maximum context length is 4096 tokens and your request has 418 input tokens (4096 > 4096 - 418).",
    4096,
    900,
    3678,
    4096,
  ],
  [
    "OpenAI",
    "This model's maximum context length is 4,097 tokens. However, you requested 4,927 tokens (3,927 in the messages, 1,000 in the completion).",
    1000,
    900,
    170,
    4097,
  ],
  ["a range", "Range of max_tokens should be [1, 4096]", 8192, 100, 4096],
  [
    "OpenRouter, by kinds of input",
    "This endpoint's maximum context length is 131072 tokens. However, you requested about 140000 tokens (120000 of text input, 4000 of tool input, 16000 in the output). Please reduce the length of either one.",
    16_000,
    900,
    7072,
    131_072,
  ],
  [
    "OpenRouter, with images",
    "This endpoint's maximum context length is 131072 tokens. However, you requested about 140000 tokens (100000 of text input, 20000 of image input, 4000 of tool input, 16000 in the output).",
    16_000,
    900,
    7072,
    131_072,
  ],
  [
    "OpenRouter, the prompt alone is too long",
    "This endpoint's maximum context length is 32768 tokens. However, you requested about 140000 tokens (120000 of text input, 4000 of tool input, 16000 in the output).",
    16_000,
    900,
    undefined,
  ],
  [
    "Anthropic",
    "input length and `max_tokens` exceed context limit: 199626 + 21333 > 200000, decrease input length or `max_tokens` and try again",
    21_333,
    900,
    374,
    200_000,
  ],
  [
    "OpenRouter",
    "This endpoint's maximum context length is 131072 tokens. However, you requested about 145000 tokens (126000 of text input, 19000 in the output). Please reduce the length of either one.",
    19_000,
    900,
    5072,
    131_072,
  ],
  [
    "SGLang",
    "Requested token count exceeds the model's maximum context length of 4096 tokens. You requested a total of 4514 tokens: 418 tokens from the input messages and 4096 tokens for the completion.",
    4096,
    900,
    3678,
    4096,
  ],
  [
    "TGI",
    "`inputs` tokens + `max_new_tokens` must be <= 4096. Given: 418 `inputs` tokens and 4096 `max_new_tokens`",
    4096,
    900,
    3678,
    4096,
  ],
  [
    "Cloudflare",
    "AiError: The estimated number of input and maximum output tokens (81000) exceeded this model context window limit (80000).",
    4096,
    900,
    3096,
    80_000,
  ],
  [
    "a limit of the answer, OpenAI",
    "max_tokens is too large: 100000. This model supports at most 16384 completion tokens, whereas you provided 100000.",
    100_000,
    900,
    16_384,
  ],
  [
    "a limit of the answer, Anthropic",
    "max_tokens: 8192 > 4096, which is the maximum allowed number of output tokens for claude-3-opus",
    8192,
    900,
    4096,
  ],
  [
    "a limit of the answer, DeepSeek",
    "Invalid max_tokens value, the valid range of max_tokens is [1, 8192]",
    16_000,
    900,
    8192,
  ],
  [
    "a limit of the answer, Groq",
    "`max_tokens` must be less than or equal to `8192`, the maximum value for `max_tokens` is less than the `context_window` for this model",
    16_000,
    900,
    8192,
  ],
  [
    "a limit of the answer, Bedrock",
    "The maximum tokens you requested exceeds the model limit of 4096. Try again with a maximum tokens value that is lower than 4096.",
    8192,
    900,
    4096,
  ],
  [
    "a prompt that is too long by itself",
    "This model's maximum context length is 4096 tokens. However, you requested 9096 tokens (5000 in the messages, 4096 in the completion).",
    4096,
    5000,
    undefined,
  ],
  [
    "a prompt that is too long, llama-server",
    "request (7583 tokens) exceeds the available context size (4096 tokens), try increasing it",
    4096,
    7000,
    undefined,
  ],
  ["another limit", "You exceeded your quota of 1000 tokens per minute", 4096, 900, undefined],
  ["another field", "temperature must be less than or equal to 2", 4096, 900, undefined],
  [
    "a field that is not known",
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    4096,
    900,
    undefined,
  ],
  [
    "no room worth a word",
    "This model's maximum context length is 4096 tokens and your request has 4090 input tokens; max_tokens 4096 is too large",
    4096,
    4000,
    undefined,
  ],
];

describe("the room that a refusal leaves for an answer", () => {
  for (const [what, message, asked, prompt, most, window] of rows) {
    it(`${what}: ${most ?? "nothing to do"}`, () => {
      const wanted = most === undefined ? undefined : { most, ...(window !== undefined && { window }) };
      assert.deepEqual(outputRoom(refused(message), asked, prompt), wanted);
      const inStream = outputRoom({ at: "stream", error: { error: { message } } }, asked, prompt);
      assert.deepEqual(inStream, wanted);
    });
  }

  it("is read out of refusals alone", () => {
    const message = rows[0]![1];
    for (const status of [401, 404, 429]) assert.equal(outputRoom(refused(message, status), 4096, 400), undefined);
    assert.equal(outputRoom({ at: "cut" }, 4096, 400), undefined);
  });
});

/** A vLLM with a window of 4,096 tokens and a prompt of 418, which refuses what does not fit. */
const strict =
  (field: string, answer: Script, words: (asked: number) => string): Script =>
  (exchange, count) => {
    const asked = Number(exchange.body[field] ?? 0);
    (asked + 418 <= 4096 ? answer : answers(400, { error: { message: words(asked) } }))(exchange, count);
  };
const words = (asked: number) =>
  `This model's maximum context length is 4096 tokens. However, you requested ${asked} output tokens and your prompt contains 418 input tokens, for a total of ${asked + 418} tokens.`;

const anthropicAnswer: Script = ({ response }) => {
  const events = [
    { type: "message_start", message: { model: "g", content: [], usage: { input_tokens: 418 } } },
    { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hello!" } },
    { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 3 } },
    { type: "message_stop" },
  ];
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  response.end(events.map((event) => `event: ${event.type}\n${data(event)}`).join(""));
};

describe("an answer's limit that does not fit beside the prompt", () => {
  const sent = (exchanges: readonly { body: JsonObject }[], field: string) => exchanges.map(({ body }) => body[field]);

  it("Anthropic's protocol: sent once more with what fits, and fitted from then on", async () => {
    await using server = await scriptedServer(strict("max_tokens", anthropicAnswer, words));
    const model = createAnthropicModel({ preset: presets.custom, baseUrl: server.baseUrl, modelId: "gemma" });
    assert.equal((await collect(model)).text, "Hello!");
    assert.deepEqual(sent(server.exchanges, "max_tokens"), [4096, 3678]);
    assert.equal(model.info.contextTokens, 4096);
    const long = await collect(model, ask("word ".repeat(300)));
    assert.equal(long.text, "Hello!");
    assert.equal(server.exchanges.length, 3, "the next question is not refused");
  });

  const openAiAnswer = streams(chunk({ content: "Hello!" }, "stop"), done);
  for (const [preset, field] of [
    [presets.custom, "max_tokens"],
    [presets.runware, "max_completion_tokens"],
  ] as const) {
    it(`OpenAI's protocol, ${field}`, async () => {
      await using server = await scriptedServer(strict(field, openAiAnswer, words));
      const model = modelAt(server.baseUrl, { preset });
      const got = await collect(model, ask("hi", { sampling: { maxTokens: 4000 } }));
      assert.equal(got.text, "Hello!");
      assert.deepEqual(sent(server.exchanges, field), [4000, 3678]);
    });
  }

  it("a server that refuses whatever is sent is asked a second time at most", async () => {
    await using server = await scriptedServer(answers(400, { error: { message: words(4096) } }));
    const model: Model = createAnthropicModel({ preset: presets.custom, baseUrl: server.baseUrl, modelId: "gemma" });
    failed(await collect(model), "overflow");
    assert.equal(server.exchanges.length, 2);
  });

  it("without a limit of the user's own nothing is invented", async () => {
    await using server = await scriptedServer(answers(400, { error: { message: words(4096) } }));
    failed(await collect(modelAt(server.baseUrl)), "overflow");
    assert.deepEqual(sent(server.exchanges, "max_tokens"), [undefined]);
  });
});

import assert from "node:assert/strict";
import { createAnthropicModel } from "../../../../src/providers/anthropic/anthropicModel.ts";
import { presets } from "../../../../src/providers/presets/presets.ts";
import { createRunwareModel } from "../../../../src/providers/runware/runwareModel.ts";
import { RepairBook } from "../../../../src/providers/repairs/repairs.ts";
import { outputRoom } from "../../../../src/providers/window/outputRoom.ts";
import { ask, collect, type Collected, failed, modelAt } from "../support/collect.ts";
import { answers, chunk, data, done, scriptedServer, type Script, streams } from "../support/scriptedServer.ts";

const asked = 64_000;
/** What servers say of a limit of 64,000 tokens, and the largest one that they take by that. */
const rows: readonly [words: string, most: number | undefined][] = [
  ["max_tokens must be less than 4097", 4096],
  ["`max_tokens` must be strictly less than 8193", 8192],
  ["max_tokens should be smaller than 16385", 16_384],
  ["max_tokens must be lower than 4,097", 4096],
  ["max_tokens must be below 4097", 4096],
  ["max_tokens must be < 4097", 4096],
  ["max_tokens: 64000 >= 4097", 4096],
  ["max_tokens: expected 1 <= x < 4097", 4096],
  ["max_tokens must be in [1, 4097)", 4096],
  [
    "Unable to submit request because it has a maxOutputTokens value of 64000 but the supported range is from 1 (inclusive) to 4097 (exclusive). Update the value and try again.",
    4096,
  ],
  ["max_completion_tokens: must be from 1 (inclusive) to 8193 (exclusive)", 8192],
  ["max_tokens must be less than or equal to 4096", 4096],
  ["max_tokens must be less than 4096 or equal to it", 4096],
  ["max_tokens must be <= 4096", 4096],
  ["max_tokens must be at most 4096", 4096],
  ["max_tokens must be no more than 4096", 4096],
  ["max_tokens must not exceed 4096", 4096],
  ["max_tokens cannot exceed 4096", 4096],
  ["max_tokens may be up to 4096", 4096],
  ["max_tokens must be 4096 or less", 4096],
  ["max_tokens is limited to 4096", 4096],
  ["max_tokens is greater than 4096, which this model does not support", 4096],
  ["max_tokens (64000) is larger than 4096", 4096],
  ["Range of max_tokens should be [1, 4096]", 4096],
  ["field MaxTokens invalid, should be in [1, 65536)", undefined],
  ["field MaxTokens invalid, should be in [1, 32768]", 32_768],
  ["max_tokens (current value: 64000) must be between 0 and 4000", 4000],
  ["max_tokens must be between 1 to 4096", 4096],
  ["max_tokens should be in the range 1-4096", 4096],
  ["max_tokens is too large: the maximum value is 4096", 4096],
  ["The maximum number of output tokens is 4096", 4096],
  ["max_tokens: the maximum for this model is 4096 tokens", 4096],
  [
    "The parameter max_tokens specified in the request is not valid: integer above maximum value, expected a value <= 32768, but got 64000 instead.",
    32_768,
  ],
  ["too many tokens: max tokens must be less than or equal to 4096, received 64000.", 4096],
  ["<400> InternalError.Algo.InvalidParameter: Range of max_tokens should be [1, 8192]", 8192],
  ["max_tokens 不能超过 4096", 4096],
  ["max_tokens 参数非法：取值范围 [1, 4096]", 4096],
  ["max_tokens exceeds the limit of 4096 for your plan", 4096],
  // No limit of an answer, or none below what was asked for.
  ["max_tokens must be greater than 0", undefined],
  ["max_tokens must be greater than 1024, the thinking budget", undefined],
  ["max_tokens must be an integer, got 64000", undefined],
  ["max_tokens must be less than 128000", undefined],
  ["temperature must be less than 2", undefined],
  ["top_k must be less than 4097", undefined],
];

const refused = (message: string) =>
  ({ at: "answer", status: 400, headers: new Headers(), body: JSON.stringify({ error: { message } }) }) as const;

describe("the limit of an answer, as servers word it", () => {
  for (const [words, most] of rows) {
    it(`${most ?? "none"}: ${words}`, () => assert.equal(outputRoom(refused(words), asked, 100)?.most, most));
  }
});

const openAi = streams(chunk({ content: "Hello!" }, "stop"), done);
const anthropic: Script = ({ response }) => {
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  const said = { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hello!" } };
  const end = { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 3 } };
  response.end([said, end, { type: "message_stop" }].map(data).join(""));
};
/** Takes fewer tokens than `below`, and says so. */
const strict =
  (below: number, answer: Script): Script =>
  (exchange, count) => {
    const limit = Number(exchange.body["max_tokens"] ?? 0);
    const words = `max_tokens must be less than ${below}`;
    (limit < below ? answer : answers(400, { error: { message: words } }))(exchange, count);
  };
type Task = { taskType?: string; taskUUID: string; deliveryMethod: string; settings?: { maxTokens?: number } };
const taskOf = (body: unknown): Task => (body as [Task])[0];
const limitsOf = ({ exchanges }: { exchanges: readonly { body: unknown }[] }) =>
  exchanges.flatMap(({ body }) => taskOf(body).settings?.maxTokens ?? []);
/** Runware's task interface, for models whose answers have at most so many tokens. */
const runware =
  (most: number, status: number): Script =>
  (exchange, count) => {
    const { taskType, taskUUID, deliveryMethod, settings: { maxTokens = 0 } = {} } = taskOf(exchange.body);
    const message = `Invalid value for 'settings.maxTokens' parameter. It must be an integer between 1 and ${most}. For example, 1024.`;
    const result = { taskUUID, status: "success", text: "Hello!", finishReason: "stop" };
    const answer =
      maxTokens > most
        ? answers(status, {
            errors: [{ code: "invalidMaxTokens", message, parameter: "settings.maxTokens", taskUUID }],
          })
        : deliveryMethod === "stream"
          ? streams(data({ delta: { text: "Hello!" } }), data({ finishReason: "stop" }), done)
          : answers(200, { data: [deliveryMethod === "async" && taskType !== "getResponse" ? { taskUUID } : result] });
    answer(exchange, count);
  };
const notices = ({ events }: Collected): string[] =>
  events.flatMap((event) => (event.type === "notice" ? [event.message] : []));
const long = ask("hi", { sampling: { maxTokens: 64_000 } });

describe("a limit of the answer that a server does not take", () => {
  it("OpenAI's protocol: refused once, told once, remembered for the model", async () => {
    await using server = await scriptedServer(strict(4097, openAi));
    const repairs = new RepairBook().of("server model");
    const first = await collect(modelAt(server.baseUrl, { repairs }), long);
    assert.equal(first.text, "Hello!");
    assert.equal(notices(first).length, 1);
    assert.match(notices(first)[0] ?? "", /no limit above 4,096 tokens/);
    for (const maxTokens of [64_000, 5000, 100]) {
      const next = await collect(modelAt(server.baseUrl, { repairs }), ask("hi", { sampling: { maxTokens } }));
      assert.equal(next.text, "Hello!");
      assert.deepEqual(notices(next), []);
    }
    const limits = server.exchanges.map(({ body }) => body["max_tokens"]);
    assert.deepEqual(limits, [64_000, 4096, 4096, 4096, 100]);
  });

  it("Anthropic's protocol: also in the user's own field", async () => {
    await using server = await scriptedServer(strict(1025, anthropic));
    const model = createAnthropicModel({
      preset: presets.custom,
      baseUrl: server.baseUrl,
      modelId: "gemma",
      extraBody: { max_tokens: 9000 },
    });
    assert.equal(notices(await collect(model)).length, 1);
    assert.deepEqual(notices(await collect(model)), []);
    assert.deepEqual(
      server.exchanges.map(({ body }) => body["max_tokens"]),
      [9000, 1024, 1024],
    );
  });

  for (const deliveryMethod of ["stream", "sync", "async"] as const) {
    it(`Runware's tasks with delivery “${deliveryMethod}”: the request's limit and the user's own`, async () => {
      await using server = await scriptedServer(runware(4096, 400));
      const repairs = new RepairBook().of("runware");
      const modelOf = (settings: { maxTokens?: number }) =>
        createRunwareModel({
          baseUrl: server.baseUrl,
          modelId: "gemma",
          parameters: { deliveryMethod, settings },
          repairs,
          pause: () => Promise.resolve(),
        });
      const first = await collect(modelOf({}), long);
      assert.equal(first.text, "Hello!");
      assert.match(notices(first).join(), /^Runware takes no limit above 4,096 tokens/);
      for (const maxTokens of [9000, 100]) {
        const next = await collect(modelOf({ maxTokens }));
        assert.equal(next.text, "Hello!");
        assert.deepEqual(notices(next), []);
      }
      assert.deepEqual(limitsOf(server), [64_000, 4096, 4096, 100]);
    });
  }

  it("Runware's under HTTP 200, in its own list of errors", async () => {
    for (const deliveryMethod of ["stream", "sync"] as const) {
      await using server = await scriptedServer(runware(4096, 200));
      const model = createRunwareModel({ baseUrl: server.baseUrl, modelId: "gemma", parameters: { deliveryMethod } });
      assert.equal((await collect(model, long)).text, "Hello!");
      assert.deepEqual(limitsOf(server), [64_000, 4096]);
    }
  });

  it("Runware's window is learnt from a refusal that names it", async () => {
    await using server = await scriptedServer((exchange, count) => {
      const words =
        "This model's maximum context length is 8192 tokens. However, you requested 64010 tokens (10 in the messages, 64000 in the completion).";
      (count === 0 ? answers(400, { errors: [{ code: "invalidRequest", message: words }] }) : runware(8192, 400))(
        exchange,
        count,
      );
    });
    const model = createRunwareModel({ baseUrl: server.baseUrl, modelId: "gemma" });
    assert.equal((await collect(model, long)).text, "Hello!");
    assert.equal(model.info.contextTokens, 8192);
  });

  it("Runware's other refusals are told as before, after one request", async () => {
    for (const deliveryMethod of ["stream", "sync", "async"] as const) {
      const errors = [{ code: "invalidTemperature", message: "temperature must be between 0 and 2", parameter: "x" }];
      await using server = await scriptedServer(answers(400, { errors }));
      const model = createRunwareModel({ baseUrl: server.baseUrl, modelId: "gemma", parameters: { deliveryMethod } });
      assert.match(failed(await collect(model, long), "protocol"), /temperature must be between 0 and 2/);
      assert.equal(server.exchanges.length, 1);
    }
  });

  it("of two that were named for one request the last is told", async () => {
    await using server = await scriptedServer((exchange, count) =>
      (count === 0 ? strict(8193, openAi) : strict(4097, openAi))(exchange, count),
    );
    const got = await collect(modelAt(server.baseUrl), long);
    assert.equal(got.text, "Hello!");
    assert.deepEqual(
      notices(got).map((words) => /above ([\d,]+)/.exec(words)?.[1]),
      ["4,096"],
    );
  });

  it("is not remembered where no answer comes of it", async () => {
    await using server = await scriptedServer((exchange, count) =>
      (count < 2
        ? answers(400, { error: { message: count === 0 ? "max_tokens must be less than 4097" : "odd request" } })
        : openAi)(exchange, count),
    );
    const model = modelAt(server.baseUrl);
    failed(await collect(model, long), "protocol");
    assert.deepEqual(notices(await collect(model, long)), []);
    assert.equal(server.exchanges.at(-1)?.body["max_tokens"], 64_000);
  });
});

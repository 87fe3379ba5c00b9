import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Model } from "../../../../src/model/model.ts";
import { createAnthropicModel } from "../../../../src/providers/anthropic/anthropicModel.ts";
import { createOllamaModel } from "../../../../src/providers/ollama/ollamaModel.ts";
import type { OpenAiModelOptions } from "../../../../src/providers/openai/openAiModel.ts";
import { presets } from "../../../../src/providers/presets/presets.ts";
import "../../../support/fixedSeed.ts";
import { ask, collect, type Collected, doneOf, modelAt } from "../support/collect.ts";
import { plays } from "../support/memoryTransport.ts";
import { chunk, data, done } from "../support/scriptedServer.ts";

const baseUrl = "http://127.0.0.1:1234/v1";
const noticeOf = ({ events }: Collected): string | undefined =>
  events.flatMap((event) => (event.type === "notice" ? [event.message] : []))[0];

/** A model of a server on this machine that answers with a call, then states that usage. */
const openAi = (usage: unknown, contextTokens?: number, at: Partial<OpenAiModelOptions> = {}): Model => {
  const call = { index: 0, id: "c1", function: { name: "read_file", arguments: '{"path":"a.ts"}' } };
  const pieces = [chunk({ content: "Hm" }), chunk({ tool_calls: [call] }), chunk({}, "tool_calls")];
  const bytes = Buffer.from([...pieces, data({ choices: [], usage }), done].join(""));
  const info = contextTokens === undefined ? {} : { contextTokens };
  return modelAt(baseUrl, { preset: presets.lmstudio, transport: plays([bytes]), info, ...at });
};
const openAiAnswer = (prompt: string, count: unknown, contextTokens?: number) =>
  collect(openAi({ prompt_tokens: count, completion_tokens: 1 }, contextTokens), ask(prompt));

const long = "word ".repeat(8000);

describe("a server that cuts a prompt silently", () => {
  it("is reported beside the answer, which stays complete with its calls", async () => {
    const known = await openAiAnswer(long, 4000, 4096);
    doneOf(known);
    assert.equal(known.text, "Hm");
    assert.ok(known.events.some(({ type }) => type === "tool-call-end"));
    const words =
      /^LM Studio \(.*\) seems to have read only 4,000 tokens of the conversation: its window is 4,096\. The/;
    assert.match(noticeOf(known) ?? "", words);
    const unknown = await openAiAnswer(long, 4000);
    assert.match(noticeOf(unknown) ?? "", /read only 4,000 tokens of the conversation\. The answer may lack/);
    assert.equal(unknown.events.at(-1)?.type, "done", "the notice stands before the end");
    assert.notEqual(noticeOf(await openAiAnswer("word ".repeat(3200), 4096, 4096)), undefined, "filled to its end");
  });

  const unsuspicious: readonly [string, string, unknown, number | undefined][] = [
    ["a count that may be right", long, 8001, 131_072],
    ["a count that may be right, of an unknown window", long, 8001, undefined],
    ["a short prompt, whose tokens nobody knows", "-".repeat(4000), 64, undefined],
    ["less than a cut would leave", long, 700, undefined],
    ["less than a cut would leave, of a known window", long, 700, 8192],
    ["less than a cut would leave, of a large window", long, 700, 131_072],
    ["zero", "good word ".repeat(3000), 0, 8192],
    ["zero, of a long prompt", long, 0, undefined],
    ["minus one", long, -1, 4096],
    ["null", long, null, 4096],
    ["a text", long, "4000", 4096],
    ["the largest integer", long, 2 ** 31 - 1, 4096],
    ["a thousand million", long, 1e9, 4096],
    ["a count above the window", long, 11_400, 8192],
    ["a whole window for a short prompt", "hi", 4096, 4096],
  ];
  for (const [what, prompt, count, window] of unsuspicious) {
    it(`no notice: ${what}`, async () => {
      const got = await openAiAnswer(prompt, count, window);
      doneOf(got);
      assert.equal(noticeOf(got), undefined);
    });
  }

  it("a count of new tokens alone is no sign if more was read before", async () => {
    const usages = [20_000, 2000];
    const transports = usages.map((count) =>
      plays([
        Buffer.from(
          [chunk({ content: "Hm" }, "stop"), data({ choices: [], usage: { prompt_tokens: count } })].join(""),
        ),
      ]),
    );
    const model = modelAt(baseUrl, { transport: (url, request) => transports.shift()!(url, request) });
    assert.equal(noticeOf(await collect(model, ask("word ".repeat(16_000)))), undefined);
    assert.equal(noticeOf(await collect(model, ask("word ".repeat(16_500)))), undefined);
  });

  it("what was cached belongs to the prompt, whichever way a server counts", async () => {
    const counted = async (usage: object) => {
      const { events } = await collect(openAi(usage), ask(long));
      return events.flatMap((event) => (event.type === "usage" ? [event.usage.inputTokens] : []))[0];
    };
    assert.equal(await counted({ prompt_tokens: 9000, prompt_tokens_details: { cached_tokens: 8000 } }), 9000);
    assert.equal(await counted({ prompt_tokens: 1200, prompt_tokens_details: { cached_tokens: 8000 } }), 9200);
    assert.equal(await counted({ prompt_tokens: 0, prompt_tokens_details: { cached_tokens: 8000 } }), 8000);
    assert.equal(await counted({ prompt_tokens: 0 }), undefined);
  });

  it("a hosted provider refuses what is too long: no count of its is suspected", async () => {
    const model = openAi({ prompt_tokens: 4000 }, 4096, {
      preset: presets.openrouter,
      baseUrl: "https://host.test/v1",
    });
    assert.equal(noticeOf(await collect(model, ask(long))), undefined);
  });
});

describe("a count above the believed window", () => {
  it("proves the belief wrong: the window is unknown from then on, and the answer is whole", async () => {
    const model = openAi({ prompt_tokens: 6000, completion_tokens: 3 }, 4096);
    assert.equal(model.info.contextTokens, 4096);
    doneOf(await collect(model, ask("hi")));
    assert.equal(model.info.contextTokens, undefined);
  });

  it("no usage that a server states ends a turn or becomes a window", async () => {
    const number = fc.oneof(
      fc.constantFrom<unknown>(0, -1, null, 2 ** 31 - 1, 2 ** 32 - 1, 1e9, 1e308, "4096", "", true, {}, [], 0.5),
      fc.integer({ min: -5, max: 300_000 }),
    );
    const usage = fc.record({
      prompt_tokens: number,
      completion_tokens: number,
      total_tokens: number,
      cost: number,
      prompt_tokens_details: fc.oneof(number, fc.record({ cached_tokens: number })),
    });
    const window = fc.option(number, { nil: undefined });
    const size = fc.constantFrom(2, 4000, 60_000);
    await fc.assert(
      fc.asyncProperty(usage, window, size, async (stated, believed, characters) => {
        const request = ask("word ".repeat(characters / 2));
        for (const model of modelsThatState(stated, believed as number | undefined)) {
          const got = await collect(model, request);
          doneOf(got);
          assert.ok(got.text === "Hm");
          const { contextTokens } = model.info;
          assert.ok(contextTokens === undefined || (contextTokens >= 128 && contextTokens < 1e8), `${contextTokens}`);
          for (const event of got.events) {
            if (event.type !== "usage") continue;
            for (const value of Object.values(event.usage))
              assert.ok(typeof value === "number" && value >= 0 && value < 1e8);
            assert.notEqual(event.usage.inputTokens, 0);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

function modelsThatState(usage: Record<string, unknown>, contextTokens: number | undefined): Model[] {
  const info = contextTokens === undefined ? {} : { contextTokens };
  const anthropic = [
    { type: "message_start", message: { model: "g", content: [], usage: { input_tokens: usage["prompt_tokens"] } } },
    { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hm" } },
    { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: usage["completion_tokens"] } },
    { type: "message_stop" },
  ].map((event) => `event: ${event.type}\n${data(event)}`);
  const ollama = [
    { message: { content: "Hm" }, done: false },
    { message: { content: "" }, done: true, prompt_eval_count: usage["prompt_tokens"], eval_count: usage["cost"] },
  ].map((line) => `${JSON.stringify(line)}\n`);
  const of = (pieces: readonly string[]) => plays([Buffer.from(pieces.join(""))]);
  const local = { baseUrl, modelId: "gemma", info };
  return [
    modelAt(baseUrl, { transport: of([chunk({ content: "Hm" }, "stop"), data({ choices: [], usage }), done]), info }),
    createAnthropicModel({ preset: presets.custom, transport: of(anthropic), ...local }),
    createOllamaModel({ ...local, facts: { maxContextTokens: 131_072 }, contextTokens: 65_536, transport: of(ollama) }),
  ];
}

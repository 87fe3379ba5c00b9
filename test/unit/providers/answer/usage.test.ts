import assert from "node:assert/strict";
import type { Usage } from "../../../../src/model/model.ts";
import { createAnthropicModel } from "../../../../src/providers/anthropic/anthropicModel.ts";
import { infoOfListed, listedFrom } from "../../../../src/providers/discovery/listedModel.ts";
import { createOllamaModel } from "../../../../src/providers/ollama/ollamaModel.ts";
import { createOpenAiModel } from "../../../../src/providers/openai/openAiModel.ts";
import { modelInfo } from "../../../../src/providers/parameters/modelInfo.ts";
import { presets } from "../../../../src/providers/presets/presets.ts";
import { createRunwareModel } from "../../../../src/providers/runware/runwareModel.ts";
import { ask, collect } from "../support/collect.ts";
import { plays } from "../support/memoryTransport.ts";

const baseUrl = "http://x.invalid/v1";
const sse = (...chunks: unknown[]) =>
  plays([Buffer.from(chunks.map((each) => `data: ${JSON.stringify(each)}\n\n`).join(""))]);
const usagesOf = async (model: Parameters<typeof collect>[0]): Promise<Usage[]> =>
  (await collect(model, ask())).events.flatMap((event) => (event.type === "usage" ? [event.usage] : []));

describe("the usage of one request, as each wire states it", () => {
  const openAi = (usage: object, more: object = {}) =>
    usagesOf(
      createOpenAiModel({
        preset: presets.custom,
        baseUrl,
        modelId: "m",
        transport: sse(
          { choices: [{ index: 0, delta: { content: "Hi" }, finish_reason: "stop" }] },
          { choices: [], usage, ...more },
        ),
      }),
    );

  it("OpenAI protocol: cached tokens among the input, thoughts among the output, the provider's cost", async () => {
    const usage = {
      prompt_tokens: 100,
      completion_tokens: 50,
      total_tokens: 150,
      cost: 0.001,
      prompt_tokens_details: { cached_tokens: 80 },
      completion_tokens_details: { reasoning_tokens: 30 },
    };
    const read = { inputTokens: 100, outputTokens: 50, thoughtTokens: 30, cachedTokens: 80, cost: 0.001 };
    assert.deepEqual(await openAi(usage), [read]);
  });

  const bills: readonly [name: string, bill: object, cost: number | undefined][] = [
    [
      "the router's and the provider's",
      { cost: 0, is_byok: true, cost_details: { upstream_inference_cost: 0.0360795 } },
      0.0360795,
    ],
    [
      "with the router's fee",
      { cost: 0.0018, is_byok: true, cost_details: { upstream_inference_cost: 0.036 } },
      0.0378,
    ],
    [
      "in parts",
      {
        cost: 0,
        is_byok: true,
        cost_details: {
          upstream_inference_cost: null,
          upstream_inference_prompt_cost: 0.01,
          upstream_inference_completions_cost: 0.002,
        },
      },
      0.012,
    ],
    ["without the provider's part: unknown", { cost: 0, is_byok: true }, undefined],
    [
      "over the router's own key",
      { cost: 0.01, is_byok: false, cost_details: { upstream_inference_cost: 0.009 } },
      0.01,
    ],
    ["no word of a key", { cost: 0.01, cost_details: { upstream_inference_cost: null } }, 0.01],
    ["fields of odd types", { cost: 0.01, is_byok: "yes", cost_details: "none" }, 0.01],
  ];
  for (const [name, bill, cost] of bills) {
    it(`over the user's own key of a provider, the bill ${name}`, async () => {
      const tokens = { prompt_tokens: 9171, completion_tokens: 113 };
      const [usage] = await openAi({ ...tokens, ...bill });
      assert.equal(usage?.cost === undefined ? undefined : Number(usage.cost.toFixed(7)), cost);
    });
  }

  it("Google's endpoint: thoughts are told by the total alone, and are output", async () => {
    const google = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 150 };
    assert.deepEqual(await openAi(google), [{ inputTokens: 100, outputTokens: 50, thoughtTokens: 30 }]);
    const strange = { ...google, completion_tokens_details: { reasoning_tokens: 7 } };
    assert.deepEqual(await openAi(strange), [{ inputTokens: 100, outputTokens: 20, thoughtTokens: 7 }]);
    assert.deepEqual(await openAi({ ...google, total_tokens: 120 }), [{ inputTokens: 100, outputTokens: 20 }]);
  });

  it("llama-server: its own count of the cache", async () => {
    assert.deepEqual(await openAi({ prompt_tokens: 100, completion_tokens: 2 }, { timings: { cache_n: 90 } }), [
      { inputTokens: 100, outputTokens: 2, cachedTokens: 90 },
    ]);
  });

  it("Anthropic protocol: cached tokens are beside the input there, and counts cumulative", async () => {
    const transport = sse(
      {
        type: "message_start",
        message: { usage: { input_tokens: 10, cache_read_input_tokens: 90, output_tokens: 1 } },
      },
      { type: "content_block_start", index: 0, content_block: { type: "text", text: "Hi" } },
      { type: "content_block_stop", index: 0 },
      { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 12, cost: 0.002 } },
      { type: "message_stop" },
    );
    const model = createAnthropicModel({ preset: presets.custom, baseUrl, modelId: "m", transport });
    assert.deepEqual(await usagesOf(model), [{ inputTokens: 100, outputTokens: 12, cachedTokens: 90, cost: 0.002 }]);
  });

  it("Ollama: counts of its last line", async () => {
    const lines = [
      { message: { content: "Hi" }, done: false },
      { message: { content: "" }, done: true, done_reason: "stop", prompt_eval_count: 100, eval_count: 12 },
    ];
    const transport = plays([Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(""))]);
    const model = createOllamaModel({ baseUrl, modelId: "gemma3:4b", facts: {}, transport });
    assert.deepEqual(await usagesOf(model), [{ inputTokens: 100, outputTokens: 12 }]);
  });

  it("Runware's task: thoughts beside the answer become output, its cost is the bill", async () => {
    const usage = { promptTokens: 100, completionTokens: 20, totalTokens: 150, thinkingTokens: 30 };
    const transport = sse(
      { delta: { text: "Hi" }, taskUUID: "t" },
      { finishReason: "stop", usage, cost: 0.003, taskUUID: "t" },
    );
    const model = createRunwareModel({ baseUrl, modelId: "m", apiKey: "a-key", transport });
    assert.deepEqual(await usagesOf(model), [{ inputTokens: 100, outputTokens: 50, thoughtTokens: 30, cost: 0.003 }]);
  });
});

describe("usage that is stated more than once", () => {
  const end = { index: 0, delta: {}, finish_reason: "stop" };
  const chunks = (...usages: object[]) =>
    sse({ choices: [{ index: 0, delta: { content: "Hi" } }] }, ...usages.map((usage) => ({ choices: [end], usage })));
  const openAi = (...usages: object[]) =>
    createOpenAiModel({ preset: presets.custom, baseUrl, modelId: "m", transport: chunks(...usages) });
  const runware = (...pieces: object[]) =>
    createRunwareModel({
      baseUrl,
      modelId: "m",
      apiKey: "a-key",
      transport: sse({ delta: { text: "Hi" }, taskUUID: "t" }, ...pieces),
    });

  it("OpenAI protocol: the last statement counts, what it leaves out stays", async () => {
    const first = { prompt_tokens: 100, completion_tokens: 1, cost: 0.001 };
    const last = { prompt_tokens: 100, completion_tokens: 20 };
    assert.deepEqual(await usagesOf(openAi(first, last)), [{ inputTokens: 100, outputTokens: 20, cost: 0.001 }]);
    assert.deepEqual(await usagesOf(openAi(last, { prompt_tokens: 0, completion_tokens: 0 })), [
      { inputTokens: 100, outputTokens: 20 },
    ]);
  });

  it("Runware's task: the bill of the last piece, not a sum of what is repeated", async () => {
    const usage = { promptTokens: 100, completionTokens: 20, totalTokens: 120 };
    const piece = { usage, cost: 0.003, taskUUID: "t" };
    const told = { inputTokens: 100, outputTokens: 20, cost: 0.003 };
    assert.deepEqual(await usagesOf(runware(piece, { ...piece, finishReason: "stop" })), [told]);
    const early = { usage: { ...usage, completionTokens: 2, totalTokens: 102 }, cost: 0.001, taskUUID: "t" };
    assert.deepEqual(await usagesOf(runware(early, { ...piece, finishReason: "stop" })), [told]);
    assert.deepEqual(await usagesOf(runware(piece, { cost: 0, finishReason: "stop", taskUUID: "t" })), [told]);
  });

  it("a cost as text is read", async () => {
    const told = [{ inputTokens: 1, outputTokens: 2, cost: 0.0012 }];
    assert.deepEqual(await usagesOf(openAi({ prompt_tokens: 1, completion_tokens: 2, cost: "0.0012" })), told);
    const piece = { usage: { promptTokens: 1, completionTokens: 2 }, cost: "1.2e-3", finishReason: "stop" };
    assert.deepEqual(await usagesOf(runware(piece)), told);
    for (const cost of ["", "free", "-1", "0x10", "NaN", " "]) {
      const [usage] = await usagesOf(openAi({ prompt_tokens: 1, completion_tokens: 2, cost }));
      assert.equal(usage?.cost, undefined, cost);
    }
  });

  it("is told of a first try that brought nothing", async () => {
    const failing = sse(
      { choices: [], usage: { prompt_tokens: 100, completion_tokens: 0, cost: 0.01 } },
      { error: { message: "Provider returned error", code: 502 } },
    );
    const model = createOpenAiModel({ preset: presets.custom, baseUrl, modelId: "m", transport: failing });
    const got = await collect(model, ask());
    assert.ok(got.error);
    assert.deepEqual(got.events, [{ type: "usage", usage: { inputTokens: 100, outputTokens: 0, cost: 0.01 } }]);
  });
});

describe("what a model costs", () => {
  const infoOf = (id: keyof typeof presets, model: string, info = {}) => modelInfo(presets[id], model, "", info);

  it("is known of the presets' models, and better from a live list", () => {
    assert.deepEqual(infoOf("keeprouter", "gemma-4-31B-it").price, { input: 0.12, output: 0.35 });
    assert.deepEqual(infoOf("openrouter", "google/gemma-4-31b-it:free").price, { input: 0, output: 0 });
    const live = listedFrom({
      id: "google/gemma-4-26b-a4b-it",
      pricing: { prompt: "0.0000001", completion: "0.0000004" },
    });
    const { price } = infoOf("openrouter", live.id, infoOfListed(live));
    assert.deepEqual(price, { input: 0.1, output: 0.4 });
    assert.equal(infoOf("custom", "gemma-4-31b-it").price, undefined);
  });

  it("is nothing on a local server, but not for what Ollama passes on to its cloud", () => {
    assert.equal(infoOf("ollama", "gemma3:4b").local, true);
    assert.equal(infoOf("llama-server", "gemma3").local, true);
    assert.equal(infoOf("ollama", "gemma3:27b-cloud").local, undefined);
    assert.equal(infoOf("custom", "gemma3").local, undefined);
  });
});

import assert from "node:assert/strict";
import type { Reasoning, Sampling } from "../../../../src/model/model.ts";
import { ModelError } from "../../../../src/model/modelError.ts";
import { droppedNote, paramsFor } from "../../../../src/providers/protocols.ts";
import type { WireProtocol } from "../../../../src/providers/parameters/presetRow.ts";
import { type PresetId, presets } from "../../../../src/providers/presets/presets.ts";

const sampling: Required<Sampling> = {
  temperature: 0.5,
  topP: 0.9,
  topK: 40,
  minP: 0.05,
  repetitionPenalty: 1.1,
  frequencyPenalty: 0.2,
  presencePenalty: 0.3,
  seed: 7,
  maxTokens: 100,
  stop: ["END"],
  logitBias: { 5: -100 },
  topLogprobs: 3,
  responseFormat: { type: "json-schema", name: "answer", schema: { type: "object" } },
};
const reasoning: Reasoning = { enabled: true, effort: "high", exclude: false };

const place = (id: PresetId, protocol: WireProtocol = "openai", modelId = "m") => ({
  preset: presets[id],
  protocol,
  modelId,
});

const jsonSchema = {
  response_format: { type: "json_schema", json_schema: { name: "answer", strict: true, schema: { type: "object" } } },
};
const openAi = {
  temperature: 0.5,
  top_p: 0.9,
  frequency_penalty: 0.2,
  presence_penalty: 0.3,
  seed: 7,
  max_tokens: 100,
  stop: ["END"],
  logit_bias: { 5: -100 },
  logprobs: true,
  top_logprobs: 3,
  ...jsonSchema,
};
const { max_tokens: _max, ...withoutMax } = openAi;
const { seed: _seed, logit_bias: bias, logprobs: _logprobs, top_logprobs: _top, ...google } = openAi;
const { logit_bias: _bias, ...withoutBias } = openAi;
const thought = ["reasoning.enabled", "reasoning.effort", "reasoning.exclude"];
const loose = ["topK", "minP", "repetitionPenalty"];

/** Everything a user can set, at each provider and protocol: what is sent, and what is not. */
const rows: [PresetId, WireProtocol, object, string[]][] = [
  [
    "openrouter",
    "openai",
    {
      ...openAi,
      top_k: 40,
      min_p: 0.05,
      repetition_penalty: 1.1,
      reasoning: { enabled: true, effort: "high", exclude: false },
    },
    [],
  ],
  ["keeprouter", "openai", openAi, [...loose, ...thought]],
  [
    "keeprouter",
    "anthropic",
    {
      top_p: 0.9,
      max_tokens: 100,
      stop_sequences: ["END"],
      thinking: { type: "enabled", budget_tokens: 4096 },
    },
    [
      "temperature",
      "topK",
      "minP",
      "repetitionPenalty",
      "frequencyPenalty",
      "presencePenalty",
      "seed",
      "logitBias",
      "topLogprobs",
      "responseFormat",
      "reasoning.effort",
      "reasoning.exclude",
    ],
  ],
  [
    "runware",
    "openai",
    { ...withoutMax, max_completion_tokens: 100, reasoning_effort: "high" },
    [...loose, "reasoning.exclude"],
  ],
  [
    "runware",
    "runware",
    {
      seed: 7,
      settings: {
        temperature: 0.5,
        topP: 0.9,
        topK: 40,
        minP: 0.05,
        repetitionPenalty: 1.1,
        frequencyPenalty: 0.2,
        presencePenalty: 0.3,
        maxTokens: 100,
        stopSequences: ["END"],
        thinkingLevel: "high",
      },
    },
    ["logitBias", "topLogprobs", "responseFormat", "reasoning.exclude"],
  ],
  [
    "google",
    "openai",
    {
      ...google,
      extra_body: { google: { thinking_config: { thinking_level: "high", include_thoughts: true } } },
    },
    [...loose, "seed", "logitBias", "topLogprobs"],
  ],
  [
    "ollama",
    "ollama",
    {
      logprobs: true,
      top_logprobs: 3,
      format: { type: "object" },
      think: true,
      options: {
        temperature: 0.5,
        top_p: 0.9,
        top_k: 40,
        min_p: 0.05,
        repeat_penalty: 1.1,
        frequency_penalty: 0.2,
        presence_penalty: 0.3,
        seed: 7,
        num_predict: 100,
        stop: ["END"],
      },
    },
    ["logitBias", "reasoning.exclude"],
  ],
  ["ollama", "openai", { ...withoutBias, reasoning_effort: "high" }, [...loose, "logitBias", "reasoning.exclude"]],
  ["lmstudio", "openai", { ...openAi, top_k: 40, repeat_penalty: 1.1 }, ["minP", ...thought]],
  [
    "llama-server",
    "openai",
    { ...openAi, top_k: 40, min_p: 0.05, repeat_penalty: 1.1, chat_template_kwargs: { enable_thinking: true } },
    ["reasoning.exclude"],
  ],
  [
    "vllm",
    "openai",
    { ...openAi, top_k: 40, min_p: 0.05, repetition_penalty: 1.1, chat_template_kwargs: { enable_thinking: true } },
    ["reasoning.exclude"],
  ],
  ["custom", "openai", openAi, [...loose, ...thought]],
];

describe("parameters on each wire", () => {
  for (const [id, protocol, params, dropped] of rows) {
    it(`${id} over ${protocol}: what is sent and what is not`, () => {
      const found = paramsFor(place(id, protocol), { sampling, reasoning });
      assert.deepEqual(found.params, params);
      assert.deepEqual(new Set(found.dropped), new Set(dropped));
    });
  }

  it("the free 31B is sent only what its page lists", () => {
    const found = paramsFor(place("openrouter", "openai", "google/gemma-4-31b-it:free"), { sampling, reasoning });
    assert.deepEqual(found.params, {
      temperature: 0.5,
      top_p: 0.9,
      seed: 7,
      max_tokens: 100,
      ...jsonSchema,
      reasoning: { enabled: true, effort: "high", exclude: false },
    });
    assert.deepEqual(found.dropped, [
      "topK",
      "minP",
      "repetitionPenalty",
      "frequencyPenalty",
      "presencePenalty",
      "stop",
      "logitBias",
      "topLogprobs",
    ]);
  });

  it("what a live list says of a model comes before the preset's row", () => {
    const facts = { ...place("openrouter", "openai", "google/gemma-4-31b-it:free"), takes: ["top_k"] };
    assert.deepEqual(paramsFor(facts, { sampling: { topK: 40, seed: 1 } }), {
      params: { top_k: 40 },
      dropped: ["seed"],
    });
    assert.equal(bias[5], -100);
  });

  it("thinking is not asked of a model that cannot think", () => {
    const found = paramsFor({ ...place("ollama", "ollama"), thinks: false }, { sampling: { seed: 1 }, reasoning });
    assert.deepEqual(found, { params: { options: { seed: 1 } }, dropped: ["reasoning"] });
  });

  it("without settings nothing is sent and nothing omitted", () => {
    for (const [id, protocol] of rows) {
      const { params, dropped } = paramsFor(place(id, protocol), { sampling: {}, reasoning: {} });
      const { options = {}, settings = {}, ...rest } = params;
      assert.deepEqual([options, settings, rest, dropped], [{}, {}, {}, []], `${id} ${protocol}`);
    }
  });
});

describe("thinking on each wire", () => {
  const cases: [PresetId, WireProtocol, Reasoning, object][] = [
    ["openrouter", "openai", { enabled: false }, { reasoning: { enabled: false } }],
    ["openrouter", "openai", { maxTokens: 2000, exclude: true }, { reasoning: { max_tokens: 2000, exclude: true } }],
    ["runware", "openai", { enabled: false }, { reasoning_effort: "none" }],
    ["runware", "runware", { enabled: false }, { settings: { thinkingLevel: "off" } }],
    [
      "google",
      "openai",
      { enabled: false },
      { extra_body: { google: { thinking_config: { thinking_level: "minimal" } } } },
    ],
    ["llama-server", "openai", { enabled: false }, { chat_template_kwargs: { enable_thinking: false } }],
    ["vllm", "openai", { effort: "none" }, { chat_template_kwargs: { enable_thinking: false } }],
    ["ollama", "ollama", { enabled: false }, { think: false, options: {} }],
    ["keeprouter", "anthropic", { enabled: false }, { thinking: { type: "disabled" } }],
    ["keeprouter", "anthropic", { maxTokens: 2000 }, { thinking: { type: "enabled", budget_tokens: 2000 } }],
  ];
  for (const [id, protocol, wanted, params] of cases) {
    it(`${id} over ${protocol}: ${JSON.stringify(wanted)}`, () =>
      assert.deepEqual(paramsFor(place(id, protocol), { reasoning: wanted }).params, params));
  }
});

describe("a parameter out of its range", () => {
  const refusals: [PresetId, WireProtocol, Sampling, RegExp][] = [
    ["openrouter", "openai", { temperature: 3 }, /“gemma\.temperature” is 3, but OpenRouter takes 0 to 2\./],
    ["keeprouter", "anthropic", { temperature: 1.5 }, /KeepRouter takes 0 to 1\./],
    ["runware", "runware", { topK: 1000 }, /Runware takes 1 to 100\./],
    ["runware", "runware", { frequencyPenalty: -1 }, /Runware takes 0 to 2\./],
    ["custom", "openai", { presencePenalty: -3 }, /takes −2 to 2\./],
    ["vllm", "openai", { seed: 1.5 }, /vLLM takes whole numbers, 0 or more\./],
    ["llama-server", "openai", { topLogprobs: 21 }, /takes 0 to 20\./],
  ];
  for (const [id, protocol, wanted, words] of refusals) {
    it(`${id} over ${protocol}: ${JSON.stringify(wanted)} is refused with the range`, () =>
      assert.throws(
        () => paramsFor(place(id, protocol), { sampling: wanted }),
        (error) => error instanceof ModelError && error.fault.kind === "settings" && words.test(error.message),
      ));
  }

  it("Google's thinking level has two values", () => {
    assert.throws(
      () => paramsFor(place("google"), { reasoning: { effort: "low" } }),
      /Google AI Studio takes “high” or “minimal”/,
    );
  });
});

describe("the note on what is not sent", () => {
  it("names the settings, the model and the provider", () => {
    assert.equal(droppedNote([], "Gemma 4 31B", "OpenRouter"), undefined);
    assert.equal(
      droppedNote(["topK"], "Gemma 4 31B", "OpenRouter"),
      "gemma.topK is not sent: Gemma 4 31B at OpenRouter does not take it.",
    );
    assert.equal(
      droppedNote(["topK", "minP", "stop"], "Gemma 4 31B", "OpenRouter"),
      "gemma.topK, gemma.minP and gemma.stop are not sent: Gemma 4 31B at OpenRouter does not take them.",
    );
  });
});

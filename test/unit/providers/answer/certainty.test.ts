import assert from "node:assert/strict";
import { addCertainty, certaintyOf } from "../../../../src/model/certainty.ts";
import type { Model } from "../../../../src/model/model.ts";
import { ask, collect, doneOf, modelAt } from "../support/collect.ts";
import { modelAt as ollamaAt, ollama, said, end, chats } from "../support/ollamaServer.ts";
import { chunk, data, done, scriptedServer, streams } from "../support/scriptedServer.ts";

const half = Math.log(0.5);
const fifth = Math.log(0.2);
const token = (logprob: unknown) => ({ token: "x", logprob, bytes: [120], top_logprobs: [] });
const choice = (logprobs: unknown) =>
  data({ choices: [{ index: 0, delta: { content: "x" }, finish_reason: null, logprobs }] });

const asked = async (model: Model) => {
  const { certainty } = doneOf(await collect(model, ask("hi", { sampling: { topLogprobs: 0 } })));
  return certainty && { ...certainty, mean: Math.round(certainty.mean * 100) / 100 };
};

describe("how sure a model was of its tokens", () => {
  it("is the mean and the lowest of their probabilities", () => {
    assert.equal(certaintyOf([]), undefined);
    assert.deepEqual(certaintyOf([0, -Infinity]), { tokens: 2, mean: 0.5, lowest: 0 });
    assert.deepEqual(certaintyOf([1e-9]), { tokens: 1, mean: 1, lowest: 1 }, "no more than certain");
    const one = { tokens: 3, mean: 1, lowest: 1 };
    assert.deepEqual(addCertainty(one, { tokens: 1, mean: 0.2, lowest: 0.2 }), { tokens: 4, mean: 0.8, lowest: 0.2 });
    assert.equal(addCertainty(one, undefined), one);
    assert.equal(addCertainty(undefined, one), one);
  });

  const streamsOf: readonly [string, readonly string[], object | undefined][] = [
    ["over several chunks", [choice({ content: [token(half), token(0)] }), choice({ content: [token(fifth)] })], {}],
    ["where one chunk has none", [choice(null), choice({ content: [token(half), token(0), token(fifth)] })], {}],
    ["where none is told", [choice(null), choice({ content: null }), choice({ content: [] })], undefined],
    ["where they cannot be read", [choice({ content: [token("high")] }), choice("none"), choice(7)], undefined],
  ];
  for (const [name, chunks, isTold] of streamsOf) {
    it(`chat completions: ${name}`, async () => {
      await using server = await scriptedServer(streams(...chunks, chunk({}, "stop"), done));
      const want = isTold && { tokens: 3, mean: 0.57, lowest: Math.exp(fifth) };
      assert.deepEqual(await asked(modelAt(server.baseUrl)), want);
      assert.equal(server.exchanges[0]?.body["logprobs"], true);
    });
  }

  describe("with what each token could have been", () => {
    const alternatives = (...others: [string, unknown][]) =>
      others.map(([text, logprob]) => ({ token: text, logprob, bytes: null }));
    const stated = {
      token: "x",
      logprob: half,
      top_logprobs: alternatives(["x", half], ["y", fifth], ["z", -Infinity]),
    };
    const want = {
      text: "x",
      probability: 0.5,
      others: [
        { text: "y", probability: Math.exp(fifth) },
        { text: "z", probability: 0 },
      ],
    };
    const tokensOf = async (model: Model) => doneOf(await collect(model, ask("hi"))).tokens;

    it("chat completions and Ollama", async () => {
      // JSON has no infinity: servers state a large negative number.
      const json = JSON.parse(JSON.stringify(stated).replace(/"logprob":null/, '"logprob":-9999'));
      await using server = await scriptedServer(streams(choice({ content: [json] }), chunk({}, "stop"), done));
      assert.deepEqual(await tokensOf(modelAt(server.baseUrl)), [want]);
      const line = `${JSON.stringify({ message: { content: "x" }, logprobs: [json], done: false })}\n`;
      await using other = await ollama({ chat: chats(line, end()) });
      assert.deepEqual(await tokensOf(ollamaAt(other.baseUrl)), [want]);
    });

    it("what cannot be read of them is left out, and the token stays", async () => {
      const odd = [
        { logprob: 0, top_logprobs: "none" },
        { token: 7, logprob: 0, top_logprobs: [{ token: "y" }] },
        { token: "x".repeat(900), logprob: 0, top_logprobs: null },
      ];
      await using server = await scriptedServer(streams(choice({ content: odd }), chunk({}, "stop"), done));
      const tokens = await tokensOf(modelAt(server.baseUrl));
      assert.deepEqual(
        tokens?.map(({ text, others }) => [text.length, others]),
        [
          [0, []],
          [0, []],
          [200, []],
        ],
      );
    });

    it("no more than 4,096 tokens of an answer are kept, and 20 alternatives of each", async () => {
      const many = Array.from({ length: 30 }, (_, at): [string, number] => [`t${at}`, half]);
      const content = Array.from({ length: 900 }, (_, at) => ({
        token: "x",
        logprob: half,
        top_logprobs: at === 0 ? alternatives(...many) : [],
      }));
      const chunks = Array.from({ length: 5 }, () => choice({ content }));
      await using server = await scriptedServer(streams(...chunks, chunk({}, "stop"), done));
      const ended = doneOf(await collect(modelAt(server.baseUrl), ask("hi")));
      assert.equal(ended.tokens?.length, 4096);
      assert.equal(ended.tokens[0]?.others.length, 20);
      assert.equal(ended.certainty?.tokens, 4500, "the mean is of all of them");
    });
  });

  it("Ollama: on each line", async () => {
    const line = (logprobs: unknown) => `${JSON.stringify({ message: { content: "x" }, logprobs, done: false })}\n`;
    const lines = [line([token(half)]), line([token(fifth), token(0)]), line("none"), said("y"), end()];
    await using server = await ollama({ chat: chats(...lines) });
    const want = { tokens: 3, mean: 0.57, lowest: Math.exp(fifth) };
    assert.deepEqual(await asked(ollamaAt(server.baseUrl)), want);
  });
});

import assert from "node:assert/strict";
import { addCertainty, certaintyOf } from "../../../src/model/certainty.ts";
import type { Model } from "../../../src/model/model.ts";
import { ask, collect, doneOf, modelAt } from "./support/collect.ts";
import { modelAt as ollamaAt, ollama, said, end, chats } from "./support/ollamaServer.ts";
import { chunk, data, done, scriptedServer, streams } from "./support/scriptedServer.ts";

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

  it("Ollama: on each line", async () => {
    const line = (logprobs: unknown) => `${JSON.stringify({ message: { content: "x" }, logprobs, done: false })}\n`;
    const lines = [line([token(half)]), line([token(fifth), token(0)]), line("none"), said("y"), end()];
    await using server = await ollama({ chat: chats(...lines) });
    const want = { tokens: 3, mean: 0.57, lowest: Math.exp(fifth) };
    assert.deepEqual(await asked(ollamaAt(server.baseUrl)), want);
  });
});

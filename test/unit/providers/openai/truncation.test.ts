import assert from "node:assert/strict";
import { presets } from "../../../../src/providers/presets.ts";
import { ask, collect, doneOf, failed, modelAt } from "../support/collect.ts";
import { plays } from "../support/memoryTransport.ts";
import { chunk, data, done } from "../support/scriptedServer.ts";

/** An answer to `prompt` of a server that counted so many tokens of it. */
const answered = (prompt: string, count: number, where: { baseUrl: string; contextTokens?: number }) => {
  const usage = data({ choices: [], usage: { prompt_tokens: count, completion_tokens: 1 } });
  const bytes = Buffer.from([chunk({ content: "Hm" }), chunk({}, "stop"), usage, done].join(""));
  const { baseUrl, ...info } = where;
  return collect(modelAt(baseUrl, { preset: presets.lmstudio, transport: plays([bytes]), info }), ask(prompt));
};

describe("a server that cuts a prompt without a word", () => {
  const here = { baseUrl: "http://127.0.0.1:1234/v1" };
  const long = "word ".repeat(8000);

  it("is found out by its own count; the answer stays", async () => {
    const known = await answered(long, 4000, { ...here, contextTokens: 4096 });
    assert.equal(known.text, "Hm");
    assert.match(failed(known, "overflow"), /LM Studio \(.*\) read only 4,000 tokens.*: its window is 4,096\./);
    const unknown = await answered(long, 4000, here);
    assert.match(failed(unknown, "overflow"), /read only 4,000 tokens of the conversation\. The answer may lack/);
  });

  it("no count is blamed that may be right", async () => {
    doneOf(await answered(long, 8001, { ...here, contextTokens: 131_072 }));
    doneOf(await answered(long, 8001, here));
    // What a short prompt's tokens hold is not known: one line of dashes may be one.
    doneOf(await answered("-".repeat(4000), 64, here));
    // A count without what was cached, or a made-up one.
    doneOf(await answered(long, 700, here));
    doneOf(await answered(long, 700, { ...here, contextTokens: 131_072 }));
  });
});

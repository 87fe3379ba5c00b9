import assert from "node:assert/strict";
import type { Model } from "../../../../src/model/model.ts";
import { createAnthropicModel } from "../../../../src/providers/anthropic/anthropicModel.ts";
import { ollamaDenied } from "../../../../src/providers/discovery/identity.ts";
import { parseModelList } from "../../../../src/providers/discovery/listedModel.ts";
import { createOllamaModel } from "../../../../src/providers/ollama/ollamaModel.ts";
import { loadedModels } from "../../../../src/providers/ollama/ollamaServer.ts";
import { presets } from "../../../../src/providers/presets/presets.ts";
import { createRunwareModel } from "../../../../src/providers/runware/runwareModel.ts";
import { ask, collect, failed, modelAt } from "../support/collect.ts";
import { plays } from "../support/memoryTransport.ts";
import { chunk, data, done } from "../support/scriptedServer.ts";

const baseUrl = "http://x.invalid/v1";
const apiKey = "a-very-secret-key";
const whole = (body: string) => plays([Buffer.from(body)]);
type Wire = "openai" | "anthropic" | "ollama" | "runware";
function model(wire: Wire, body: string): Model {
  const transport = whole(body);
  const own = { baseUrl, modelId: "gemma", transport, apiKey };
  switch (wire) {
    case "openai":
      return modelAt(baseUrl, own);
    case "anthropic":
      return createAnthropicModel({ preset: presets.custom, ...own });
    case "ollama":
      return createOllamaModel({ ...own, facts: {} });
    case "runware":
      return createRunwareModel(own);
  }
}
const wires = ["openai", "anthropic", "ollama", "runware"] as const;

describe("what comes under HTTP 200 in place of an answer is quoted", () => {
  for (const wire of wires) {
    for (const [body, said] of [
      ['{"info":"Your trial has ended, see the portal"}', /Your trial has ended/],
      ['{"result":"FAILURE","reason":"node drained"}', /node drained/],
      ['{"message":"no upstream for gemma"}', /no upstream for gemma/],
      ['{"notice":{"text":"The gateway is in maintenance"}}', /in maintenance/],
      ["Sorry, we are closed.", /Sorry, we are closed/],
    ] as const) {
      it(`${wire}: ${body}`, async () => {
        const got = await collect(model(wire, body));
        assert.ok(got.error, "it is no answer");
        assert.match(got.error.message, said);
        assert.match(got.error.message, /It says: “/);
      });
    }
    it(`${wire}: bounded, and without the key`, async () => {
      const { error } = await collect(model(wire, JSON.stringify({ info: `${apiKey} ${"word ".repeat(5000)}` })));
      assert.ok(error !== undefined && error.message.length < 700);
      assert.ok(!error.message.includes(apiKey));
    });
  }

  for (const [event, said] of [
    ['{"info":"Your trial has ended"}', /Your trial has ended/],
    ["upstream is asleep", /upstream is asleep/],
  ] as const) {
    for (const wire of ["openai", "anthropic", "runware"] as const) {
      it(`${wire}, in a stream: ${event}`, async () => {
        const got = await collect(model(wire, `data: ${event}\n\ndata: [DONE]\n\n`));
        assert.match(failed(got, "protocol"), said);
      });
    }
  }

  it("broken JSON of an answer is not", async () => {
    const message = failed(
      await collect(model("openai", 'data: {"choices":[{"delta":\n\ndata: [DONE]\n\n')),
      "protocol",
    );
    assert.doesNotMatch(message, /choices/);
  });

  it("what an answer begins with is no strange thing", async () => {
    const first = data({ id: "x", object: "chat.completion.chunk" });
    failed(await collect(model("openai", `${first}${done}`)), "empty");
    const got = await collect(model("openai", `${data({ hello: 1 })}${chunk({ content: "Hi" }, "stop")}${done}`));
    assert.equal(got.text, "Hi");
  });
});

describe("a line of Ollama's that is none of an answer", () => {
  const line = (json: unknown): string => `${JSON.stringify(json)}\n`;
  it("is passed over before and in an answer", async () => {
    const lines = [{ status: "loading model" }, { message: { content: "Hi" } }, { progress: 3 }, { done: true }];
    assert.equal((await collect(model("ollama", lines.map(line).join("")))).text, "Hi");
  });
  it("is quoted where no answer comes, and names a call that could not be read", async () => {
    const body = line({ "error parsing tool call": "invalid character 'c' looking for beginning of value" });
    assert.match(failed(await collect(model("ollama", body)), "protocol"), /error parsing tool call/);
  });
});

describe("a list that is null is an empty one", () => {
  const probe = (json: unknown) => () => Promise.resolve({ status: 200, json } as never);
  it("Ollama's models in memory", async () => {
    const signal = new AbortController().signal;
    assert.deepEqual(await loadedModels({ baseUrl }, { signal, transport: whole('{"models":null}') }), []);
    assert.equal(await ollamaDenied(baseUrl, probe({ models: null })), false);
    assert.equal(await ollamaDenied(baseUrl, probe({ error: "none" })), true);
  });
  it("lists of models, of either name", () => {
    assert.deepEqual(parseModelList({ data: null }), []);
    assert.deepEqual(parseModelList({ models: null }), []);
    assert.equal(parseModelList({ models: "none" }), undefined);
  });
  it("Runware's data beside errors", async () => {
    const body = '{"data":null,"errors":[{"code":"insufficientCredits","message":"Insufficient credits."}]}';
    failed(await collect(model("runware", body)), "credit");
  });
  it("an Ollama line whose message or error is null", async () => {
    const lines = ['{"message":{"content":"Hi"},"error":null,"done":false}', '{"message":null,"done":true}'];
    assert.equal((await collect(model("ollama", `${lines.join("\n")}\n`))).text, "Hi");
  });
});

describe("a tool's name with white space around it", () => {
  for (const name of [" read_file ", "read_file\n", "\tread_file"]) {
    it(JSON.stringify(name), async () => {
      const call = chunk({ tool_calls: [{ index: 0, id: "c", function: { name, arguments: "{}" } }] }, "tool_calls");
      const { events } = await collect(model("openai", `${call}${done}`), ask());
      const calls = events.flatMap((event) => (event.type === "tool-call-end" ? [event.call.name] : []));
      assert.deepEqual(calls, ["read_file"]);
    });
  }
});

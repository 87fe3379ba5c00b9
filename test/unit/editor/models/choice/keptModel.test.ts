import assert from "node:assert/strict";
import type { Model } from "../../../../../src/model/model.ts";
import { KeptModel } from "../../../../../src/editor/models/choice/keptModel.ts";
import type { ServerChoice } from "../../../../../src/editor/models/choice/serverModel.ts";
import { presets } from "../../../../../src/providers/presets/presets.ts";
import { ask, collect, doneOf, failed } from "../../../providers/support/collect.ts";
import {
  answers,
  chunk,
  data,
  done,
  scriptedServer,
  type Script,
  streams,
} from "../../../providers/support/scriptedServer.ts";

const signal = new AbortController().signal;
const extras = { body: {}, runware: {} };
const choiceOf = (preset: ServerChoice["preset"], baseUrl: string, modelId: string): ServerChoice => {
  const [protocol] = preset.protocols ?? (["openai"] as const);
  return { type: "server", preset, protocol, baseUrl, modelId, key: undefined, contextTokens: 8192 };
};

/** A server whose facts may change between questions; `count` is what it counts of a prompt. */
type World = { count: number; facts: Record<string, unknown>; chat?: Script };
const serves =
  (world: World): Script =>
  (exchange, count) => {
    const { method, path } = exchange;
    if (method === "POST" && /\/(?:completions|chat)$/.test(path)) {
      const usage = data({ choices: [], usage: { prompt_tokens: world.count, completion_tokens: 1 } });
      const told = world.chat ?? streams(chunk({ content: "Whole." }, "stop"), usage, done);
      return told(exchange, count);
    }
    return (path in world.facts ? answers(200, world.facts[path]) : answers(404, { error: "not found" }))(
      exchange,
      count,
    );
  };

const lmStudio = (id: string, window?: number) => ({
  "/v1/models": { data: [{ id, owned_by: "organization_owner" }] },
  "/api/v1/models": {
    models: [
      {
        type: "llm",
        key: id,
        max_context_length: 131_072,
        loaded_instances: window === undefined ? [] : [{ id, config: { context_length: window } }],
      },
    ],
  },
});
const llamaServer = (id: string, window: number) => ({
  "/v1/models": { data: [{ id, owned_by: "llamacpp" }] },
  "/props": { build_info: "b1", default_generation_settings: { n_ctx: window } },
});

/** Asks as each question of the chat does: the model anew, then the answer whole. */
async function bed(world: World, preset: ServerChoice["preset"], modelId: string) {
  const server = await scriptedServer(serves(world));
  const heard: (number | undefined)[] = [];
  const kept = new KeptModel();
  let model: Model | undefined;
  const get = async () => {
    const choice = choiceOf(preset, server.baseUrl, modelId);
    const changed = () => heard.push(model?.info.contextTokens);
    return (model = await kept.model("same", choice, { ...extras, windowChanged: changed }, signal));
  };
  return {
    server,
    heard,
    get,
    async question(prompt = "hi") {
      const got = await collect(await get(), ask(prompt));
      return got;
    },
    questions: () => server.exchanges.filter(({ method }) => method === "GET").length,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

describe("a server whose window changes while the editor runs", () => {
  it("LM Studio, loaded with a larger window: the count proves the belief old, and the answer is whole", async () => {
    const id = "google/gemma-4-e4b";
    const world: World = { count: 900, facts: lmStudio(id, 4096) };
    await using place = await bed(world, presets.lmstudio, id);
    doneOf(await place.question());
    assert.equal((await place.get()).info.contextTokens, 4096);
    const before = place.questions();
    doneOf(await place.question());
    assert.equal(place.questions(), before, "no question to the server beside the model's own");
    world.facts = lmStudio(id, 32_768);
    world.count = 6000;
    const got = await place.question("word ".repeat(4000));
    doneOf(got);
    assert.equal(got.text, "Whole.");
    assert.ok(got.events.every(({ type }) => type !== "notice"));
    assert.equal((await place.get()).info.contextTokens, 32_768);
    assert.equal(place.heard.at(-1), 32_768, "whoever shows the window hears of it");
  });

  it("LM Studio, loaded with a smaller window: the cut is told beside the answer", async () => {
    const id = "google/gemma-4-e4b";
    const world: World = { count: 900, facts: lmStudio(id, 32_768) };
    await using place = await bed(world, presets.lmstudio, id);
    doneOf(await place.question());
    world.facts = lmStudio(id, 4096);
    world.count = 4000;
    const got = await place.question("word ".repeat(16_000));
    doneOf(got);
    const notice = got.events.flatMap((event) => (event.type === "notice" ? [event.message] : []))[0];
    assert.match(notice ?? "", /read only 4,000 tokens.*its window is 4,096/);
  });

  it("LM Studio, which loads the model with the first question: the window is known after it", async () => {
    const id = "google/gemma-4-e4b";
    const world: World = { count: 900, facts: lmStudio(id) };
    await using place = await bed(world, presets.lmstudio, id);
    assert.equal((await place.get()).info.contextTokens, undefined);
    world.facts = lmStudio(id, 4096);
    doneOf(await place.question());
    assert.equal((await place.get()).info.contextTokens, 4096);
  });

  it("llama-server, started anew with another window after the connection was lost", async () => {
    const world: World = { count: 900, facts: llamaServer("gemma-4-e4b", 8192) };
    await using place = await bed(world, presets["llama-server"], "gemma-4-e4b");
    doneOf(await place.question());
    world.chat = ({ response }) => void response.destroy();
    failed(await place.question(), "unavailable");
    delete world.chat;
    world.facts = llamaServer("gemma-4-e4b", 16_384);
    assert.equal((await place.get()).info.contextTokens, 16_384);
  });

  it("a refusal states the window, and the server is asked before the next question", async () => {
    const error = { code: 400, type: "exceed_context_size_error", message: "exceeds the available context size" };
    const world: World = { count: 900, facts: llamaServer("gemma-4-e4b", 8192) };
    await using place = await bed(world, presets["llama-server"], "gemma-4-e4b");
    world.chat = answers(400, { error: { ...error, n_prompt_tokens: 7583, n_ctx: 4096 } });
    failed(await place.question(), "overflow");
    assert.equal(place.heard.at(-1), 4096);
    assert.equal((await place.get()).info.contextTokens, 4096, "the refusal is newer than the statement");
    world.facts = llamaServer("gemma-4-e4b", 32_768);
    failed(await place.question(), "overflow");
    assert.equal((await place.get()).info.contextTokens, 32_768);
  });

  it("llama-server, started anew with another model: its name and what it can do are new too", async () => {
    const world: World = { count: 900, facts: llamaServer("gemma-3-4b", 8192) };
    await using place = await bed(world, presets["llama-server"], "");
    assert.equal((await place.get()).info.label, "Gemma 3 4B");
    world.chat = ({ response }) => void response.destroy();
    failed(await place.question(), "unavailable");
    delete world.chat;
    world.facts = llamaServer("gemma-4-12b", 4096);
    const { info } = await place.get();
    assert.deepEqual([info.id, info.label, info.contextTokens], ["gemma-4-12b", "Gemma 4 12B", 4096]);
  });

  it("an unreachable server keeps the model: the question says why", async () => {
    const world: World = { count: 900, facts: llamaServer("gemma-4-e4b", 8192) };
    await using place = await bed(world, presets["llama-server"], "gemma-4-e4b");
    const model = await place.get();
    await place.server[Symbol.asyncDispose]();
    failed(await place.question(), "unavailable");
    assert.equal(await place.get(), model);
  });
});

describe("a server that was set up as Ollama but is not", () => {
  it("is asked over /v1 under its own name, from the first question", async () => {
    const world: World = {
      count: 900,
      facts: {
        "/v1/models": { data: [{ id: "gemma-4-12b", owned_by: "llama-swap" }] },
        "/api/version": { version: "v214" },
      },
    };
    await using place = await bed(world, presets.ollama, "gemma-4-12b");
    const got = await place.question();
    assert.equal(got.text, "Whole.");
    const paths = place.server.exchanges.map(({ path }) => path);
    assert.deepEqual(paths, ["/v1/models", "/v1/chat/completions"]);
    assert.equal((await place.get()).info.provider, new URL(place.server.baseUrl).host);
  });
});

describe("a llama-server at its usual addresses", () => {
  const atOther = async (first: World | undefined) => {
    const taken = first && (await scriptedServer(serves(first)));
    const found = await scriptedServer(serves({ count: 9, facts: llamaServer("gemma-4-e4b", 8192) }));
    const preset = {
      ...presets["llama-server"],
      baseUrl: taken?.baseUrl ?? "http://127.0.0.1:9/v1",
      otherUrls: [found.baseUrl],
    };
    try {
      const model = await new KeptModel().model("one", choiceOf(preset, preset.baseUrl, "gemma-4-e4b"), extras, signal);
      const { text } = await collect(model, ask("hi"));
      return { text, contextTokens: model.info.contextTokens };
    } finally {
      await found[Symbol.asyncDispose]();
      await taken?.[Symbol.asyncDispose]();
    }
  };
  const whole = { text: "Whole.", contextTokens: 8192 };

  it("is asked where it listens: at the port of newer versions", async () => {
    assert.deepEqual(await atOther(undefined), whole);
  });

  it("is told apart from another server at the first port", async () => {
    assert.deepEqual(await atOther({ count: 9, facts: lmStudio("x", 4096) }), whole);
  });
});

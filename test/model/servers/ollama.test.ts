import assert from "node:assert/strict";
import { ensureOllama } from "../../../scripts/testbed/ollama.mjs";
import type { Message, ToolSpec } from "../../../src/model/message.ts";
import type { ModelInfo, ModelRequest } from "../../../src/model/model.ts";
import { discoverLocalServers } from "../../../src/providers/discovery/discover.ts";
import { createOllamaModel, type OllamaModelOptions } from "../../../src/providers/ollama/ollamaModel.ts";
import { loadedModels, showModel } from "../../../src/providers/ollama/ollamaServer.ts";
import { pullModel } from "../../../src/providers/ollama/pullModel.ts";
import { unloadModel } from "../../../src/providers/ollama/unloadModel.ts";
import { createOpenAiModel } from "../../../src/providers/openai/openAiModel.ts";
import { presets } from "../../../src/providers/presets/presets.ts";
import { skip } from "../../support/runner/reporter.ts";
import { until } from "../../support/until.ts";
import { collect, doneOf, failed, say } from "../../unit/providers/support/collect.ts";
import { assertConverses, assertStops } from "./conversation.ts";
import { type OllamaServer, startOllama } from "./ollamaServer.ts";

const window = 1024;
const { signal } = new AbortController();
const asks = (text: string, maxTokens: number, rest: Partial<ModelRequest> = {}): ModelRequest => ({
  messages: [say(text)],
  tools: [],
  sampling: { temperature: 0, seed: 1, maxTokens },
  ...rest,
});

const readFile: ToolSpec = {
  name: "read_file",
  description: "Reads a file.",
  parameters: { type: "object", properties: { path: { type: "string" } }, required: ["path"] },
};

/** A call, its result and an answer, which a model without tuning repeats. */
const example = (path: string): Message[] => [
  say(`Read ${path}`),
  { role: "assistant", parts: [{ type: "tool-call", id: "c0", name: "read_file", arguments: { path } }] },
  { role: "tool", parts: [{ type: "tool-result", callId: "c0", name: "read_file", text: "1", isError: false }] },
  { role: "assistant", parts: [{ type: "text", text: "1" }] },
];

describe("ollama provider with a real Ollama and Gemma 3 270M", function () {
  this.timeout(300_000);
  let server: OllamaServer;
  const model = (more: Partial<OllamaModelOptions> = {}) =>
    createOllamaModel({
      baseUrl: server.baseUrl,
      modelId: "gemma3:270m",
      contextTokens: window,
      // Two threads wait for each other in a loop, which on a busy machine of two cores makes them ten times slower.
      extraBody: { options: { num_thread: 1 } },
      ...more,
    });
  const inMemory = async () => (await loadedModels({ baseUrl: server.baseUrl }, { signal })).map(({ name }) => name);

  before(async function () {
    this.timeout(1_800_000); // The server may have to be built first.
    const why = process.env["GEMMA_CODE_NO_OLLAMA"];
    if (why) skip(this, why);
    const program = await ensureOllama().catch((error: unknown) => skip(this, String(error)));
    server = await startOllama(program);
  });
  after(() => server?.[Symbol.asyncDispose]());

  it("is found, with its models' capabilities", async () => {
    const [found] = await discoverLocalServers({ urls: [server.baseUrl], timeoutMs: 5000 }, signal);
    assert.equal(found?.preset, "ollama");
    const tools = found.models.map(({ id, nativeTools, maxContextTokens }) => [id, nativeTools, maxContextTokens]);
    assert.deepEqual(tools.sort(), [
      ["gemma3-tools:latest", true, 32_768],
      ["gemma3:270m", false, 32_768],
    ]);
  });

  it("reports loading, streams, counts, and loads the requested window", async () => {
    const got = await collect(model(), asks("January, February, March, April,", 6));
    assert.deepEqual(got.events[0], { type: "waiting", phase: "loading" });
    assert.ok(got.events.filter(({ type }) => type === "text").length > 2, "in several pieces");
    assert.equal(doneOf(got).reason, "length");
    const usage = got.events.find((event) => event.type === "usage")?.usage;
    assert.equal(usage?.outputTokens, 6);
    assert.ok((usage.inputTokens ?? 0) > 4);
    const [loaded] = await loadedModels({ baseUrl: server.baseUrl }, { signal });
    assert.equal(loaded?.name, "gemma3:270m");
    assert.equal(loaded.contextTokens, window);
    assert.ok((loaded.size ?? 0) > 2e8 && loaded.sizeOnGpu !== undefined);
    const again = await collect(model(), asks("January, February, March, April,", 6));
    assert.equal(again.text, got.text, "the same at temperature 0");
    assert.ok(!again.events.some(({ type }) => type === "waiting"), "it is loaded by now");
  });

  it("reports the model's certainty on request", async () => {
    const sampling = { temperature: 0, maxTokens: 4, topLogprobs: 1 };
    const { certainty } = doneOf(await collect(model(), asks("January, February, March, April,", 4, { sampling })));
    assert.ok(certainty && certainty.tokens >= 4, JSON.stringify(certainty));
    assert.ok(certainty.lowest > 0 && certainty.lowest <= certainty.mean && certainty.mean <= 1);
    assert.equal(doneOf(await collect(model(), asks("One,", 2))).certainty, undefined);
  });

  it("answers within a conversation", () => assertConverses(model()));

  it("keeps the model as long as asked, and unloads it on request", async () => {
    await collect(model({ keepAlive: "2h" }), asks("One,", 2));
    const [loaded] = await loadedModels({ baseUrl: server.baseUrl }, { signal });
    const minutes = ((loaded?.expiresAt ?? 0) - Date.now()) / 60_000;
    assert.ok(minutes > 115 && minutes < 121, `${minutes} minutes`);
    await unloadModel({ baseUrl: server.baseUrl }, "gemma3:270m", { signal });
    await until("it to be unloaded", async () => ((await inMemory()).length === 0 ? true : undefined), 20_000);
    await assert.rejects(unloadModel({ baseUrl: server.baseUrl }, "gemma9", { signal }), /does not offer “gemma9”/);
  });

  it("stops at once, and answers the next question", async () => {
    await assertStops(model());
    doneOf(await collect(model(), asks("One, two,", 2)));
  });

  it("two questions at once", async () => {
    const both = await Promise.all(["1, 2, 3,", "a, b, c,"].map((text) => collect(model(), asks(text, 4))));
    for (const got of both) assert.ok(doneOf(got) && got.text !== "");
  });

  it("reports a prompt longer than the window, and never answers a part of it", async () => {
    const got = await collect(model(), asks("word ".repeat(window * 1.2), 2));
    failed(got, "overflow");
    assert.equal(got.text, "");
  });

  it("says that its OpenAI-compatible endpoint cut the prompt, if no window is known", async () => {
    const over = (info: Partial<ModelInfo>) =>
      createOpenAiModel({ preset: presets.ollama, baseUrl: server.baseUrl, modelId: "gemma3:270m", info });
    const got = await collect(over({}), asks("word word. ".repeat(1600), 2));
    doneOf(got);
    const notices = got.events.flatMap((event) => (event.type === "notice" ? [event.message] : []));
    assert.match(notices.join(), /seems to have read only [\d,]+ tokens of the conversation/);
    doneOf(await collect(over({ contextTokens: window }), asks("1, 2, 3,", 2)));
  });

  it("calls a tool, with arguments as an object, if the model supports tools", async () => {
    const messages = [...example("b.ts"), ...example("c.ts"), say("Read a.ts")];
    const got = await collect(model({ modelId: "gemma3-tools" }), asks("", 40, { messages, tools: [readFile] }));
    const [call] = got.events.flatMap((event) => (event.type === "tool-call-end" ? [event.call] : []));
    assert.ok(call, JSON.stringify(got.events));
    assert.equal(call.name, "read_file");
    assert.equal(typeof call.arguments["path"], "string");
    assert.equal(call.fault, undefined);
  });

  it("gets no tools if the model supports none; the server's own refusal is shown", async () => {
    doneOf(await collect(model(), asks("One, two,", 2, { tools: [readFile] })));
    assert.deepEqual((await showModel({ baseUrl: server.baseUrl }, "gemma3:270m", { signal })).capabilities, [
      "completion",
    ]);
    const forced = model({ facts: { capabilities: ["tools"] } });
    assert.match(
      failed(await collect(forced, asks("One,", 2, { tools: [readFile] })), "protocol"),
      /does not support tools/,
    );
  });

  it("reports a missing model, and an unreachable library", async () => {
    assert.match(failed(await collect(model({ modelId: "gemma9:1b" })), "not-found"), /gemma9:1b/);
    const seen: string[] = [];
    const pull = pullModel({
      baseUrl: server.baseUrl,
      name: "127.0.0.1:9/nobody/nothing:1",
      onProgress: ({ status }) => seen.push(status),
      signal,
    });
    await assert.rejects(pull, /cannot reach its library/);
    assert.deepEqual(seen, ["pulling manifest"]);
  });
});

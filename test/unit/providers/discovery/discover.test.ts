import assert from "node:assert/strict";
import { discoverLocalServers, wellKnownUrls } from "../../../../src/providers/discovery/discover.ts";
import { presets } from "../../../../src/providers/presets/presets.ts";
import { answers, scriptedServer, type Script } from "../support/scriptedServer.ts";

const signal = new AbortController().signal;

/** Answers by path; anything else is 404, as the servers do. */
const routes =
  (table: Readonly<Record<string, unknown>>): Script =>
  (exchange, count) =>
    (exchange.path in table ? answers(200, table[exchange.path]) : answers(404, { error: "not found" }))(
      exchange,
      count,
    );

const find = async (script: Script) => {
  await using server = await scriptedServer(script);
  const found = await discoverLocalServers({ urls: [server.baseUrl] }, signal);
  const paths = server.exchanges.map((exchange) => exchange.path);
  return { server: found[0], paths, baseUrl: server.baseUrl };
};

const entry = (id: string, owner: string, rest = {}) => ({ id, object: "model", created: 1, owned_by: owner, ...rest });

const ollama: Script = (exchange, count) => {
  const shows: Record<string, unknown> = {
    "gemma3:4b": { capabilities: ["completion", "vision"], model_info: { "gemma3.context_length": 131_072 } },
    "gemma4:e4b": {
      capabilities: ["completion", "tools", "thinking"],
      model_info: { "gemma4.context_length": 131_072 },
    },
    "llama3:8b": { capabilities: ["completion", "tools", "audio"], model_info: {} },
  };
  if (exchange.path === "/api/show") return answers(200, shows[String(exchange.body["model"])])(exchange, count);
  return routes({
    "/v1/models": { object: "list", data: ["llama3:8b", "gemma3:4b", "gemma4:e4b"].map((id) => entry(id, "library")) },
    "/api/version": { version: "0.17.4" },
    "/api/ps": { models: [{ name: "gemma4:e4b", model: "gemma4:e4b", size: 1, context_length: 4096 }] },
  })(exchange, count);
};

describe("discoverLocalServers", () => {
  it("looks at the four servers' own ports on this machine, llama-server's of either age", () => {
    assert.deepEqual(
      wellKnownUrls.map((url) => new URL(url).host),
      ["127.0.0.1:11434", "127.0.0.1:1234", "127.0.0.1:8080", "127.0.0.1:9931", "127.0.0.1:8000"],
    );
  });

  it("Ollama: capabilities, and the window really loaded", async () => {
    const { server, baseUrl } = await find(ollama);
    assert.deepEqual(
      [server?.preset, server?.state, server?.version, server?.baseUrl],
      ["ollama", "ready", "0.17.4", baseUrl],
    );
    const [loaded, other, last] = server?.models ?? [];
    assert.deepEqual(loaded, {
      id: "gemma4:e4b",
      label: "Gemma 4 E4B",
      isGemma: true,
      isLoaded: true,
      contextTokens: 4096,
      maxContextTokens: 131_072,
      vision: false,
      nativeTools: true,
      thinking: true,
    });
    assert.deepEqual(
      [other?.id, other?.contextTokens, other?.vision, other?.nativeTools],
      ["gemma3:4b", undefined, true, false],
    );
    assert.deepEqual([last?.id, last?.isGemma, last?.audio], ["llama3:8b", false, true]);
  });

  it("Ollama without any model", async () => {
    const { server } = await find(
      routes({
        "/v1/models": { object: "list", data: null },
        "/api/version": { version: "0.17.4" },
        "/api/ps": { models: [] },
      }),
    );
    assert.deepEqual([server?.preset, server?.models], ["ollama", []]);
  });

  it("LM Studio: the loaded instance's window, not the largest", async () => {
    const list = {
      models: [
        { type: "embedding", key: "nomic", display_name: "Nomic" },
        {
          type: "llm",
          key: "google/gemma-3-4b",
          display_name: "Gemma 3 4B",
          max_context_length: 131_072,
          capabilities: { vision: true, trained_for_tool_use: false },
          loaded_instances: [{ id: "google/gemma-3-4b", config: { context_length: 8192 } }],
        },
      ],
    };
    const { server } = await find(
      routes({ "/v1/models": { data: [entry("google/gemma-3-4b", "organization_owner")] }, "/api/v1/models": list }),
    );
    assert.equal(server?.preset, "lmstudio");
    assert.deepEqual(server?.models, [
      {
        id: "google/gemma-3-4b",
        label: "Gemma 3 4B",
        isGemma: true,
        isLoaded: true,
        contextTokens: 8192,
        maxContextTokens: 131_072,
        vision: true,
        nativeTools: false,
        thinking: false,
      },
    ]);
  });

  it("LM Studio before 0.4", async () => {
    const older = {
      object: "list",
      data: [
        {
          id: "gemma-3-4b-it",
          object: "model",
          type: "vlm",
          state: "loaded",
          max_context_length: 131_072,
          loaded_context_length: 4096,
          capabilities: ["tool_use"],
        },
        { id: "nomic", type: "embeddings", state: "not-loaded" },
      ],
    };
    const { server } = await find(
      routes({ "/v1/models": { data: [entry("gemma-3-4b-it", "organization_owner")] }, "/api/v0/models": older }),
    );
    const [model, ...more] = server?.models ?? [];
    assert.deepEqual(
      [server?.preset, model?.contextTokens, model?.vision, model?.nativeTools, more.length],
      ["lmstudio", 4096, true, true, 0],
    );
  });

  it("llama-server: the window of one slot", async () => {
    const { server, paths } = await find(
      routes({
        "/v1/models": {
          object: "list",
          data: [entry("/m/gemma-3-270m.gguf", "llamacpp", { meta: { n_ctx_train: 32_768 } })],
        },
        "/props": {
          build_info: "b9-abc",
          default_generation_settings: { n_ctx: 2048 },
          modalities: { vision: false, audio: true },
          chat_template_caps: { supports_tools: true },
        },
      }),
    );
    assert.deepEqual([server?.preset, server?.version], ["llama-server", "b9-abc"]);
    assert.deepEqual(server?.models, [
      {
        id: "/m/gemma-3-270m.gguf",
        label: "Gemma 3 270M",
        isGemma: true,
        isLoaded: true,
        contextTokens: 2048,
        maxContextTokens: 32_768,
        vision: false,
        audio: true,
        nativeTools: true,
      },
    ]);
    assert.deepEqual(paths, ["/v1/models", "/props"], "no other question is asked");
  });

  it("llama-server while it loads", async () => {
    const loading = answers(503, { error: { code: 503, message: "Loading model", type: "unavailable_error" } });
    const { server } = await find(loading);
    assert.deepEqual([server?.preset, server?.state, server?.models], ["llama-server", "loading", []]);
  });

  it("vLLM: the window it was started with", async () => {
    const { server } = await find(
      routes({
        "/v1/models": {
          object: "list",
          data: [entry("google/gemma-4-E4B-it", "vllm", { max_model_len: 16_384, root: "x" })],
        },
        "/version": { version: "0.21.0" },
      }),
    );
    assert.deepEqual([server?.preset, server?.version, server?.models[0]?.contextTokens], ["vllm", "0.21.0", 16_384]);
  });

  it("another OpenAI-compatible server, and one that wants a key", async () => {
    const other = await find(routes({ "/v1/models": { data: [entry("gpt-3.5-turbo", "me")] } }));
    assert.deepEqual([other.server?.preset, other.server?.models.length], ["custom", 1]);
    assert.equal(other.server?.label, new URL(other.baseUrl).host);
    const locked = await find(answers(401, { error: "Unauthorized" }));
    assert.deepEqual([locked.server?.preset, locked.server?.state], ["custom", "locked"]);
  });

  it("any other program gets one question and is left out", async () => {
    for (const script of [
      answers(200, "<html>"),
      answers(200, { ok: true }),
      answers(404, { error: "x" }),
      answers(401, "<html>"),
    ]) {
      const { server, paths } = await find(script);
      assert.equal(server, undefined);
      assert.deepEqual(paths, ["/v1/models"]);
    }
  });

  it("several at once, each once; silence and refusal cost no more than the limit", async () => {
    const order: string[] = [];
    await using silent = await scriptedServer(({ closed }) => void closed.then(() => order.push("given up")));
    await using answering = await scriptedServer((...given) => {
      order.push("asked");
      return ollama(...given);
    });
    const gone = await scriptedServer(ollama);
    await gone[Symbol.asyncDispose]();
    const urls = [silent.baseUrl, gone.baseUrl, answering.baseUrl, `${answering.origin}/`, "nonsense"];
    const found = await discoverLocalServers({ urls, timeoutMs: 1500 }, signal);
    assert.deepEqual(
      found.map((server) => server.baseUrl),
      [answering.baseUrl],
    );
    await silent.exchanges[0]?.closed;
    assert.deepEqual([order[0], order.at(-1)], ["asked", "given up"], "beside each other");
  });

  it("ends at once when it is stopped", async () => {
    const stop = new AbortController();
    await using silent = await scriptedServer(() => stop.abort());
    // Longer than this test may take.
    assert.deepEqual(await discoverLocalServers({ urls: [silent.baseUrl], timeoutMs: 60_000 }, stop.signal), []);
  });

  it("a server that wants a key is asked with it, and no other server is sent it", async () => {
    const props = { build_info: "b1", default_generation_settings: { n_ctx: 4096 } };
    const tables: Readonly<Record<string, unknown>> = {
      "/v1/models": { data: [entry("gemma-3-270m", "llamacpp")] },
      "/props": props,
    };
    const locked: Script = (exchange, count) => {
      const isOpen = exchange.headers.authorization === "Bearer mine";
      return isOpen
        ? routes(tables)(exchange, count)
        : answers(401, { error: { message: "Invalid API Key" } })(exchange, count);
    };
    await using server = await scriptedServer(locked);
    await using other = await scriptedServer(routes(tables));
    const own = { preset: presets["llama-server"], baseUrl: server.baseUrl, apiKey: "mine" };
    const urls = [server.baseUrl, other.baseUrl];
    const found = await discoverLocalServers({ urls, own }, signal);
    assert.deepEqual(
      found.map(({ state, models }) => [state, models[0]?.contextTokens]),
      [
        ["ready", 4096],
        ["ready", 4096],
      ],
    );
    assert.ok(other.exchanges.every(({ headers }) => headers.authorization === undefined));
    const [without] = await discoverLocalServers({ urls }, signal);
    assert.equal(without?.state, "locked");
    const [unsendable] = await discoverLocalServers({ urls, own: { ...own, apiKey: "…" } }, signal);
    assert.equal(unsendable?.state, "locked");
  });
});

import assert from "node:assert/strict";
import { discoverLocalServers } from "../../../../src/providers/discovery/discover.ts";
import { infoOfListed, listedFrom, parseModelList } from "../../../../src/providers/discovery/listedModel.ts";
import { presets } from "../../../../src/providers/presets/presets.ts";
import { createOpenAiModel } from "../../../../src/providers/openai/openAiModel.ts";
import { collect, doneOf } from "../support/collect.ts";
import { answers, chunk, data, done, scriptedServer, type Script, streams } from "../support/scriptedServer.ts";

const signal = new AbortController().signal;
type Table = Readonly<Record<string, unknown>>;

/** Answers by path with its query; `rest` answers every other one. */
const routes =
  (table: Table, rest: Script = answers(404, "404 page not found")): Script =>
  (exchange, count) =>
    (exchange.path in table ? answers(200, table[exchange.path]) : rest)(exchange, count);

const find = async (script: Script) => {
  await using server = await scriptedServer(script);
  const [found] = await discoverLocalServers({ urls: [server.baseUrl] }, signal);
  const host = new URL(server.baseUrl).host;
  return { found, host, paths: server.exchanges.map(({ method, path }) => `${method} ${path}`) };
};

const list = (...owners: (string | undefined)[]) => ({
  object: "list",
  data: owners.map((owned_by, at) => ({ id: `gemma-4-12b-${at}`, object: "model", owned_by })),
});
const version = { "/api/version": { version: "0.17.4" } };
const ps = { "/api/ps": { models: [] } };
const show = { "/api/show": { capabilities: ["completion"], model_info: {}, details: { family: "gemma4" } } };
const native = { ...version, ...ps, ...show };
const key = { type: "llm", key: "gemma-4-12b", loaded_instances: [] };

describe("the identity of a server: several signs decide", () => {
  const servers: readonly [string, Table, string, string][] = [
    ["Ollama", { "/v1/models": list("library"), ...native }, "ollama", "Ollama"],
    [
      "Ollama with models of others' names",
      { "/v1/models": list("library", "bartowski"), ...native },
      "ollama",
      "Ollama",
    ],
    [
      "an Ollama of before, whose models tell details alone",
      { "/v1/models": list("library"), ...version, ...ps, "/api/show": { details: {} } },
      "ollama",
      "Ollama",
    ],
    ["llama-swap", { "/v1/models": list("llama-swap"), "/api/version": { version: "v214" } }, "custom", "llama-swap"],
    [
      "llama-swap of an unsigned list",
      { "/v1/models": list(undefined), "/api/version": { version: "v214", commit: "0046040" } },
      "custom",
      "HOST",
    ],
    ["KoboldCpp, which imitates Ollama", { "/v1/models": list("koboldcpp"), ...native }, "custom", "KoboldCpp"],
    ["Lemonade, which imitates Ollama", { "/v1/models": list("lemonade"), ...native }, "custom", "Lemonade"],
    ["LiteLLM", { "/v1/models": list("openai", "openai"), ...version }, "custom", "HOST"],
    ["a gateway before two known servers", { "/v1/models": list("llamacpp", "vllm") }, "custom", "HOST"],
    [
      "a gateway with a version of Ollama's form",
      { "/v1/models": list(undefined), "/api/version": { version: "1.2.3" } },
      "custom",
      "HOST",
    ],
    [
      "a gateway with Ollama's running models, but none of its own to show",
      { "/v1/models": list(undefined), ...version, ...ps },
      "custom",
      "HOST",
    ],
    ["vLLM", { "/v1/models": list("vllm"), "/version": { version: "0.21" } }, "vllm", "vLLM"],
    [
      "LM Studio",
      { "/v1/models": list("organization_owner"), "/api/v1/models": { models: [key] } },
      "lmstudio",
      "LM Studio",
    ],
    [
      "LM Studio without a model",
      { "/v1/models": { data: [] }, "/api/v1/models": { models: [] } },
      "lmstudio",
      "LM Studio",
    ],
    [
      "a server that gives an empty list at any path",
      { "/v1/models": list(undefined), "/api/v1/models": { models: [] } },
      "custom",
      "HOST",
    ],
  ];
  for (const [what, table, preset, label] of servers) {
    it(what, async () => {
      const { found, host } = await find(routes(table));
      assert.deepEqual([found?.preset, found?.label.replace(host, "HOST")], [preset, label]);
      assert.ok((found?.models.length ?? 0) >= (what.includes("without") ? 0 : 1));
    });
  }

  const anyPath: readonly [string, Script][] = [
    ["LM Studio's error with HTTP 200", answers(200, { error: "Unexpected endpoint or method. (GET /api/version)" })],
    ["a page", answers(200, "<!doctype html>")],
    ["an empty object", answers(200, {})],
    ["a version", answers(200, { version: "0.17.4" })],
    ["errors that look like answers", answers(500, { version: "0.17.4", models: [] })],
  ];
  for (const [what, rest] of anyPath) {
    it(`a server that answers any path is not taken for another: ${what}`, async () => {
      const { found } = await find(routes({ "/v1/models": list("me") }, rest));
      assert.equal(found?.preset, "custom");
    });
  }

  it("an Ollama that is slow to tell of a model stays one", async () => {
    const slow: Script = (exchange, count) => {
      if (exchange.path !== "/api/show") routes({ "/v1/models": list("library"), ...version, ...ps })(exchange, count);
    };
    assert.equal((await find(slow)).found?.preset, "ollama");
  });

  it("few requests are made: none after a signature", async () => {
    assert.deepEqual((await find(routes({ "/v1/models": list("llama-swap") }))).paths, ["GET /v1/models"]);
  });
});

describe("llama-server as a router", () => {
  const router = { role: "router", model_path: "none", build_info: "b9900", default_generation_settings: { n_ctx: 0 } };
  const own = { build_info: "b9900", default_generation_settings: { n_ctx: 16_384 }, modalities: { vision: true } };
  const entry = (id: string, value?: string, args: string[] = []) => ({
    id,
    owned_by: "llamacpp",
    ...(value !== undefined && { status: { value, args } }),
  });
  const models = async (entries: object[], more: Table = {}, props: object = router) => {
    const { found, paths } = await find(routes({ "/v1/models": { data: entries }, "/props": props, ...more }));
    assert.equal(found?.preset, "llama-server");
    const asked = paths.filter((path) => path.startsWith("GET /props?"));
    return { models: found?.models.map(({ id, isLoaded, contextTokens }) => [id, isLoaded, contextTokens]), asked };
  };

  it("a model that is not loaded is not listed as loaded, and has no window", async () => {
    const got = await models([entry("gemma-4-12b-it", "unloaded")]);
    assert.deepEqual(got.models, [["gemma-4-12b-it", false, undefined]]);
    assert.deepEqual(got.asked, ["GET /props?model=gemma-4-12b-it&autoload=false"]);
  });

  it("a loaded one is asked for its own window; its arguments come second", async () => {
    const [a, b] = ["org/gemma-4-12b:Q4", "gemma-3-4b"];
    const entries = [entry(a, "loaded", ["llama-server", "-c", "4096"]), entry(b, "sleeping", ["-c", "8192"])];
    const got = await models(entries, { "/props?model=org%2Fgemma-4-12b%3AQ4&autoload=false": own });
    assert.deepEqual(got.models, [
      [a, true, 16_384],
      [b, true, 8192],
    ]);
  });

  it("is known by what a bare question for its properties says", async () => {
    const settings = router.default_generation_settings;
    const bares = [
      { build_info: "b1", role: "router" },
      { build_info: "b1", model_path: "none", default_generation_settings: { n_ctx: 4096 } },
      { build_info: "b1", default_generation_settings: settings },
      { build_info: "b1", default_generation_settings: { n_ctx: null } },
    ];
    for (const props of bares) {
      assert.deepEqual((await models([entry("gemma")], {}, props)).models, [["gemma", undefined, undefined]]);
    }
    const single = { build_info: "b1", model_path: "/m/g.gguf", default_generation_settings: { n_ctx: 4096 } };
    assert.deepEqual((await models([entry("gemma")], {}, single)).models, [["gemma", true, 4096]]);
  });

  it("without a status of its own, the properties of each model tell", async () => {
    const got = await models([entry("gemma-4-12b-it")], { "/props?model=gemma-4-12b-it&autoload=false": own });
    assert.deepEqual(got.models, [["gemma-4-12b-it", undefined, 16_384]]);
  });

  const argumentRows: readonly [string[], number | undefined][] = [
    [["--ctx-size", "8192"], 8192],
    [["-c", "0"], undefined],
    [["-c"], undefined],
    [["-c", "8192", "-np", "4"], 2048],
    [["-c", "8192", "--parallel", "4", "--kv-unified"], 8192],
    [["-c", "8192", "-np", "0"], 8192],
    [["-m", "x.gguf"], undefined],
  ];
  for (const [args, tokens] of argumentRows) {
    it(`arguments ${args.join(" ")}: ${tokens ?? "no window"}`, async () => {
      const got = await models([entry("gemma", "loaded", args)]);
      assert.deepEqual(got.models, [["gemma", true, tokens]]);
    });
  }

  it("the turn is answered, whatever the router counts", async () => {
    const table = { "/v1/models": { data: [entry("gemma-4-12b-it", "unloaded")] }, "/props": router };
    const usage = data({ choices: [], usage: { prompt_tokens: 412, completion_tokens: 3 } });
    const answer = streams(chunk({ content: "Hello!" }, "stop"), usage, done);
    await using server = await scriptedServer(routes(table, answer));
    const [found] = await discoverLocalServers({ urls: [server.baseUrl] }, signal);
    const info = infoOfListed(found!.models[0]!);
    const preset = presets["llama-server"];
    const model = createOpenAiModel({ preset, baseUrl: server.baseUrl, modelId: "gemma-4-12b-it", info });
    const got = await collect(model);
    doneOf(got);
    assert.deepEqual([got.text, model.info.contextTokens], ["Hello!", undefined]);
  });
});

describe("placeholders in what servers report", () => {
  const numbers: readonly unknown[] = [0, -1, null, 2 ** 31 - 1, 1e9, 2 ** 53, "4096", "", true, [], {}];
  const windowsOf = async (table: Table) =>
    (await find(routes(table))).found?.models.map(({ contextTokens, maxContextTokens }) => [
      contextTokens,
      maxContextTokens,
    ]);

  it("no server's placeholder becomes a window", async () => {
    for (const value of numbers) {
      const signed = (owned_by: string, more: object = {}) => ({ data: [{ id: "gemma-4-e4b", owned_by, ...more }] });
      const tables: Table[] = [
        {
          "/v1/models": signed("llamacpp", { meta: { n_ctx_train: value } }),
          "/props": { build_info: "b1", default_generation_settings: { n_ctx: value } },
        },
        { "/v1/models": signed("vllm", { max_model_len: value }), "/version": { version: "1" } },
        { "/v1/models": signed("me", { context_length: value, context_window: value }) },
        {
          "/v1/models": signed("library"),
          ...version,
          "/api/ps": { models: [{ name: "gemma-4-e4b", context_length: value }] },
          "/api/show": { model_info: { "gemma4.context_length": value } },
        },
        {
          "/v1/models": signed("organization_owner"),
          "/api/v1/models": {
            models: [
              {
                key: "gemma-4-e4b",
                max_context_length: value,
                loaded_instances: [{ id: "gemma-4-e4b", config: { context_length: value } }],
              },
            ],
          },
        },
        {
          "/v1/models": signed("organization_owner"),
          "/api/v0/models": {
            data: [
              {
                id: "gemma-4-e4b",
                type: "llm",
                state: "loaded",
                max_context_length: value,
                loaded_context_length: value,
              },
            ],
          },
        },
      ];
      for (const table of tables)
        assert.deepEqual(await windowsOf(table), [[undefined, undefined]], JSON.stringify([value, table]));
    }
  });

  it("a window of a kept list or of a caller is held to the same", () => {
    for (const value of [0, -1, 1e9]) {
      const model = { id: "m", label: "M", isGemma: true, contextTokens: value };
      assert.equal(infoOfListed(model).contextTokens, undefined);
      const info = { contextTokens: value };
      const made = createOpenAiModel({ preset: presets.custom, baseUrl: "http://127.0.0.1:1/v1", modelId: "m", info });
      assert.equal(made.info.contextTokens, undefined);
    }
  });

  it("a price that is a placeholder is unknown, not free", () => {
    const priceOf = (prompt: unknown, completion: unknown) =>
      listedFrom(parseModelList([{ id: "m", pricing: { prompt, completion } }])![0]!).price;
    for (const value of ["-1", "", " ", "n/a", -1, null, 1e9]) {
      assert.equal(priceOf(value, "0.000001"), undefined, JSON.stringify(value));
      assert.equal(priceOf("0.000001", value), undefined, JSON.stringify(value));
    }
    assert.deepEqual(priceOf("0", "0"), { input: 0, output: 0 });
    assert.deepEqual(priceOf("0.00000006", 0.00000033), { input: 0.06, output: 0.33 });
  });
});

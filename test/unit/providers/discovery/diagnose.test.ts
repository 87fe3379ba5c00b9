import assert from "node:assert/strict";
import { type ModelErrorKind, ModelError } from "../../../../src/model/modelError.ts";
import { createAnthropicModel } from "../../../../src/providers/anthropic/anthropicModel.ts";
import { type Asked, diagnose, diagnosed } from "../../../../src/providers/discovery/diagnose.ts";
import { createOpenAiModel } from "../../../../src/providers/openai/openAiModel.ts";
import { loopbackTransport, type Transport } from "../../../../src/providers/http/transport/transport.ts";
import { presets } from "../../../../src/providers/presets/presets.ts";
import { collect } from "../support/collect.ts";
import { answers, type Script, scriptedServer } from "../support/scriptedServer.ts";

type Table = Readonly<Record<string, Script>>;
const routes =
  (table: Table): Script =>
  (exchange, count) =>
    (table[`${exchange.method} ${exchange.path}`] ?? answers(404, { error: { message: "Not Found" } }))(
      exchange,
      count,
    );

const list = (...ids: string[]): Script => answers(200, { data: ids.map((id) => ({ id })) });
const gemmas = ["gemma-3-4b-it", "gemma-4-e4b-it", "llama-3", "qwen-4", "phi-5"];
const anthropicRefusal: Script = answers(400, {
  type: "error",
  error: { type: "invalid_request_error", message: "max_tokens" },
});
const noSuchModel: Script = answers(404, {
  error: { message: "model 'gemma-4-31b' not found", code: "model_not_found" },
});

/** Asks a server that is not what the settings say; the words of the fault. */
async function told(table: Table, asked: Partial<Asked> & { path?: string }, kind: ModelErrorKind): Promise<string> {
  await using server = await scriptedServer(routes(table));
  const { path = "/v1", ...rest } = asked;
  const facts: Asked = {
    preset: presets.custom,
    protocol: "openai",
    modelId: "gemma-4-31b",
    baseUrl: server.origin + path,
    ...rest,
  };
  const { preset, protocol, modelId, baseUrl } = facts;
  const create = protocol === "anthropic" ? createAnthropicModel : createOpenAiModel;
  const { error } = await collect(diagnosed(create({ preset, modelId, baseUrl }), facts));
  assert.equal(error?.fault.kind, kind, error?.message);
  return (error?.message ?? "").replaceAll(new URL(server.origin).host, "HOST");
}

describe("what is wrong in the settings", () => {
  it("the name of the model: which are there, the nearest first", async () => {
    const table = { "GET /v1/models": list(...gemmas), "POST /v1/chat/completions": noSuchModel };
    assert.equal(
      await told(table, {}, "not-found"),
      "The server at HOST has no model “gemma-4-31b”. It has “gemma-4-e4b-it”, “gemma-3-4b-it”, “qwen-4”, “llama-3” and 1 more. Choose one of them, or check the name.",
    );
  });

  it("the protocol: which one the server speaks", async () => {
    assert.equal(
      await told({ "GET /v1/models": list("gemma-4-31b") }, { protocol: "anthropic" }, "settings"),
      "The server at HOST speaks OpenAI chat completions, not Anthropic Messages. Set “gemma.protocol” to openai.",
    );
    assert.equal(
      await told({ "POST /v1/messages": anthropicRefusal }, {}, "settings"),
      "The server at HOST speaks Anthropic Messages, not OpenAI chat completions. Set “gemma.protocol” to anthropic.",
    );
  });

  it("the address: where the models are", async () => {
    const table = { "GET /v1/models": list("gemma-4-31b"), "POST /v1/chat/completions": answers(200, "") };
    assert.equal(
      await told(table, { path: "/v2" }, "settings"),
      "The address in the settings is wrong: at HOST the models are under http://HOST/v1. Set “gemma.baseUrl” to it.",
    );
    const page: Script = ({ response }) => {
      response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><p>Hi");
    };
    const behind = {
      "POST /chat/completions": page,
      "POST /x/chat/completions": page,
      "GET /api/v1/models": list("gemma-4-31b"),
    };
    assert.match(await told(behind, { path: "/x" }, "settings"), /under http:\/\/HOST\/api\/v1\./);
    const below = { "GET /llm/v1/models": list("gemma-4-31b"), "GET /v1/models": list("another") };
    assert.match(await told(below, { path: "/llm" }, "settings"), /under http:\/\/HOST\/llm\/v1\./);
    // Ollama speaks more than one: not the protocol is wrong.
    const ollama = { "GET /v1/models": list("gemma-4-31b"), "GET /api/version": answers(200, { version: "0.17.4" }) };
    assert.match(await told(ollama, { path: "/v1/v1" }, "settings"), /under http:\/\/HOST\/v1\./);
  });

  it("an unknown cause: the original words stay", async () => {
    assert.match(await told({}, {}, "not-found"), /no chat service at this address/);
    const there = { "GET /v1/models": list("gemma-4-31b") };
    assert.match(await told(there, {}, "not-found"), /no chat service at this address/);
  });

  it("a missing list proves nothing: the server's own words stay", async () => {
    const image = "messages.0: image inputs are limited to 5 MB";
    const refused = answers(400, { error: { type: "invalid_request_error", message: image } });
    for (const preset of [presets.runware, presets.keeprouter, presets.google, presets.openrouter]) {
      const asked = {
        preset,
        protocol: "openai",
        modelId: "google:gemma@4-31b-turbo",
        baseUrl: preset.baseUrl,
      } as const;
      const script = routes({ [`POST ${new URL(preset.baseUrl).pathname}/chat/completions`]: refused });
      await using server = await scriptedServer(script);
      const transport: Transport = (url, request) => loopbackTransport(server.origin + new URL(url).pathname, request);
      const options = { preset, modelId: asked.modelId, apiKey: "some-key-of-mine", transport };
      const { error } = await collect(diagnosed(createOpenAiModel(options), { ...asked, transport }));
      assert.match(error?.message ?? "", /image inputs are limited to 5 MB/, preset.id);
      assert.equal(error?.fault.kind, "protocol");
      const missing = new ModelError({ kind: "not-found" }, "Not there.");
      const got = await diagnose(missing, { ...asked, transport }, new AbortController().signal);
      assert.equal(got, missing, "no list came, so nothing is known of other models");
    }
  });

  const ownWords: readonly [string, number, boolean][] = [
    ["image inputs are limited to 5 MB", 400, true],
    ["tools are not supported by this model", 400, true],
    ["This model does not accept images larger than 5 MB", 400, true],
    ["temperature must be between 0 and 2", 400, true],
    ["tool_choice requires tools", 422, true],
    ["This feature needs a paid plan", 400, true],
    ["The model `gemma-4-31b` does not exist", 400, false],
    ["unknown model", 400, false],
    ["gemma-4-31b is not a valid model ID", 400, false],
    ["Model not supported here: gemma-4-31b", 400, false],
    ["model gemma-4-31b is not loaded", 400, false],
    ["Bad Request", 400, false],
    ["Not Found", 404, false],
  ];
  for (const [words, status, stay] of ownWords) {
    it(`${stay ? "needs no diagnosis" : "is looked into"}: ${words}`, async () => {
      const refused = answers(status, { error: { message: words } });
      const table = { "GET /v1/models": list(...gemmas), "POST /v1/chat/completions": refused };
      const said = await told(table, {}, stay ? "protocol" : "not-found");
      assert.equal(/has no model “gemma-4-31b”/.test(said), !stay, said);
    });
  }

  it("words of what a model cannot do stay, whatever the list names it", async () => {
    const refused = answers(400, { error: { message: "image input is not supported - a part may be missing" } });
    const table = { "GET /v1/models": list(...gemmas), "POST /v1/chat/completions": refused };
    assert.match(await told(table, {}, "not-found"), /It says: “image input is not supported/);
  });

  it("an address that answers 200 with an error, as LM Studio does, is told as one with a 404", async () => {
    const odd: Script = (exchange, count) => {
      const { method, path } = exchange;
      return answers(200, { error: `Unexpected endpoint or method. (${method} ${path})` })(exchange, count);
    };
    for (const path of ["/api", "/v1/models"]) {
      const server: Script = (exchange, count) =>
        (exchange.method === "GET" && exchange.path === "/v1/models" ? list("google/gemma-4-e4b") : odd)(
          exchange,
          count,
        );
      await using running = await scriptedServer(server);
      const facts: Asked = {
        preset: presets.lmstudio,
        protocol: "openai",
        modelId: "google/gemma-4-e4b",
        baseUrl: running.origin + path,
      };
      const { error } = await collect(diagnosed(createOpenAiModel(facts), facts));
      assert.equal(error?.fault.kind, "settings");
      assert.match(error.message, /the models are under http:\/\/127\.0\.0\.1:\d+\/v1\. Set “gemma\.baseUrl” to it\./);
      assert.equal(running.exchanges.filter(({ path: at }) => at.endsWith("/chat/completions")).length, 1, "sent once");
    }
  });

  describe("OpenRouter's free requests of the day", () => {
    const freeModel = "google/gemma-4-31b-it:free";
    const quota = (used: number, limit: number) => ({
      data: { limit: null, free_model_daily_requests: { used, limit, remaining: limit - used } },
    });
    const limited = async (message: string, key: Script, modelId = freeModel) => {
      await using server = await scriptedServer(
        routes({
          "POST /api/v1/chat/completions": answers(429, { error: { code: 429, message } }, { "Retry-After": "9" }),
          "GET /api/v1/key": key,
        }),
      );
      const asked = { preset: presets.openrouter, modelId, baseUrl: `${server.origin}/api/v1`, apiKey: "k-1234567" };
      const { error } = await collect(diagnosed(createOpenAiModel(asked), { ...asked, protocol: "openai" }));
      return { fault: error?.fault, message: error?.message ?? "", paths: server.exchanges.map(({ path }) => path) };
    };

    it("how many are left stands beside a minute's limit, which is waited for", async () => {
      const { fault, message } = await limited("Rate limit exceeded: free-models-per-min", answers(200, quota(12, 50)));
      assert.deepEqual(fault, { kind: "rate-limit", retryAfterMs: 9000 });
      assert.match(message, /free-models-per-min”\. Free requests: 38 of 50 left today\. Try again in 9 s/);
    });

    it("none left: it is the day's, whatever the words, and is not waited for", async () => {
      const { fault, message } = await limited("Rate limit exceeded", answers(200, quota(50, 50)));
      assert.equal((fault as { lasting?: boolean }).lasting, true);
      assert.match(message, /Free requests: 0 of 50 left today; they reset at midnight UTC\./);
    });

    it("if the provider doesn't say, and for other models, the words stay", async () => {
      for (const key of [
        answers(500, "no"),
        answers(200, { data: {} }),
        answers(200, { data: { free_model_daily_requests: { limit: "x" } } }),
      ]) {
        assert.doesNotMatch((await limited("Rate limit exceeded", key)).message, /left today/);
      }
      const paid = await limited("Rate limit exceeded", answers(200, quota(1, 50)), "google/gemma-4-31b-it");
      assert.deepEqual(paid.paths, ["/api/v1/chat/completions"]);
    });
  });

  it("a server that speaks both is asked for its models", async () => {
    const both = {
      "GET /v1/models": list(...gemmas),
      "POST /v1/messages": ((exchange, count) =>
        (exchange.body["model"] === undefined ? anthropicRefusal : noSuchModel)(exchange, count)) as Script,
    };
    assert.match(await told(both, { protocol: "anthropic" }, "not-found"), /has no model “gemma-4-31b”/);
  });

  it("asks nothing for other faults, after a stop, or at an address that is none", async () => {
    await using server = await scriptedServer(routes({}));
    const asked: Asked = { preset: presets.custom, protocol: "openai", modelId: "m", baseUrl: server.baseUrl };
    const auth = new ModelError({ kind: "auth" }, "No key.");
    assert.equal(await diagnose(auth, asked, new AbortController().signal), auth);
    const missing = new ModelError({ kind: "not-found" }, "Not there.");
    assert.equal(await diagnose(missing, asked, AbortSignal.abort()), missing);
    assert.equal(await diagnose(missing, { ...asked, baseUrl: "nowhere" }, new AbortController().signal), missing);
    assert.equal(server.exchanges.length, 0);
  });
});

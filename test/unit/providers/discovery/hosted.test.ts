import assert from "node:assert/strict";
import { inspect } from "node:util";
import { ModelError } from "../../../../src/model/modelError.ts";
import { checkKey } from "../../../../src/providers/discovery/checkKey.ts";
import { infoOfListed } from "../../../../src/providers/discovery/listedModel.ts";
import { listModels } from "../../../../src/providers/discovery/listModels.ts";
import type { Transport } from "../../../../src/providers/http/transport/transport.ts";
import { presets } from "../../../../src/providers/presets/presets.ts";
import { answers, type Script, scriptedServer } from "../support/scriptedServer.ts";

const signal = new AbortController().signal;

/** Plays a hosted provider: its own address is kept, its requests go to the script. */
async function hosted<T>(script: Script, run: (transport: Transport, seen: string[]) => Promise<T>): Promise<T> {
  await using server = await scriptedServer(script);
  const seen: string[] = [];
  return await run((url, request) => {
    seen.push(url);
    const { pathname, search } = new URL(url);
    return fetch(server.origin + pathname + search, request);
  }, seen);
}

const key = "sk-or-v1-0123456789abcdef";
const guarded: Script = (exchange, count) =>
  exchange.headers.authorization === `Bearer ${key}`
    ? answers(200, { data: [{ id: "models/gemma-3-4b-it" }] })(exchange, count)
    : answers(401, { error: { message: `No auth for ${exchange.headers.authorization}` } })(exchange, count);

const openrouterList = {
  data: [
    { id: "openai/gpt-x", name: "GPT X", context_length: 400_000 },
    {
      id: "google/gemma-4-26b-a4b-it",
      name: "Google: Gemma 4 26B A4B",
      context_length: 262_144,
      architecture: { input_modalities: ["text", "image", "video"] },
      pricing: { prompt: "0.00000006", completion: "0.00000033", image: "0" },
      supported_parameters: ["tools", "reasoning", "seed"],
    },
    {
      id: "google/gemma-4-31b-it:free",
      name: "Google: Gemma 4 31B (free)",
      context_length: 262_144,
      pricing: { prompt: "0", completion: "0" },
    },
    { id: "google/embeddinggemma-300m", name: "EmbeddingGemma" },
    { name: 5 },
  ],
};

describe("listModels", () => {
  it("OpenRouter's list: Gemmas with window, sight, tools and price", async () => {
    const models = await hosted(answers(200, openrouterList), (transport, seen) =>
      listModels({ preset: presets.openrouter }, { signal, transport }).finally(() =>
        assert.deepEqual(seen, ["https://openrouter.ai/api/v1/models"]),
      ),
    );
    assert.deepEqual(
      models.map((model) => model.id),
      ["google/gemma-4-26b-a4b-it", "google/gemma-4-31b-it:free"],
    );
    assert.deepEqual(models[0], {
      id: "google/gemma-4-26b-a4b-it",
      label: "Google: Gemma 4 26B A4B",
      isGemma: true,
      contextTokens: 262_144,
      vision: true,
      video: true,
      audio: false,
      nativeTools: true,
      parameters: ["tools", "reasoning", "seed"],
      thinking: true,
      price: { input: 0.06, output: 0.33 },
    });
    // What the list leaves out comes from the preset's row.
    assert.deepEqual(infoOfListed(models[1] ?? assert.fail()), {
      label: "Google: Gemma 4 31B (free)",
      contextTokens: 262_144,
      vision: true,
      nativeTools: true,
      thinking: true,
      price: { input: 0, output: 0 },
    });
  });

  it("everything on request, Gemmas first", async () => {
    const models = await hosted(answers(200, openrouterList), (transport) =>
      listModels({ preset: presets.openrouter, all: true }, { signal, transport }),
    );
    assert.deepEqual(
      models.map((model) => model.isGemma),
      [true, true, false, false],
    );
  });

  it("other shapes: ids with a prefix, a bare list, names alone", async () => {
    for (const body of [
      { data: [{ id: "models/gemma-3-4b-it" }] },
      ["gemma-3-4b-it"],
      { models: [{ name: "gemma-3-4b-it" }] },
    ]) {
      const models = await hosted(answers(200, body), (transport) =>
        listModels({ preset: presets.google }, { signal, transport }),
      );
      assert.deepEqual(
        models.map((model) => [model.id, model.label, model.nativeTools]),
        [["gemma-3-4b-it", "Gemma 3 4B", false]],
      );
    }
  });

  it("a known host without a list gives the models it is known for", async () => {
    const models = await hosted(answers(404, "not here"), (transport) =>
      listModels({ preset: presets.keeprouter }, { signal, transport }),
    );
    assert.deepEqual(
      models.map((model) => model.id),
      ["gemma-4-31B-it"],
    );
  });

  it("faults are ModelErrors", async () => {
    const fails = (script: Script, rest = {}, timeoutMs = 8000) =>
      hosted(script, (transport) =>
        listModels({ preset: presets.openrouter, ...rest }, { signal, transport, timeoutMs }),
      ).then(
        () => assert.fail("listed"),
        (error: unknown) => (error instanceof ModelError ? error.fault.kind : assert.fail(String(error))),
      );
    assert.equal(await fails(answers(401, { error: { message: "no" } })), "auth");
    assert.equal(await fails(answers(200, "<html></html>")), "protocol");
    assert.equal(await fails(answers(200, { hello: "world" })), "protocol");
    assert.equal(
      await fails(answers(404, ""), { preset: presets.custom, baseUrl: "https://llm.example" }),
      "not-found",
    );
    assert.equal(await fails(() => undefined, {}, 100), "unavailable");
    assert.equal(await fails(({ response }) => void response.writeHead(200).write("{"), {}, 100), "unavailable");
  });

  it("can be stopped", async () => {
    const stop = new AbortController();
    const listing = hosted(
      () => stop.abort(),
      (transport) => listModels({ preset: presets.openrouter }, { signal: stop.signal, transport }),
    );
    await assert.rejects(listing, (error: ModelError) => error.fault.kind === "aborted");
  });
});

describe("checkKey", () => {
  it("OpenRouter: the credit that remains", async () => {
    const body = { data: { label: "sk-or-…", limit: 10, limit_remaining: 7.25, usage: 2.75, is_free_tier: false } };
    const check = await hosted(answers(200, body), (transport, seen) =>
      checkKey({ preset: presets.openrouter, apiKey: key }, { signal, transport }).finally(() =>
        assert.deepEqual(seen, ["https://openrouter.ai/api/v1/key"]),
      ),
    );
    assert.deepEqual(check, { ok: true, isProven: true, remaining: 7.25, used: 2.75, isFreeTier: false });
  });

  it("OpenRouter: the free requests that are left today", async () => {
    const free_model_daily_requests = { used: 12, limit: 50, remaining: 38 };
    const check = await hosted(answers(200, { data: { usage: 0, free_model_daily_requests } }), (transport) =>
      checkKey({ preset: presets.openrouter, apiKey: key }, { signal, transport }),
    );
    assert.deepEqual(check, { ok: true, isProven: true, used: 0, free: { limit: 50, remaining: 38 } });
  });

  it("OpenRouter without a limit states none", async () => {
    const body = { data: { limit: null, limit_remaining: null, usage: 0, is_free_tier: true } };
    const check = await hosted(answers(200, body), (transport) =>
      checkKey({ preset: presets.openrouter, apiKey: key }, { signal, transport }),
    );
    assert.deepEqual(check, { ok: true, isProven: true, used: 0, isFreeTier: true });
  });

  it("elsewhere by the model list, proven only if the list wants a key", async () => {
    const check = (script: Script) =>
      hosted(script, (transport) => checkKey({ preset: presets.google, apiKey: key }, { signal, transport }));
    assert.deepEqual(await check(guarded), { ok: true, isProven: true });
    assert.deepEqual(await check(answers(200, { data: [] })), { ok: true, isProven: false });
    assert.deepEqual(await check(answers(404, "")), { ok: true, isProven: false });
  });

  it("a refused key, an empty one, a server that is down: each its fault, and no key in it", async () => {
    const check = (apiKey: string, script: Script = guarded) =>
      hosted(script, (transport) => checkKey({ preset: presets.google, apiKey }, { signal, transport }));
    const refused = await check("sk-wrong-key-that-is-long");
    assert.ok(!refused.ok && refused.error.fault.kind === "auth");
    assert.doesNotMatch(inspect(refused, { depth: 9 }), /sk-wrong/);
    const empty = await check("  ");
    assert.ok(!empty.ok && empty.error.fault.kind === "auth");
    const down = await check(key, answers(500, ""));
    assert.ok(!down.ok && down.error.fault.kind === "unavailable");
  });

  it("a server of one's own that speaks the Anthropic protocol is asked by its header", async () => {
    const server = { preset: presets.custom, protocol: "anthropic", baseUrl: "https://llm.example" } as const;
    const own: Script = (exchange, count) =>
      exchange.headers["x-api-key"] === key && exchange.headers.authorization === undefined
        ? answers(200, { data: [{ type: "model", id: "gemma-4-31b-it", display_name: "Gemma 4 31B" }] })(
            exchange,
            count,
          )
        : answers(401, { type: "error", error: { type: "authentication_error", message: "x-api-key" } })(
            exchange,
            count,
          );
    const checked = (script: Script, apiKey: string) =>
      hosted(script, (transport) => checkKey({ ...server, apiKey }, { signal, transport }));
    assert.deepEqual(await checked(own, key), { ok: true, isProven: true });
    assert.equal((await checked(own, "another")).ok, false);
    assert.deepEqual(await checked(answers(404, ""), key), { ok: true, isProven: false }, "it may have no list");
    const models = await hosted(own, (transport) => listModels({ ...server, apiKey: key }, { signal, transport }));
    assert.deepEqual(
      models.map(({ id }) => id),
      ["gemma-4-31b-it"],
    );
  });
});

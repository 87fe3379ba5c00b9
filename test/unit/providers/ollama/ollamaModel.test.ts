import assert from "node:assert/strict";
import { inspect } from "node:util";
import { loadedModels, showModel } from "../../../../src/providers/ollama/ollamaServer.ts";
import { ask, collect, doneOf, failed } from "../support/collect.ts";
import { chatOf, chats, end, gemma4, modelAt, ollama, running, said, shows } from "../support/ollamaServer.ts";
import { answers, chunk, done, scriptedServer, type Script, streams } from "../support/scriptedServer.ts";

describe("ollama loading and windows", () => {
  const kinds = async (ps: Script) => {
    await using server = await ollama({ ps });
    return (await collect(modelAt(server.baseUrl))).events.map(({ type }) => type);
  };

  it("says that a model has to be loaded, or loaded anew with another window", async () => {
    assert.deepEqual(await kinds(running()), ["waiting", "text", "done"]);
    assert.deepEqual(await kinds(running({ name: "gemma4:e4b", context_length: 4096 })), ["waiting", "text", "done"]);
    assert.deepEqual(await kinds(running({ name: "gemma4:e4b" })), ["text", "done"]);
    assert.deepEqual(await kinds(answers(500, "")), ["text", "done"]);
  });

  it("a prompt that cannot fit is not sent", async () => {
    await using server = await ollama();
    const got = await collect(modelAt(server.baseUrl), ask("word ".repeat(14_000)));
    assert.match(failed(got, "overflow"), /too long for the window of 8,192 tokens/);
    assert.equal(
      server.exchanges.some(({ path }) => path === "/api/chat"),
      false,
    );
  });

  it("the server's own refusal of a long prompt", async () => {
    const error = "the input length exceeds the context length";
    await using server = await ollama({ chat: answers(400, { error }) });
    failed(await collect(modelAt(server.baseUrl)), "overflow");
  });

  it("a prompt that an older server cut is told beside the answer, which stays", async () => {
    const cut = async (prompt: string, count: number) => {
      await using server = await ollama({ chat: chats(said("Hm"), end({ prompt_eval_count: count, eval_count: 1 })) });
      const got = await collect(modelAt(server.baseUrl), ask(prompt));
      doneOf(got);
      assert.equal(got.text, "Hm");
      return got.events.flatMap((event) => (event.type === "notice" ? [event.message] : []))[0];
    };
    const long = "word ".repeat(8000);
    assert.match((await cut(long, 8192)) ?? "", /read only 8,192 tokens.*its window is 8,192/);
    assert.match((await cut(long, 4100)) ?? "", /read only 4,100 tokens/);
    for (const count of [0, 700, 8000]) assert.equal(await cut(long, count), undefined, String(count));
    for (const count of [3, 8192, 11_400]) assert.equal(await cut("short", count), undefined, String(count));
  });

  it("a count above the window asked for proves another: the server is asked which, once", async () => {
    let loaded = 8192;
    await using server = await ollama({
      ps: (...given) => running({ name: "gemma4:e4b", context_length: loaded })(...given),
      chat: chats(said("Hm"), end({ prompt_eval_count: 11_400, eval_count: 1 })),
    });
    const model = modelAt(server.baseUrl);
    doneOf(await collect(model, ask("word ".repeat(9000))));
    assert.equal(model.info.contextTokens, undefined, "it says what the count has disproved");
    doneOf(await collect(model, ask("word ".repeat(24_000))));
    assert.deepEqual(chatOf(server.exchanges).body["options"], { num_ctx: 8192 });
    loaded = 32_768;
    const other = modelAt(server.baseUrl);
    doneOf(await collect(other, ask("word ".repeat(9000))));
    assert.equal(other.info.contextTokens, 32_768);
  });

  it("a model of Ollama's cloud has its largest window, which no setting bounds", async () => {
    const cloud = { remote_host: "https://ollama.com:443", remote_model: "gemma4:31b" };
    const facts = { ...gemma4, model_info: { "gemma4.context_length": 262_144 } };
    for (const show of [{ ...facts, ...cloud }, facts]) {
      await using server = await ollama({
        show: answers(200, show),
        ps: running(),
        chat: chats(said("It sorts."), end({ prompt_eval_count: 11_400, eval_count: 3 })),
      });
      const model = modelAt(server.baseUrl, { modelId: "gemma4:31b-cloud", contextTokens: 8192 });
      for (const words of [9000, 24_000]) doneOf(await collect(model, ask("word ".repeat(words))));
      assert.deepEqual([model.info.contextTokens, model.info.local], [262_144, undefined]);
      assert.deepEqual(chatOf(server.exchanges).body["options"], {});
    }
    await using server = await ollama({ show: answers(200, { ...facts, ...cloud }) });
    const renamed = modelAt(server.baseUrl, { modelId: "mine" });
    await collect(renamed);
    assert.deepEqual([renamed.info.contextTokens, renamed.info.local], [262_144, undefined]);
  });

  it("the window is the one of the request's own field, where the user sets it there", async () => {
    await using server = await ollama();
    const model = modelAt(server.baseUrl, { extraBody: { options: { num_ctx: 32_768 } } });
    await collect(model, ask("word ".repeat(20_000)));
    assert.equal(model.info.contextTokens, 32_768);
  });
});

describe("a server that is no Ollama, asked as one", () => {
  const list = { object: "list", data: [{ id: "gemma-4-12b", object: "model", owned_by: "llama-swap" }] };
  const other =
    (table: Record<string, Script>, rest: Script): Script =>
    (exchange, count) =>
      (table[`${exchange.method} ${exchange.path}`] ?? rest)(exchange, count);
  const openAi = {
    "GET /v1/models": answers(200, list),
    "POST /v1/chat/completions": streams(chunk({ content: "Hello!" }, "stop"), done),
  };
  const rests: readonly [string, Script][] = [
    ["404 in plain words", answers(404, "404 page not found")],
    ["404 in JSON", answers(404, { error: { message: "Not Found" } })],
    ["405", answers(405, { detail: "Method Not Allowed" })],
    ["HTTP 200 and an error, as LM Studio", answers(200, { error: "Unexpected endpoint or method. (POST /api/show)" })],
    ["HTTP 200 and a page", answers(200, "<!doctype html><title>Chat</title>")],
  ];
  for (const [what, rest] of rests) {
    it(`is asked over /v1, then at once: ${what}`, async () => {
      await using server = await scriptedServer(other(openAi, rest));
      const model = modelAt(server.baseUrl, { modelId: "gemma-4-12b" });
      for (let at = 0; at < 2; at++) assert.equal((await collect(model)).text, "Hello!");
      assert.equal(model.info.provider, new URL(server.baseUrl).host);
      assert.equal(server.exchanges.at(-1)?.path, "/v1/chat/completions");
      assert.equal(server.exchanges.at(-2)?.path, "/v1/chat/completions");
    });
  }

  it("only its chat path is missing", async () => {
    const shown = { "POST /api/show": shows(gemma4), "GET /api/ps": answers(404, "404 page not found") };
    await using server = await scriptedServer(other({ ...openAi, ...shown }, answers(404, "404 page not found")));
    assert.equal((await collect(modelAt(server.baseUrl))).text, "Hello!");
  });

  it("an Ollama that lacks the model stays one, and so does a server that has neither", async () => {
    const ollamas = { "GET /api/ps": running(), "GET /v1/models": answers(200, { data: [] }) };
    await using server = await scriptedServer(other(ollamas, answers(404, { error: "model 'gemma4:e4b' not found" })));
    assert.match(failed(await collect(modelAt(server.baseUrl)), "not-found"), /does not offer/);
    assert.ok(server.exchanges.every(({ path }) => path !== "/v1/chat/completions"));
    await using empty = await scriptedServer(answers(404, "404 page not found"));
    assert.match(failed(await collect(modelAt(empty.baseUrl)), "not-found"), /no chat service at this address/);
  });
});

describe("ollama faults", () => {
  const chat = async (script: Script) => {
    await using server = await ollama({ chat: script });
    return await collect(modelAt(server.baseUrl));
  };

  it("errors before the answer", async () => {
    assert.match(
      failed(await chat(answers(500, { error: "llama runner process has terminated" })), "unavailable"),
      /“llama runner/,
    );
    assert.match(
      failed(await chat(answers(400, { error: '"gemma3:1b" does not support tools' })), "protocol"),
      /does not support tools/,
    );
    failed(await chat(answers(502, "<html><body>Bad gateway</body></html>")), "unavailable");
    assert.match(failed(await chat(answers(200, "<!DOCTYPE html><html></html>")), "protocol"), /is a web page/);
    failed(await chat(({ response }) => void response.socket?.destroy()), "unavailable");
  });

  it("a model that is not pulled, and a server that is not running", async () => {
    const server = await ollama({ show: answers(404, { error: "model 'gemma4:e4b' not found" }) });
    assert.match(failed(await collect(modelAt(server.baseUrl)), "not-found"), /does not offer “gemma4:e4b”/);
    await server[Symbol.asyncDispose]();
    assert.match(failed(await collect(modelAt(server.baseUrl)), "unavailable"), /not running.*ollama serve/);
  });

  it("after a failure the next question works, and asks for the facts no more than needed", async () => {
    await using server = await ollama({
      chat: (exchange, count) =>
        (count === 2 ? answers(500, { error: "x" }) : chats(said("Hello"), end()))(exchange, count),
    });
    const model = modelAt(server.baseUrl);
    failed(await collect(model), "unavailable");
    assert.equal((await collect(model)).text, "Hello");
    assert.equal(server.exchanges.filter(({ path }) => path === "/api/show").length, 1);
  });

  it("a key that the server echoes is never shown", async () => {
    const apiKey = "Zq8-not-of-any-known-form-1234";
    await using server = await ollama({ chat: answers(401, { error: `bad key ${apiKey}` }) });
    const { error } = await collect(modelAt(server.baseUrl, { apiKey }));
    assert.equal(chatOf(server.exchanges).headers.authorization, `Bearer ${apiKey}`);
    assert.doesNotMatch(inspect(error, { depth: 9, showHidden: true }), /Zq8|1234/);
  });

  it("silence in mid-answer", async () => {
    await using server = await ollama({ chat: ({ response }) => void response.write(said("Once")) });
    const got = await collect(modelAt(server.baseUrl, { timeouts: { idle: 60 } }));
    assert.equal(got.text, "Once");
    failed(got, "unavailable");
  });
});

describe("ollama stop", () => {
  it("in mid-answer: the server sees it", async () => {
    await using server = await ollama({ chat: ({ response }) => void response.write(said("Once")) });
    const stop = new AbortController();
    const seen: string[] = [];
    await assert.rejects(
      async () => {
        for await (const event of modelAt(server.baseUrl).stream(ask(), stop.signal)) {
          seen.push(event.type);
          stop.abort();
        }
      },
      { message: "Stopped." },
    );
    assert.deepEqual(seen, ["text"]);
    await chatOf(server.exchanges).closed;
  });

  it("before the head, while the facts are asked, and before it began", async () => {
    for (const path of ["chat", "show", "ps"] as const) {
      const stop = new AbortController();
      await using server = await ollama({ [path]: () => stop.abort() });
      failed(await collect(modelAt(server.baseUrl), ask(), stop.signal), "aborted");
      await server.exchanges.at(-1)?.closed;
    }
    await using server = await ollama();
    failed(await collect(modelAt(server.baseUrl), ask(), AbortSignal.abort()), "aborted");
    assert.equal(server.exchanges.length, 0);
  });

  it("leaving the loop closes the connection", async () => {
    await using server = await ollama({ chat: ({ response }) => void response.write(said("Once")) });
    for await (const event of modelAt(server.baseUrl).stream(ask(), new AbortController().signal)) {
      assert.equal(event.type, "text");
      break;
    }
    await chatOf(server.exchanges).closed;
  });
});

describe("ollama server", () => {
  const { signal } = new AbortController();

  it("tells what is loaded, and until when", async () => {
    const entry = {
      name: "gemma4:e4b",
      context_length: 8192,
      size: 9000,
      size_vram: 4000,
      expires_at: "2026-07-01T10:05:00Z",
    };
    await using server = await ollama({ ps: running(entry, { name: "gemma3:1b" }) });
    assert.deepEqual(await loadedModels({ baseUrl: server.baseUrl }, { signal }), [
      { name: "gemma4:e4b", contextTokens: 8192, size: 9000, sizeOnGpu: 4000, expiresAt: Date.UTC(2026, 6, 1, 10, 5) },
      { name: "gemma3:1b" },
    ]);
  });

  it("tells a model's capabilities and largest window; older servers tell less", async () => {
    await using server = await ollama();
    assert.deepEqual(await showModel({ baseUrl: server.baseUrl }, "gemma4:e4b", { signal }), {
      capabilities: gemma4.capabilities,
      maxContextTokens: 131_072,
    });
    await using older = await ollama({ show: answers(200, { license: "…" }) });
    assert.deepEqual(await showModel({ baseUrl: older.baseUrl }, "gemma4:e4b", { signal }), {});
    await using strange = await ollama({ show: answers(200, "null") });
    await assert.rejects(showModel({ baseUrl: strange.baseUrl }, "m", { signal }), { name: "ModelError" });
  });
});

import assert from "node:assert/strict";
import { inspect } from "node:util";
import { loadedModels, showModel } from "../../../../src/providers/ollama/ollamaServer.ts";
import { ask, collect, doneOf, failed } from "../support/collect.ts";
import { chatOf, chats, end, gemma4, modelAt, ollama, running, said } from "../support/ollamaServer.ts";
import { answers, type Script } from "../support/scriptedServer.ts";

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

  it("a prompt that an older server cut is found by its count; the answer stays", async () => {
    const cut = async (prompt: string, count: number) => {
      await using server = await ollama({ chat: chats(said("Hm"), end({ prompt_eval_count: count, eval_count: 1 })) });
      return await collect(modelAt(server.baseUrl), ask(prompt));
    };
    const full = await cut("short", 8192);
    assert.equal(full.text, "Hm");
    assert.match(failed(full, "overflow"), /read only 8,192 tokens/);
    const long = "word ".repeat(8000);
    assert.match(failed(await cut(long, 700), "overflow"), /read only 700 tokens/);
    doneOf(await cut(long, 8000));
    doneOf(await cut("short", 3));
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
    const got = await collect(modelAt(server.baseUrl, { patience: { idle: 60 } }));
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

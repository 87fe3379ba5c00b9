import assert from "node:assert/strict";
import { loadedWords, pullWords } from "../../../../src/editor/models/setup/ollamaWords.ts";
import { keepAliveOf } from "../../../../src/providers/ollama/keepAlive.ts";
import { unloadModel } from "../../../../src/providers/ollama/unloadModel.ts";
import { answers, scriptedServer } from "../support/scriptedServer.ts";

const { signal } = new AbortController();

describe("looking after Ollama", () => {
  it("unloads a model by a request that loads it for no time", async () => {
    await using server = await scriptedServer(answers(200, { model: "gemma3:4b", done: true, done_reason: "unload" }));
    await unloadModel({ baseUrl: server.baseUrl }, "gemma3:4b", { signal });
    const [{ path, method, body } = assert.fail()] = server.exchanges;
    assert.deepEqual(
      [method, path, body],
      ["POST", "/api/generate", { model: "gemma3:4b", keep_alive: 0, stream: false }],
    );
  });

  it("says so when there is no such model, or no server", async () => {
    const server = await scriptedServer(answers(404, { error: "model 'gemma9' not found" }));
    const unload = () => unloadModel({ baseUrl: server.baseUrl }, "gemma9", { signal });
    await assert.rejects(unload(), /does not offer “gemma9”/);
    await server[Symbol.asyncDispose]();
    await assert.rejects(unload(), /is not running/);
  });

  it("reads how long to keep a model as Ollama takes it", () => {
    const rows: [string, number | string | undefined][] = [
      ["", undefined],
      ["0", 0],
      [" -1 ", -1],
      ["600", 600],
      ["30m", "30m"],
      ["1h30m", "1h30m"],
      ["1.5h", "1.5h"],
      ["500ms", "500ms"],
      ["for ever", undefined],
      ["30 minutes", undefined],
      ["1.5", undefined],
    ];
    for (const [setting, sent] of rows) assert.equal(keepAliveOf(setting), sent, setting);
  });

  it("tells a loaded model's window, memory and stay", () => {
    const now = 1_000_000;
    const of = (sizeOnGpu: number, ms: number) =>
      loadedWords({ name: "m", contextTokens: 8192, size: 4e9, sizeOnGpu, expiresAt: now + ms }, now);
    assert.equal(of(4e9, 5 * 60_000), "8,192 tokens · 4.0 GB on the graphics card · for 5 min");
    assert.equal(of(0, 20_000), "8,192 tokens · 4.0 GB in main memory · for less than a minute");
    assert.equal(of(3.1e9, 3 * 3_600_000), "8,192 tokens · 4.0 GB, 77% on the graphics card · for 3 h");
    assert.equal(of(0, 9e12), "8,192 tokens · 4.0 GB in main memory · stays until unloaded");
    assert.equal(of(0, -5), "8,192 tokens · 4.0 GB in main memory · leaving memory");
    assert.equal(loadedWords({ name: "m" }, now), "");
  });

  it("tells how far a pull is", () => {
    assert.equal(pullWords({ status: "pulling manifest" }), "pulling manifest");
    assert.equal(pullWords({ status: "pulling aa11", total: 4e9, completed: 1.2e9 }), "1.2 GB of 4.0 GB");
    assert.equal(
      pullWords({ status: "verifying sha256 digest", total: 4e9, completed: 4e9 }),
      "4.0 GB of 4.0 GB, verifying sha256 digest",
    );
  });
});

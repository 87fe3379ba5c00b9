import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { copyFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createEmbeddedEngine, type EmbeddedEngine } from "../../../src/providers/embedded/host/embeddedEngine.ts";
import { childEnvironment } from "../../../src/providers/embedded/host/engineProcess.ts";
import { collect, type EmbeddedBed, makeEmbeddedBed, removeEmbeddedBed } from "./embeddedBed.ts";
import { count, errorOf, gone, never, say } from "./embeddedChecks.ts";

describe("the embedded engine when something goes wrong", function () {
  this.timeout(180_000);
  let bed: EmbeddedBed;
  let engine: EmbeddedEngine;
  const engines: EmbeddedEngine[] = [];
  const start = (options: { idleMinutes?: () => number; freeMemory?: () => number } = {}): EmbeddedEngine => {
    const made = createEmbeddedEngine({ engineDir: bed.engineDir, childPath: bed.childPath, ...options });
    engines.push(made);
    return made;
  };
  const model = (from = engine, contextTokens = 4096) =>
    from.model({ file: bed.modelFile, label: "Gemma", contextTokens });

  before(async function () {
    this.timeout(600_000);
    bed = await makeEmbeddedBed();
    engine = start();
  });
  after(async () => {
    for (const made of engines) made.dispose();
    await removeEmbeddedBed(bed);
  });

  it("reports a too long conversation with both numbers, and goes on with a shorter one", async () => {
    const small = start();
    const long = { ...count(8), messages: [say("user", "word ".repeat(3000))] };
    const { error } = await collect(model(small, 2048).stream(long, never));
    const { fault, message } = errorOf(error, "overflow");
    assert.ok(fault.kind === "overflow" && fault.contextTokens === 2048 && (fault.promptTokens ?? 0) > 3000);
    assert.match(message, /3,0\d\d tokens of 2,048/);
    assert.equal((await collect(model(small, 2048).stream(count(4), never))).error, undefined);
    await small.unload();
  });

  it("survives kill -9 during an answer: the streamed part stays, and the next question restarts it", async () => {
    let pid = 0;
    let pieces = 0;
    const answer = await collect(model().stream(count(2000), never), ({ type }) => {
      if (type !== "text" || ++pieces !== 3) return;
      pid = engine.pid ?? assert.fail("the engine does not run");
      process.kill(pid, "SIGKILL");
    });
    const { message } = errorOf(answer.error, "engine");
    assert.match(message, /ended by the system.*while answering.*is kept.*Ask again/s);
    assert.notEqual(answer.text, "");
    assert.equal(engine.state.kind, "failed");
    const next = await collect(model().stream(count(4), never));
    assert.equal(next.error, undefined);
    assert.notEqual(engine.pid, pid);
  });

  it("stops while it loads, and frees what was loaded", async () => {
    const own = start();
    const stop = new AbortController();
    let pid: number | undefined;
    own.onState((state) => {
      if (state.kind === "loading" && state.fraction > 0) stop.abort();
    });
    const { error } = await collect(model(own).stream(count(4), stop.signal), () => (pid ??= own.pid));
    errorOf(error, "aborted");
    assert.equal(own.pid, undefined);
    assert.equal((await collect(model(own).stream(count(4), never))).error, undefined);
    await own.unload();
  });

  it("frees the memory when idle, and starts again with the next question", async () => {
    const own = start({ idleMinutes: () => 0.001 });
    const idle = new Promise<void>((resolve) => {
      own.onState((state) => state.kind === "idle" && resolve());
    });
    let pid: number | undefined;
    await collect(model(own).stream(count(4), never), () => (pid = own.pid));
    assert.ok(pid !== undefined);
    await idle;
    await gone(pid);
    assert.equal(own.pid, undefined);
    assert.equal((await collect(model(own).stream(count(4), never))).error, undefined);
    await own.unload();
  });

  it("reports a wrong model file, and answers from a good one afterwards", async () => {
    const file = (name: string) => join(bed.folder, name);
    await copyFile(bed.modelFile, file("cut.gguf"));
    await truncate(file("cut.gguf"), 100_000_000);
    await writeFile(file("text.gguf"), "This is not a model.");
    await writeFile(file("page.gguf"), "<!DOCTYPE html><title>Log in</title>");
    const own = start();
    for (const [name, kind, words] of [
      ["cut.gguf", "model-file", /cut off: only 100 MB of 253 MB/],
      ["text.gguf", "model-file", /not a GGUF model file/],
      ["page.gguf", "model-file", /web page instead of a model/],
      ["none.gguf", "model-missing", /no model file at/],
    ] as const) {
      const { error } = await collect(own.model({ file: file(name), label: name }).stream(count(4), never));
      assert.match(errorOf(error, kind).message, words);
      assert.equal(own.state.kind, "failed");
    }
    assert.equal((await collect(model(own).stream(count(4), never))).error, undefined);
    await own.unload();
  });

  it("refuses a model that does not fit, with the numbers", async () => {
    const own = start({ freeMemory: () => 300e6 });
    const { error } = await collect(model(own).stream(count(4), never));
    assert.match(errorOf(error, "memory").message, /needs about \d+ MB.*300 MB are free.*smaller model/s);
    assert.equal(own.pid, undefined);
  });

  it("exits with its parent, even in the middle of an answer", async () => {
    const parent = fork(
      fileURLToPath(new URL("./embeddedParent.mjs", import.meta.url)),
      [bed.childPath, bed.modelFile],
      {
        env: childEnvironment(process.env, bed.engineDir),
        execArgv: [],
        stdio: ["ignore", "ignore", "ignore", "ipc"],
      },
    );
    const pid = await new Promise<number>((resolve) => parent.once("message", (value) => resolve(Number(value))));
    parent.kill("SIGKILL");
    await gone(pid);
  });
});

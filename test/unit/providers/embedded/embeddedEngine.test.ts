import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ModelEvent, ModelRequest } from "../../../../src/model/model.ts";
import { ModelError } from "../../../../src/model/modelError.ts";
import { createEmbeddedEngine, type EmbeddedEngine } from "../../../../src/providers/embedded/host/embeddedEngine.ts";
import { ggufBytes } from "./ggufBytes.ts";

const childPath = fileURLToPath(new URL("./fakeChild.mjs", import.meta.url));
const never = new AbortController().signal;
const request = (maxTokens = 3, rest: Partial<ModelRequest> = {}): ModelRequest => ({
  messages: [{ role: "user", parts: [{ type: "text", text: "Count." }] }],
  tools: [],
  sampling: { maxTokens },
  ...rest,
});

/** How the fallback model process behaves; see there. */
const modes = ["good", "slow", "deaf", "crash", "crash-load", "hang-load", "memory", "strange", "overflow", "fails"];
modes.push("silent", "hangs", "junk", "thinks", "echo", "crash-first", "mute");

type Options = Partial<Parameters<typeof createEmbeddedEngine>[0]>;
type Answer = { events: ModelEvent[]; text: string; error?: unknown };

describe("the embedded engine with a process that misbehaves", () => {
  let folder: string;
  const engines: EmbeddedEngine[] = [];
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "gemma-engine-"));
    for (const mode of modes) await writeFile(fileOf(mode), ggufBytes());
  });
  after(async () => {
    // A failed test may have left questions in a queue: they must not start another process.
    for (const engine of engines) engine.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const engineFolder = async (name: string): Promise<string> => {
    const dist = join(folder, name, "node_modules", "node-llama-cpp", "dist");
    await mkdir(dist, { recursive: true });
    await writeFile(join(dist, "index.js"), "");
    return join(folder, name);
  };
  const start = async (name = "engine", options: Options = {}): Promise<EmbeddedEngine> => {
    const engine = createEmbeddedEngine({ engineDir: await engineFolder(name), childPath, ...options });
    engines.push(engine);
    return engine;
  };
  const fileOf = (mode: string): string => join(folder, `${mode}.gguf`);
  const ask = async (
    engine: EmbeddedEngine,
    mode: string,
    { asked = request(), signal = never, onEvent = (_: ModelEvent): void => undefined } = {},
  ): Promise<Answer> => {
    const answer: Answer = { events: [], text: "" };
    try {
      for await (const event of engine.model({ file: fileOf(mode), label: mode }).stream(asked, signal)) {
        answer.events.push(event);
        if (event.type === "text") answer.text += event.delta;
        onEvent(event);
      }
    } catch (error) {
      answer.error = error;
    }
    return answer;
  };
  const failure = ({ error }: Answer, kind: ModelError["fault"]["kind"], words: RegExp): void => {
    assert.ok(error instanceof ModelError, String(error));
    assert.equal(error.fault.kind, kind);
    assert.match(error.message, words);
  };

  it("reports load, reading, text, usage and end, with the states", async () => {
    const engine = await start();
    const states: string[] = [];
    const off = engine.onState((state) => states.push(state.kind));
    const model = engine.model({ file: fileOf("good"), label: "Good", contextTokens: 8000 });
    assert.equal(model.info.contextTokens, 8000);
    assert.equal(engine.pid, undefined, "nothing starts before the first question");
    const events: ModelEvent[] = [];
    for await (const event of model.stream(request(2), never)) events.push(event);
    assert.deepEqual(events, [
      { type: "waiting", phase: "loading", fraction: 0 },
      { type: "waiting", phase: "loading", fraction: 0.5 },
      { type: "waiting", phase: "starting", fraction: 1 },
      { type: "text", delta: "1 " },
      { type: "text", delta: "2 " },
      { type: "usage", usage: { inputTokens: 10, outputTokens: 2, cachedTokens: 4, thoughtTokens: 0 } },
      { type: "done", reason: "stop" },
    ]);
    assert.deepEqual(states, ["loading", "loading", "answering", "ready"]);
    assert.equal(model.info.contextTokens, 4096, "what is really loaded");
    off();
    await engine.unload();
    assert.deepEqual([states.length, engine.state.kind], [4, "idle"]);
  });

  it("keeps what had streamed when the process crashes, and starts anew", async () => {
    const engine = await start();
    const answer = await ask(engine, "crash", { asked: request(9) });
    failure(answer, "engine", /ended by the system.*while answering.*is kept\. Ask again/s);
    assert.equal(answer.text, "1 2 ");
    const good = await ask(engine, "good");
    assert.equal(good.error, undefined);
  });

  it("ends a process that hangs, keeps what had streamed, and starts anew", async () => {
    const engine = await start("engine", { silentMs: 60 });
    const answer = await ask(engine, "hangs");
    failure(answer, "engine", /fell silent in mid-answer: nothing came for 0\.06 s.*is kept/s);
    assert.equal(answer.text, "1 ");
    assert.equal(engine.pid, undefined);
    assert.equal((await ask(engine, "good")).error, undefined);
  });

  it("does not say that words are kept where none had come", async () => {
    const crash = await ask(await start(), "crash-first");
    failure(crash, "engine", /ended by the system.*while answering\. Ask again/s);
    const hang = await ask(await start("engine", { silentMs: 60 }), "mute");
    failure(hang, "engine", /did not begin to answer: nothing came for 0\.06 s\. Ask again/);
  });

  it("stops starting a process that only crashes, until it is told to or another model is asked", async () => {
    const engine = await start();
    for (let times = 0; times < 3; times++)
      failure(await ask(engine, "crash-load"), "engine", /while loading the model/);
    const refused = await ask(engine, "crash-load");
    failure(refused, "engine", /crashed 3 times in a row and is not started again for 5 minutes/);
    assert.deepEqual(refused.events, []);
    assert.equal((await ask(engine, "good")).error, undefined);
    for (let times = 0; times < 3; times++) await ask(engine, "crash-load");
    await engine.unload();
    failure(await ask(engine, "crash-load"), "engine", /while loading the model/);
  });

  it("counts only crashes in a row", async () => {
    const engine = await start();
    for (const mode of ["crash", "crash"]) await ask(engine, mode, { asked: request(9) });
    assert.equal((await ask(engine, "crash", { asked: request(1) })).error, undefined);
    for (const mode of ["crash", "crash"]) await ask(engine, mode, { asked: request(9) });
    failure(await ask(engine, "crash", { asked: request(9) }), "engine", /while answering/);
  });

  const faults: [engine: string, mode: string, kind: ModelError["fault"]["kind"], words: RegExp][] = [
    ["no-start", "good", "engine", /stopped \(code 3\) while starting/],
    ["no-binary", "good", "engine", /The engine failed \(NoBinaryFound\. More\)/],
    ["engine", "memory", "memory", /memory\.gguf does not fit into memory \(Out of memory\)/],
    ["engine", "strange", "model-file", /cannot load strange\.gguf \(Unknown tensor\)/],
    ["engine", "overflow", "overflow", /too long: 5,000 tokens of 4,096/],
    ["engine", "fails", "engine", /decode failed/],
    ["engine", "silent", "empty", /without a word/],
  ];
  for (const [name, mode, kind, words] of faults)
    it(`gives the fault "${kind}" for ${name} with ${mode}`, async () => {
      failure(await ask(await start(name), mode), kind, words);
    });

  it("says that there is no engine where there is none", async () => {
    const engine = createEmbeddedEngine({ engineDir: join(folder, "nothing"), childPath });
    failure(await ask(engine, "good"), "engine", /not installed \(looked in .*nothing\)/);
  });

  it("ignores messages that are not of the protocol or of this question, and logs them", async () => {
    const lines: string[] = [];
    const answer = await ask(await start("engine", { log: (line) => lines.push(line) }), "junk");
    assert.equal(answer.error, undefined);
    assert.equal(answer.text, "1 2 3 ");
    assert.equal(lines.filter((line) => line.includes("unknown form")).length, 2);
  });

  it("hands on thoughts as thoughts", async () => {
    const { events } = await ask(await start(), "thinks");
    assert.ok(events.some((event) => event.type === "thought" && event.delta === "1 "));
  });

  it("sends the template's prompt, and a grammar only when a call is demanded", async () => {
    const engine = await start();
    const tools = [{ name: "ls", description: "", parameters: { type: "object" as const, properties: {} } }];
    const sent = async (rest: Partial<ModelRequest>) =>
      JSON.parse((await ask(engine, "echo", { asked: request(1, rest) })).text) as {
        prompt: object[];
        grammar?: string;
      };
    const free = await sent({ tools });
    assert.deepEqual(free.prompt[1], { kind: "marker", text: "<start_of_turn>user\n" });
    assert.equal(free.grammar, undefined);
    assert.equal((await sent({ toolChoice: "required" })).grammar, undefined);
    assert.match((await sent({ tools, toolChoice: "required" })).grammar ?? "", /^root ::= .*ls/);
    assert.match((await sent({ tools, toolChoice: { name: "gone" } })).grammar ?? "", /^root ::= .*ls/);
  });

  describe("when it is stopped", () => {
    it("ends the stream at once and frees the engine", async () => {
      const engine = await start();
      const stop = new AbortController();
      const answer = await ask(engine, "slow", {
        asked: request(1000),
        signal: stop.signal,
        onEvent: ({ type }) => type === "text" && stop.abort(),
      });
      failure(answer, "aborted", /Stopped/);
      assert.equal(answer.text, "1 ");
      const { pid } = engine;
      assert.equal((await ask(engine, "slow")).text, "1 2 3 ");
      assert.equal(engine.pid, pid);
    });

    it("ends a process that does not stop", async () => {
      const engine = await start("engine", { stopGraceMs: 50 });
      const stop = new AbortController();
      const asked = request(100_000);
      const onEvent = ({ type }: ModelEvent): void => {
        if (type === "text") stop.abort();
      };
      failure(await ask(engine, "deaf", { asked, signal: stop.signal, onEvent }), "aborted", /Stopped/);
      assert.equal((await ask(engine, "good")).error, undefined, "it was no crash, and the next question is answered");
    });

    it("ends a load, and does nothing for a signal that has fired", async () => {
      const engine = await start();
      const stop = new AbortController();
      const onEvent = (event: ModelEvent): void => {
        if (event.type === "waiting" && event.fraction === 0.5) stop.abort();
      };
      failure(await ask(engine, "hang-load", { signal: stop.signal, onEvent }), "aborted", /Stopped/);
      assert.equal(engine.pid, undefined);
      const late = await ask(engine, "good", { signal: AbortSignal.abort() });
      failure(late, "aborted", /Stopped/);
      assert.deepEqual(late.events, []);
    });

    it("leaves the queue without disturbing those before and after", async () => {
      const engine = await start();
      const stop = new AbortController();
      let second: Promise<Answer> | undefined;
      let third: Promise<Answer> | undefined;
      const first = await ask(engine, "slow", {
        asked: request(30),
        onEvent({ type }) {
          if (type !== "text" || second !== undefined) return;
          second = ask(engine, "slow", { signal: stop.signal, onEvent: () => stop.abort() });
          third = ask(engine, "slow", { asked: request(2) });
        },
      });
      const left = (await second) ?? assert.fail("it was never asked");
      failure(left, "aborted", /Stopped/);
      assert.deepEqual(left.events, [{ type: "waiting", phase: "queued" }]);
      assert.equal(first.text.trim().split(" ").length, 30);
      assert.equal((await third)?.text, "1 2 ");
    });

    it("reports an unload, also in the middle of a load", async () => {
      const engine = await start();
      const answering = await ask(engine, "slow", {
        asked: request(1000),
        onEvent: ({ type }) => type === "text" && void engine.unload(),
      });
      failure(answering, "aborted", /Stopped/);
      const loading = await ask(engine, "hang-load", { onEvent: () => void engine.unload() });
      failure(loading, "aborted", /Stopped/);
      assert.equal(engine.pid, undefined);
    });
  });

  it("runs one model at a time: another one takes another process", async () => {
    const engine = await start();
    await ask(engine, "good");
    const { pid } = engine;
    await ask(engine, "slow");
    assert.notEqual(engine.pid, pid);
    assert.throws(() => process.kill(pid ?? 0, 0));
  });

  it("goes idle after the time that is set, and never when it is 0", async () => {
    let minutes = 0;
    const engine = await start("engine", { idleMinutes: () => minutes });
    await ask(engine, "good");
    assert.ok(engine.pid !== undefined);
    minutes = 0.0005;
    const idle = new Promise<void>((resolve) => engine.onState(({ kind }) => kind === "idle" && resolve()));
    await ask(engine, "good");
    await idle;
    assert.equal(engine.pid, undefined);
  });

  it("answers nothing after it was disposed", async () => {
    const engine = await start();
    await ask(engine, "good");
    engine.dispose();
    failure(await ask(engine, "good"), "engine", /shut down/);
  });
});

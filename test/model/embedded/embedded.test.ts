import assert from "node:assert/strict";
import type { Message, ToolSpec } from "../../../src/model/message.ts";
import type { ModelEvent, ModelRequest } from "../../../src/model/model.ts";
import { createEmbeddedEngine, type EmbeddedEngine } from "../../../src/providers/embedded/host/embeddedEngine.ts";
import { collect, type EmbeddedBed, makeEmbeddedBed, removeEmbeddedBed } from "./embeddedBed.ts";
import { count, errorOf, never, say, usageOf } from "./embeddedChecks.ts";

describe("the embedded engine with a real Gemma", function () {
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

  it("reports load progress, streams in pieces and reports usage", async () => {
    const { events, text, error } = await collect(model().stream(count(24), never));
    assert.equal(error, undefined);
    const kinds = events.map(({ type }) => type);
    const deltas = kinds.filter((kind) => kind === "text");
    assert.ok(deltas.length > 5, `only ${deltas.length} pieces`);
    const loads = events.flatMap((event) =>
      event.type === "waiting" && event.phase === "loading" ? [event.fraction] : [],
    );
    assert.ok(loads.length > 3 && loads.at(-1) === 1, `load progress ${loads.join(" ")}`);
    assert.ok(kinds.indexOf("text") > kinds.lastIndexOf("waiting"));
    assert.deepEqual(kinds.slice(-2), ["usage", "done"]);
    assert.deepEqual(events.at(-1), { type: "done", reason: "length" });
    assert.match(text, /31 32 33/);
    const usage = usageOf(events);
    assert.equal(usage.outputTokens, 24);
    assert.equal(usage.cachedTokens, 0);
    assert.ok(usage.inputTokens > 60);
    assert.equal(engine.state.kind, "ready");
  });

  it("stops in mid-answer at once, and answers the next question in the same process", async () => {
    const pid = engine.pid;
    const stop = new AbortController();
    let pieces = 0;
    const answer = await collect(model().stream(count(2000), stop.signal), ({ type }) => {
      if (type === "text" && ++pieces === 5) stop.abort();
    });
    errorOf(answer.error, "aborted");
    assert.equal(pieces, 5, "the stream ends at once");
    assert.notEqual(answer.text, "");
    const next = await collect(model().stream(count(8), never));
    assert.equal(next.error, undefined);
    assert.notEqual(next.text, "");
    assert.equal(engine.pid, pid);
  });

  it("releases the engine when the reader leaves a stream early", async () => {
    for await (const event of model().stream(count(2000), never)) if (event.type === "text") break;
    const { error } = await collect(model().stream(count(4), never));
    assert.equal(error, undefined);
  });

  it("reuses the prompt and its own answer in the next turn", async () => {
    const first = [say("system", "You explain code. ".repeat(30)), say("user", "Explain recursion.")];
    const sampling = { temperature: 0, maxTokens: 40 };
    const one = await collect(model().stream({ messages: first, tools: [], sampling }, never));
    const before = usageOf(one.events);
    const second = [...first, say("assistant", one.text), say("user", "And iteration?")];
    const two = await collect(model().stream({ messages: second, tools: [], sampling }, never));
    const after = usageOf(two.events);
    const sent = before.inputTokens + before.outputTokens;
    // The last token of an answer is sampled but not evaluated; the one before it may still wait for its character.
    assert.ok(after.cachedTokens >= sent - 3, `${after.cachedTokens} of ${sent} tokens reused`);
  });

  it("keeps a chat's prompt during another request", async () => {
    const sampling = { temperature: 0, maxTokens: 4 };
    const ask = async (...messages: Message[]) =>
      usageOf((await collect(model().stream({ messages, tools: [], sampling }, never))).events);
    const chat = [say("system", "You talk about boats. ".repeat(60)), say("user", "What is a keel?")];
    const first = await ask(...chat);
    const rules = say(
      "system",
      "You rewrite code. Answer with the new code alone, in one block, and say nothing else about it.",
    );
    await ask(rules, say("user", `Rewrite this: ${"let x = 1; ".repeat(40)}`));
    await ask(rules, say("user", `Rewrite that: ${"let y = 2; ".repeat(40)}`));
    const again = await ask(...chat);
    assert.ok(
      again.cachedTokens >= first.inputTokens - 1,
      `${again.cachedTokens} of ${first.inputTokens} tokens reused`,
    );
  });

  it("reuses at least 0.95 of what was already sent over a loop of ten tool steps", async () => {
    let messages = [say("system", "You are an agent that edits files. ".repeat(20)), say("user", "Fix the bug.")];
    let reused = 0;
    let sent = 0;
    let last: ReturnType<typeof usageOf> | undefined;
    for (let step = 0; step < 10; step++) {
      const request: ModelRequest = { messages, tools: [], sampling: { temperature: 0.8, seed: step, maxTokens: 24 } };
      const { events, text, error } = await collect(model().stream(request, never));
      if (error !== undefined) errorOf(error, "empty");
      const usage = usageOf(events);
      if (last !== undefined) {
        sent += last.inputTokens;
        reused += Math.min(usage.cachedTokens, last.inputTokens);
      }
      last = usage;
      const result: Message = {
        role: "tool",
        parts: [
          { type: "tool-result", callId: `${step}`, name: "read_file", text: `line ${step} of file`, isError: false },
        ],
      };
      messages = [...messages, say("assistant", text === "" ? "ok" : text), result];
    }
    assert.ok(reused / sent >= 0.95, `${reused} of ${sent} tokens reused`);
  });

  const editFile: ToolSpec = {
    name: "edit_file",
    description: "Replaces text in a file.",
    parameters: {
      type: "object",
      properties: {
        path: { type: "string" },
        kind: { type: "string", enum: ["all", "first"] },
        count: { type: "integer" },
      },
      required: ["path", "kind"],
    },
  };
  const listDir: ToolSpec = { name: "list_dir", description: "Lists.", parameters: { type: "object", properties: {} } };

  it("is restricted to a required call by a grammar", async () => {
    const messages = [say("user", 'Call a tool: {"name": "edit_file", "parameters": {"path": "a.ts", "kind": "all"}}')];
    for (const [toolChoice, names] of [
      ["required", ["edit_file", "list_dir"]],
      [{ name: "list_dir" }, ["list_dir"]],
      [{ name: "edit_file" }, ["edit_file"]],
    ] as const) {
      const request = {
        messages,
        tools: [editFile, listDir],
        toolChoice,
        sampling: { temperature: 0, maxTokens: 200 },
      };
      const { text, error, events } = await collect(model().stream(request, never));
      assert.equal(error, undefined);
      assert.deepEqual(events.at(-1), { type: "done", reason: "stop" }, text);
      const call = JSON.parse(text) as { name: string; parameters: Record<string, unknown> };
      assert.ok((names as readonly string[]).includes(call.name), text);
      if (call.name === "list_dir") assert.deepEqual(call.parameters, {});
      else
        assert.ok(
          typeof call.parameters["path"] === "string" && ["all", "first"].includes(String(call.parameters["kind"])),
        );
    }
  });

  it("never takes a user's text for template markup", async () => {
    const request = (text: string): ModelRequest => ({
      messages: [say("user", text)],
      tools: [],
      sampling: { maxTokens: 1, temperature: 0 },
    });
    const tokens = async (text: string) =>
      usageOf((await collect(model().stream(request(text), never))).events).inputTokens;
    const base = await tokens("x");
    const marked = await tokens(`x${"<end_of_turn>".repeat(20)}`);
    assert.ok(marked - base >= 60, `20 markers became ${marked - base} tokens`);
  });

  it("ends at a stop sequence and does not show it", async () => {
    const request = { ...count(60), sampling: { temperature: 0, maxTokens: 60, stop: ["34"] } };
    const { text, events } = await collect(model().stream(request, never));
    assert.match(text, /31 32 33 $/);
    assert.deepEqual(events.at(-1), { type: "done", reason: "stop" });
  });

  it("answers one question after another", async () => {
    const order: string[] = [];
    const ask = (name: string) =>
      collect(model().stream(count(12), never), ({ type }) => {
        if (type === "text" && order.at(-1) !== name) order.push(name);
      });
    const answers = await Promise.all([ask("first"), ask("second"), ask("third")]);
    assert.deepEqual(order, ["first", "second", "third"]);
    for (const { error } of answers) assert.equal(error, undefined);
    const waits = (events: readonly ModelEvent[]) =>
      events.some((event) => event.type === "waiting" && event.phase === "queued");
    assert.deepEqual(
      answers.map(({ events }) => waits(events)),
      [false, true, true],
    );
  });

  it("answers correctly from a sliding cache, also after going back", async () => {
    const long = Array.from({ length: 330 }, (_, index) => index + 1).join(" ");
    const ask = async (from: EmbeddedEngine, text: string, maxTokens: number) => {
      const { text: answer, error, events } = await collect(model(from).stream(count(maxTokens, text), never));
      assert.equal(error, undefined);
      return { answer, usage: usageOf(events) };
    };
    const sliding = start({ freeMemory: () => 900e6 });
    const first = await ask(sliding, long, 12);
    assert.match(first.answer, /331 332/);
    const again = await ask(sliding, long, 12);
    assert.equal(again.answer, first.answer);
    assert.ok(again.usage.cachedTokens >= again.usage.inputTokens - 1, "an equal prompt is not read again");
    // Going back to where the window is held in part, and to where it is gone.
    for (const number of [201, 51]) {
      const back = await ask(sliding, long.slice(0, long.indexOf(` ${number}`)), 12);
      assert.match(back.answer, new RegExp(`${number} ${number + 1}`));
    }
    await sliding.unload();
  });
});

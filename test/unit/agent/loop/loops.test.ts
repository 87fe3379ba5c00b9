import assert from "node:assert/strict";
import { readFile } from "../../../../src/agent/tools/files/readFile.ts";
import { runTurn } from "../../../../src/agent/loop/runTurn.ts";
import { emptyTranscript, record, type Transcript, turnsOf } from "../../../../src/agent/transcript/transcript.ts";
import type { TurnEvent } from "../../../../src/agent/transcript/turnEvent.ts";
import type { Model } from "../../../../src/model/model.ts";
import { ModelError } from "../../../../src/model/modelError.ts";
import { memoryWorkspace } from "../../support/memoryWorkspace.ts";
import { call, done, scriptedModel, text } from "../../support/scriptedModel.ts";
import { turnPolicy } from "../../support/turnPolicy.ts";
import { allowAll } from "../../support/approvals.ts";

type Opening = Parameters<typeof runTurn>[0]["opening"];
const asked = (id: string): Opening => ({ type: "asked", id, at: 1, mode: "agent", text: id, prompt: id, chips: [] });
const resumed: Opening = { type: "resumed", at: 50 };

async function play(model: Model, opening: Opening = asked("q"), before: Transcript = emptyTranscript) {
  const turn = runTurn(
    {
      opening,
      transcript: before,
      profile: async () => ({
        model,
        tools: [readFile(memoryWorkspace({ "a.txt": "A" }))],
        system: "s",
        sampling: {},
      }),
      policy: turnPolicy(),
      approvals: allowAll,
      maxSteps: 9,
      now: () => 40,
    },
    new AbortController().signal,
  );
  const events: TurnEvent[] = [];
  for await (const event of turn) events.push(event);
  const transcript = events.reduce(record, before);
  const last = turnsOf(transcript).at(-1);
  assert.ok(last);
  return { events, transcript, turn: last };
}

/** Roles and words of what a model was told, without the system's. */
const told = (model: ReturnType<typeof scriptedModel>, request: number) =>
  model.requests[request]?.messages.slice(1).map(({ role, parts }) => [
    role,
    ...parts.map((part) => {
      if (part.type === "text" || part.type === "thought") return `${part.type}: ${part.text}`;
      return part.type;
    }),
  ]);

const goOn = ["user", "text: Continue exactly where you stopped. Do not repeat anything."];

describe("a model that repeats itself", () => {
  const again = (id: string) => [...call(id, "read_file", { path: "a.txt" }), done("tool-calls")];

  it("is stopped at a repeated call, before that call runs", async () => {
    const model = scriptedModel(again("1"), again("2"), again("3"), [text("never"), done()]);
    const { turn } = await play(model);
    assert.ok(turn.outcome?.type === "looped");
    assert.equal(turn.outcome.reason, "same-call");
    assert.equal(model.requests.length, 3);
    const states = turn.items.map((item) => item.type === "tool" && item.state);
    assert.deepEqual(states, ["done", "done", "stopped"]);
  });

  it("is stopped at a repeated failure, whatever the arguments", async () => {
    const lost = (id: string, path: string) => [...call(id, "fly", { path }), done("tool-calls")];
    const { turn } = await play(scriptedModel(lost("1", "a"), lost("2", "b"), lost("3", "c"), [text("never"), done()]));
    assert.equal(turn.outcome?.type === "looped" && turn.outcome.reason, "same-failure");
  });

  it("is stopped in the middle of repeating garbage, and the text so far stays", async () => {
    let released = false;
    const model: Model = {
      info: scriptedModel().info,
      async *stream() {
        try {
          yield text("A good start. ");
          for (;;) yield text("and so on and on, ");
        } finally {
          released = true;
        }
      },
    };
    const { turn } = await play(model);
    assert.equal(turn.outcome?.type === "looped" && turn.outcome.reason, "repetition");
    assert.ok(turn.items[0]?.type === "text" && turn.items[0].text.startsWith("A good start. and so on"));
    assert.ok(released, "the connection is let go");
  });

  it("is stopped in an endless thought, and the thought's time is recorded", async () => {
    const model: Model = {
      info: scriptedModel().info,
      async *stream() {
        for (let word = 0; ; word++) yield { type: "thought", delta: `${word * 7919} ` };
      },
    };
    const { turn } = await play(model);
    assert.equal(turn.outcome?.type === "looped" && turn.outcome.reason, "endless-thought");
    assert.equal(turn.items[0]?.type === "thought" && turn.items[0].ms, 0);
  });
});

describe("a continued turn", () => {
  it("continues a cut answer, whose text the model gets", async () => {
    const cut = await play(scriptedModel([text("One, tw"), done("length")]));
    assert.deepEqual(cut.turn.outcome, { type: "cut" });
    const model = scriptedModel([text("o, three."), done()]);
    const { turn, transcript } = await play(model, resumed, cut.transcript);
    assert.equal(turnsOf(transcript).length, 1);
    assert.deepEqual(turn.items, [{ type: "text", step: 0, text: "One, two, three." }]);
    assert.deepEqual(turn.outcome, { type: "answered" });
    assert.equal(turn.idleMs, 10);
    assert.deepEqual(told(model, 0), [["user", "text: q"], ["assistant", "text: One, tw"], goOn]);
  });

  it("does not show text that the model repeats", async () => {
    const cut = await play(scriptedModel([text("The quick brown fox jum"), done("length")]));
    const model = scriptedModel([text("The quick brown "), text("fox jumps over the dog."), done()]);
    const { turn } = await play(model, resumed, cut.transcript);
    assert.deepEqual(turn.items, [{ type: "text", step: 0, text: "The quick brown fox jumps over the dog." }]);
  });

  it("loses nothing if the continuation breaks off", async () => {
    const cut = await play(scriptedModel([text("The quick brown fox jum"), done("length")]));
    const gone = new ModelError({ kind: "unavailable" }, "Gone.");
    const { turn } = await play(scriptedModel([text("qu"), gone]), resumed, cut.transcript);
    assert.deepEqual(turn.items, [{ type: "text", step: 0, text: "The quick brown fox jumqu" }]);
    assert.equal(turn.outcome?.type, "failed");
  });

  it("does not send the model its own loop", async () => {
    const looped = await play(scriptedModel([text(`Well. ${"and so on, ".repeat(2000)}`), done()]));
    assert.equal(looped.turn.outcome?.type, "looped");
    const model = scriptedModel([text("Done."), done()]);
    await play(model, resumed, looped.transcript);
    assert.deepEqual(told(model, 0)?.[1], ["assistant", "text: Well. and so on, "]);
  });

  it("is later sent as one answer", async () => {
    const cut = await play(scriptedModel([text("One, tw"), done("length")]));
    const whole = await play(scriptedModel([text("o."), done()]), resumed, cut.transcript);
    const model = scriptedModel([text("Yes."), done()]);
    await play(model, asked("r"), whole.transcript);
    assert.deepEqual(told(model, 0), [
      ["user", "text: q"],
      ["assistant", "text: One, two."],
      ["user", "text: r"],
    ]);
  });

  it("joins the text even if the model thinks first, and calls a tool afterwards", async () => {
    const cut = await play(scriptedModel([text("I read a"), done("length")]));
    const model = scriptedModel(
      [
        { type: "thought", delta: "hm" },
        text(".txt:"),
        ...call("1", "read_file", { path: "a.txt" }),
        done("tool-calls"),
      ],
      [text("A."), done()],
    );
    const { turn } = await play(model, resumed, cut.transcript);
    assert.deepEqual(
      turn.items.map((item) => (item.type === "tool" ? item.state : item.text)),
      ["I read a.txt:", "hm", "done", "A."],
    );
    assert.deepEqual(told(model, 1), [
      ["user", "text: q"],
      ["assistant", "text: I read a.txt:", "thought: hm", "tool-call"],
      ["tool", "tool-result"],
    ]);
  });

  it("needs no extra message after a tool's result", async () => {
    const model = scriptedModel([...call("1", "read_file", { path: "a.txt" }), done("tool-calls")], [done()]);
    const empty = await play(model);
    assert.equal(empty.turn.outcome?.type === "failed" && empty.turn.outcome.fault.kind, "empty");
    const next = scriptedModel([text("It holds A."), done()]);
    const { turn } = await play(next, resumed, empty.transcript);
    assert.deepEqual(turn.outcome, { type: "answered" });
    assert.deepEqual(told(next, 0), [
      ["user", "text: q"],
      ["assistant", "tool-call"],
      ["tool", "tool-result"],
    ]);
  });

  it("starts the loop guard anew after a loop", async () => {
    const again = (id: string) => [...call(id, "read_file", { path: "a.txt" }), done("tool-calls")];
    const looped = await play(scriptedModel(again("1"), again("2"), again("3")));
    const { turn } = await play(scriptedModel(again("4"), [text("Done."), done()]), resumed, looped.transcript);
    assert.deepEqual(turn.outcome, { type: "answered" });
  });
});

describe("thoughts sent to a model", () => {
  const thinks = (delta: string, details?: unknown[]) => ({
    type: "thought" as const,
    delta,
    ...(details && { details }),
  });

  it("those of the running turn, with the provider's details, as long as tools run", async () => {
    const model = scriptedModel(
      [thinks("Read it.", [{ id: 1 }]), ...call("1", "read_file", { path: "a.txt" }), done("tool-calls")],
      [text("A."), done()],
    );
    await play(model);
    const [thought] = model.requests[1]?.messages.find(({ role }) => role === "assistant")?.parts ?? [];
    assert.deepEqual(thought, { type: "thought", text: "Read it.", details: [{ id: 1 }] });
  });

  it("without the provider's details after a change of model", async () => {
    const cut = await play(
      scriptedModel(
        [thinks("Read it.", [{ id: 1 }]), ...call("1", "read_file", { path: "a.txt" }), done("tool-calls")],
        [done()],
      ),
    );
    const thoughtTold = async (label: string) => {
      const scripted = scriptedModel([text("A."), done()]);
      const other = { ...scripted, info: { ...scripted.info, label } };
      await play(other, resumed, cut.transcript);
      return scripted.requests[0]?.messages.flatMap(({ parts }) => parts).find(({ type }) => type === "thought");
    };
    assert.deepEqual(await thoughtTold("Other"), { type: "thought", text: "Read it." });
    assert.deepEqual(await thoughtTold("Scripted"), { type: "thought", text: "Read it.", details: [{ id: 1 }] });
  });

  it("none of earlier turns", async () => {
    const first = await play(scriptedModel([thinks("Secretly."), text("A."), done()]));
    const model = scriptedModel([text("B."), done()]);
    await play(model, asked("r"), first.transcript);
    assert.deepEqual(told(model, 0), [
      ["user", "text: q"],
      ["assistant", "text: A."],
      ["user", "text: r"],
    ]);
  });
});

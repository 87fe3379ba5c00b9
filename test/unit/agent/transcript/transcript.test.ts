import assert from "node:assert/strict";
import { messagesOf } from "../../../../src/agent/loop/messages.ts";
import { emptyTranscript, record, settle, turnsOf } from "../../../../src/agent/transcript/transcript.ts";
import type { TurnEvent } from "../../../../src/agent/transcript/turnEvent.ts";
import { call, done, text } from "../../support/scriptedModel.ts";

const asked = (id: string): TurnEvent => ({
  type: "asked",
  id,
  at: 1,
  mode: "agent",
  text: id,
  prompt: `prompt ${id}`,
  chips: [],
});
const ended: TurnEvent = { type: "turn-ended", at: 2, outcome: { type: "answered" }, model: "m" };
const play = (events: readonly TurnEvent[]) => events.reduce(record, emptyTranscript);

describe("transcript", () => {
  it("never copies settled turns for a delta", () => {
    const before = play([asked("a"), text("x"), ended, asked("b")]);
    const after = record(before, text("y"));
    assert.equal(after.settled, before.settled);
  });

  it("keeps how sure the model was, over all answers of a turn that tell it", () => {
    const sure = (tokens: number, mean: number, lowest: number): TurnEvent => ({
      type: "done",
      reason: "tool-calls",
      certainty: { tokens, mean, lowest },
    });
    const turns = turnsOf(
      play([asked("a"), sure(3, 1, 1), done(), sure(1, 0.2, 0.2), ended, asked("b"), done(), ended]),
    );
    assert.deepEqual(
      turns.map(({ certainty }) => certainty),
      [{ tokens: 4, mean: 0.8, lowest: 0.2 }, undefined],
    );
  });

  it("keeps the server's own name of the model that answered beside the chosen one's", () => {
    const served: TurnEvent = { type: "done", reason: "stop", model: "google/gemma-4-26b-a4b-it" };
    const [turn] = turnsOf(play([asked("a"), text("x"), served, ended]));
    assert.deepEqual([turn?.model, turn?.servedBy], ["m", "google/gemma-4-26b-a4b-it"]);
  });

  it("keeps the calls and results of each step together for the model", () => {
    const events = [
      asked("a"),
      { type: "thought", delta: "think" } as const,
      ...call("1", "read_file", { path: "x" }),
      done("tool-calls"),
      { type: "tool-ended", callId: "1", text: "content", isError: false } as const,
      ...call("2", "read_file", { path: "y" }),
      done("tool-calls"),
      { type: "tool-ended", callId: "2", text: "none", isError: true } as const,
      text("answer"),
      done(),
      ended,
    ];
    const messages = messagesOf(play(events), "sys");
    assert.deepEqual(
      messages.map((message) => `${message.role}: ${message.parts.map((part) => part.type).join(",")}`),
      [
        "system: text",
        "user: text",
        "assistant: thought,tool-call",
        "tool: tool-result",
        "assistant: tool-call",
        "tool: tool-result",
        "assistant: text",
      ],
    );
  });

  it("leaves out a past question that brought no answer", () => {
    const failed: TurnEvent = { type: "turn-ended", at: 2, outcome: { type: "stopped" }, model: "" };
    const messages = messagesOf(play([asked("a"), failed, asked("b")]), "sys");
    assert.deepEqual(
      messages.map((message) => message.role),
      ["system", "user"],
    );
    assert.deepEqual(messages[1]?.parts, [{ type: "text", text: "prompt b" }]);
  });

  it("closes what a crash left open: no call stays without a result", () => {
    const torn = settle(play([asked("a"), ...call("1", "edit_file", {}), done("tool-calls")]));
    const [turn] = turnsOf(torn);
    assert.deepEqual(turn?.outcome, { type: "stopped" });
    assert.equal(turn?.items[0]?.type === "tool" && turn.items[0].result, "Stopped before it ran.");
  });

  it("does not say of a call that was under way that it never ran", () => {
    const started = { type: "tool-started", callId: "1" } as const;
    const torn = settle(play([asked("a"), ...call("1", "edit_file", {}), done("tool-calls"), started]));
    const item = turnsOf(torn)[0]?.items[0];
    assert.match((item?.type === "tool" && item.result) || "", /^Stopped while it ran/);
  });

  it("takes back a turn and all after it", () => {
    const rewound = play([asked("a"), text("x"), ended, asked("b"), text("y"), ended, { type: "rewound", to: "a" }]);
    assert.deepEqual(turnsOf(rewound), []);
  });

  it("sums usage over the steps of a turn", () => {
    const usage = (inputTokens: number): TurnEvent => ({ type: "usage", usage: { inputTokens, outputTokens: 1 } });
    const [turn] = turnsOf(play([asked("a"), usage(10), done("tool-calls"), usage(5), done(), ended]));
    assert.deepEqual(turn?.usage, { inputTokens: 15, outputTokens: 2 });
  });

  it("forgets why it waited once something comes", () => {
    const waiting = play([asked("a"), { type: "waiting", phase: "loading", fraction: 0.5 }]);
    assert.equal(waiting.open?.waiting?.phase, "loading");
    assert.equal(record(waiting, text("x")).open?.waiting, undefined);
  });
});

import assert from "node:assert/strict";
import { emptyTranscript, record, turnsOf } from "../../../../src/agent/transcript/transcript.ts";
import type { TurnEvent } from "../../../../src/agent/transcript/turnEvent.ts";
import {
  next,
  noView,
  questionsOf,
  type Effect,
  type ViewMessage,
  type ViewState,
} from "../../../../src/webview/state/state.ts";

const asked = (id: string, text: string): TurnEvent => ({
  type: "asked",
  id,
  at: 1,
  mode: "ask",
  text,
  prompt: text,
  chips: [],
});
const ended: TurnEvent = { type: "turn-ended", at: 2, outcome: { type: "answered" }, model: "Gemma" };

function after(messages: readonly ViewMessage[]): { view: ViewState; effects: Effect[] } {
  let view = noView;
  const effects: Effect[] = [];
  for (const message of messages) {
    const step = next(view, message);
    view = step.view;
    effects.push(...step.effects);
  }
  return { view, effects };
}
const opened: ViewMessage = { type: "restored", chatId: "c1", transcript: emptyTranscript };
const told = (...events: TurnEvent[]): ViewMessage => ({ type: "events", chatId: "c1", events });

describe("the panel's view", () => {
  it("reduces events as the host does", () => {
    const events = [
      asked("t1", "Hi"),
      { type: "text", delta: "Hel" } as const,
      { type: "text", delta: "lo" } as const,
      ended,
    ];
    const { view } = after([opened, told(...events.slice(0, 2)), told(...events.slice(2))]);
    assert.deepEqual(view.transcript, events.reduce(record, emptyTranscript));
  });

  it("ignores events of another chat", () => {
    const { view, effects } = after([opened, { type: "events", chatId: "c0", events: [asked("t1", "Hi")] }]);
    assert.deepEqual(turnsOf(view.transcript), []);
    assert.deepEqual(effects, [{ type: "restored" }]);
  });

  it("reports started questions and ended turns, in order", () => {
    const { effects } = after([opened, told(asked("t1", "Hi"), ended, asked("t2", "More"))]);
    assert.deepEqual(
      effects.map((effect) => effect.type),
      ["restored", "asked", "ended", "asked"],
    );
  });

  it("counts each transcript put in place whole", () => {
    assert.equal(after([opened, opened]).view.restored, 2);
  });

  it("leaves settled turns as they are while the open one grows", () => {
    const first = after([opened, told(asked("t1", "Hi"), ended, asked("t2", "More"))]).view;
    const second = next(first, told({ type: "text", delta: "Hello" })).view;
    assert.equal(second.transcript.settled, first.transcript.settled);
  });

  it("gives the questions of a chat, the latest first, each once", () => {
    const { view } = after([opened, told(asked("1", "a"), ended, asked("2", "b"), ended, asked("3", "a"))]);
    assert.deepEqual(questionsOf(view.transcript), ["b", "a"]);
  });

  it("asks the composer to take text, chips and the caret", () => {
    const { effects } = after([{ type: "compose", text: "x", chips: [{ label: "a.ts" }] }]);
    assert.deepEqual(effects, [{ type: "compose", text: "x", chips: [{ label: "a.ts" }] }, { type: "focus" }]);
  });
});

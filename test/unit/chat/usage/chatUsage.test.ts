import assert from "node:assert/strict";
import { emptyTranscript, record, type Transcript } from "../../../../src/agent/transcript/transcript.ts";
import type { TurnEvent, Usage } from "../../../../src/agent/transcript/turnEvent.ts";
import { chatUsage, spendingOf, windowParts, windowUsed } from "../../../../src/chat/usage/chatUsage.ts";
import { ringWords } from "../../../../src/webview/compose/ringWords.ts";

const asked = (id: string): TurnEvent => ({ type: "asked", id, at: 1, mode: "ask", text: id, prompt: id, chips: [] });
const used = (usage: Usage): TurnEvent => ({ type: "usage", usage });
const done: TurnEvent = { type: "done", reason: "tool-calls" };
const ended: TurnEvent = { type: "turn-ended", at: 2, outcome: { type: "answered" }, model: "m" };
const play = (events: readonly TurnEvent[], from: Transcript = emptyTranscript) => events.reduce(record, from);

describe("the usage of a chat", () => {
  const step = (input: number, cost: number): TurnEvent[] => [
    used({ inputTokens: input, outputTokens: 10, cost, costBasis: "prices" }),
    done,
  ];
  const first = play([asked("a"), ...step(100, 0.01), ...step(150, 0.02), ended]);

  it("sums every request of every turn; the window is what the latest one took", () => {
    assert.deepEqual(chatUsage(first), { inputTokens: 250, outputTokens: 20, cost: 0.03, costBasis: "prices" });
    assert.equal(windowUsed(first), 160);
    const running = play([asked("b"), ...step(300, 0.5)], first);
    assert.deepEqual(chatUsage(running).inputTokens, 550);
    assert.equal(windowUsed(running), 310);
    assert.deepEqual(spendingOf(running), { name: "a", spent: 0.53 });
  });

  it("keeps the last known window while a new question has no answer yet, and knows none before the first", () => {
    assert.equal(windowUsed(play([asked("b")], first)), 160);
    assert.equal(windowUsed(emptyTranscript), undefined);
    assert.equal(windowUsed(play([asked("b"), used({ outputTokens: 3 })])), undefined);
    assert.deepEqual(spendingOf(emptyTranscript), { name: "", spent: 0 });
  });

  it("has one kind: a bill plus a price is an estimate, a bill plus a local answer is a bill", () => {
    const basisOf = (...bases: Usage["costBasis"][]) =>
      chatUsage(
        play([asked("a"), ...bases.map((costBasis) => used({ cost: 0.1, ...(costBasis && { costBasis }) })), ended]),
      ).costBasis;
    assert.equal(basisOf("reported", "prices", "local"), "prices");
    assert.equal(basisOf("local", "reported"), "reported");
    assert.equal(basisOf("local"), "local");
  });

  it("lists what fills the window, the largest part first", () => {
    const tool = { type: "tool-call", id: "1", name: "read_file", arguments: {} } as const;
    const events: TurnEvent[] = [
      { ...asked("a"), prompt: "x".repeat(200) } as TurnEvent,
      { type: "text", delta: "y".repeat(97) },
      { type: "thought", delta: "z".repeat(999) },
      { type: "tool-call-end", call: tool },
      used({ inputTokens: 1 }),
      done,
      { type: "tool-ended", callId: "1", text: "r".repeat(700), isError: false },
      { type: "text", delta: "yyy" },
    ];
    const running = play(events);
    assert.deepEqual(windowParts(running), { questions: 0.2, answers: 0.1, tools: 0.7 });
    assert.deepEqual(windowParts(play([ended], running)), windowParts(running));
    assert.match(ringWords(running, 1, 8192), /, about 70% tools, 20% questions with their code, 10% answers\n/);
    assert.equal(windowParts(emptyTranscript), undefined);
  });

  it("is described in words", () => {
    assert.equal(
      ringWords(first, 160, 8192),
      "160 of 8,192 tokens in the window (1%), about 100% questions with their code\nThis chat: 250 read, 20 written; ≈$0.03",
    );
    assert.equal(
      ringWords(first, 160, undefined).split("\n")[0],
      "160 tokens in the window, about 100% questions with their code",
    );
  });
});

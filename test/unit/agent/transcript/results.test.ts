import assert from "node:assert/strict";
import * as v from "valibot";
import { messagesOf } from "../../../../src/agent/loop/messages.ts";
import { resultTexts } from "../../../../src/agent/transcript/results.ts";
import { emptyTranscript, record, type Transcript, turnsOf } from "../../../../src/agent/transcript/transcript.ts";
import type { TurnEvent } from "../../../../src/agent/transcript/turnEvent.ts";
import { chatUsage, windowUsed } from "../../../../src/chat/usage/chatUsage.ts";
import { turnEventSchema } from "../../../../src/agent/transcript/turnEvent.ts";
import { exportMarkdown } from "../../../../src/chat/exportMarkdown.ts";

const asked = (id: string): TurnEvent => ({ type: "asked", id, at: 1, mode: "ask", text: "?", prompt: "?", chips: [] });
const ended: TurnEvent = { type: "turn-ended", at: 2, outcome: { type: "answered" }, model: "m" };
const answered: readonly TurnEvent[] = [
  asked("q1"),
  { type: "text", delta: "One" },
  { type: "alternatives", texts: ["Two", "Three"] },
  // A reader of the dialect may hold the end of a text back until the answer's end.
  { type: "text", delta: "." },
  { type: "usage", usage: { inputTokens: 300, outputTokens: 30, cost: 3, results: 3 } },
  { type: "done", reason: "stop" },
  ended,
];
const chosen = (index: number): TurnEvent => ({ type: "result-chosen", index });
const play = (...events: readonly TurnEvent[]): Transcript =>
  events.map((event) => v.parse(turnEventSchema, JSON.parse(JSON.stringify(event)))).reduce(record, emptyTranscript);
const last = (transcript: Transcript) => turnsOf(transcript).at(-1) ?? assert.fail("no turn");
const toldNext = (transcript: Transcript): string =>
  JSON.stringify(messagesOf(record(transcript, asked("next")), "S").find(({ role }) => role === "assistant")?.parts);

describe("several results of one question", () => {
  it("the first goes on until another is chosen, and back again", () => {
    const first = play(...answered);
    assert.deepEqual(resultTexts(last(first)), ["One.", "Two", "Three"]);
    assert.equal(toldNext(first), '[{"type":"text","text":"One."}]');
    const third = play(...answered, chosen(2));
    assert.deepEqual([resultTexts(last(third)), last(third).results?.chosen], [["One.", "Two", "Three"], 2]);
    assert.equal(toldNext(third), '[{"type":"text","text":"Three"}]');
    assert.match(exportMarkdown(third), /Three/);
    assert.doesNotMatch(exportMarkdown(third), /One\./);
    assert.equal(toldNext(play(...answered, chosen(2), chosen(0))), '[{"type":"text","text":"One."}]');
  });

  it("only existing ones can be chosen, and only in the last turn", () => {
    for (const index of [3, 99]) assert.deepEqual(play(...answered, chosen(index)), play(...answered));
    const under = [...answered, asked("q2"), { type: "text", delta: "A" }] as const;
    assert.deepEqual(play(...under, chosen(1)), play(...under));
    assert.deepEqual(play(...under, ended, chosen(1)), play(...under, ended), "one answer is nothing to choose from");
  });

  it("what goes on with Continue is the chosen one, and the choice is over", () => {
    const events = [...answered, chosen(1), { type: "resumed", at: 3 }, { type: "text", delta: " and more" }] as const;
    const turn = last(play(...events));
    assert.deepEqual(
      turn.items.map((item) => item.type === "text" && item.text),
      ["Two and more"],
    );
    assert.equal(turn.results, undefined);
  });

  it("all are billed, but the window counts one prompt with one answer", () => {
    const transcript = play(...answered);
    assert.deepEqual(chatUsage(transcript), { inputTokens: 300, outputTokens: 30, cost: 3 });
    assert.equal(windowUsed(transcript), 110);
  });
});

import assert from "node:assert/strict";
import { emptyTranscript, record } from "../../../../src/agent/transcript/transcript.ts";
import type { TurnEvent } from "../../../../src/agent/transcript/turnEvent.ts";
import { parseToHost, parseToPanel } from "../../../../src/chat/protocol/protocol.ts";

const asked: TurnEvent = {
  type: "asked",
  id: "1",
  at: 0,
  mode: "ask",
  text: "Explain a.ts:1",
  prompt: "…",
  chips: [{ label: "a.ts:1 (1 line, ~2 tokens)", path: "a.ts", startLine: 1, endLine: 1 }],
  topic: "explain",
};

describe("a question's topic", () => {
  it("stays with its turn, and goes to the panel", () => {
    assert.equal(record(emptyTranscript, asked).open?.topic, "explain");
    const message = { type: "events", chatId: "c", events: [asked] };
    assert.deepEqual(parseToPanel(message), message);
  });

  it("is absent where none was given", () => {
    const { topic: _, ...plain } = asked;
    assert.ok(!("topic" in (record(emptyTranscript, plain).open ?? { topic: "" })));
  });

  it("is one of those known", () => {
    const message = { type: "events", chatId: "c", events: [{ ...asked, topic: "other" }] };
    assert.equal(parseToPanel(message), undefined);
  });
});

describe("what the panel asks about an explanation", () => {
  it("is taken as it was posted", () => {
    for (const message of [
      { type: "follow-up", turnId: "1", question: "why" },
      { type: "refactor-attachment", attachment: { label: "a.ts", path: "a.ts" } },
      { type: "find-places", turnId: "1", names: ["a"] },
    ]) {
      assert.deepEqual(parseToHost(message), message);
    }
  });

  it("is refused where it is none of the questions", () => {
    assert.equal(parseToHost({ type: "follow-up", turnId: "1", question: "run rm" }), undefined);
  });
});

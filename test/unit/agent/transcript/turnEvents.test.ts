import assert from "node:assert/strict";
import * as v from "valibot";
import type { TurnEvent } from "../../../../src/agent/transcript/turnEvent.ts";
import { turnEventSchema } from "../../../../src/agent/transcript/turnEvent.ts";

const ended = { type: "turn-ended", at: 1, model: "m" } as const;
const ask = { kind: "fetch", url: "https://example.com" } as const;
const inTask = (event: TurnEvent): TurnEvent => ({ type: "task-event", callId: "c", task: "t", event });
const events: TurnEvent[] = [
  { type: "approval-wanted", callId: "c", nonce: "n", ask, title: "Fetch a page" },
  { type: "approval-wanted", callId: "c", nonce: "n", ask: { kind: "command", command: "npm test", cwd: "." } },
  { type: "approval-wanted", callId: "c", nonce: "n", ask: { kind: "read-outside", path: "/etc/hosts" } },
  {
    type: "approval-wanted",
    callId: "c",
    nonce: "n",
    ask: { kind: "foreign-tool", server: "s", tool: "t", arguments: { deep: [{ a: null }] } },
  },
  { type: "approval-settled", callId: "c", decision: { type: "forbidden", reason: "No." } },
  { type: "tool-started", callId: "c", title: "Run the tests" },
  { type: "tool-output", callId: "c", delta: "ok\n" },
  { type: "tool-output", callId: "c", delta: "ok\n", skipped: true },
  inTask({ type: "text", delta: "x" }),
  inTask(inTask({ type: "tool-output", callId: "d", delta: "y" })),
  { type: "instructed", files: [{ path: "AGENTS.md", text: "Use tabs.", of: 90_000 }] },
  { type: "instructed", callId: "c", files: [{ path: "src/AGENTS.md", text: "", gone: true }] },
  { type: "compacted", through: "t", summary: "They talked." },
  { type: "resumed", at: 1 },
  { type: "done", reason: "stop", model: "m", certainty: { tokens: 3, mean: 0.9, lowest: 0.2 } },
  { type: "retrying", attempt: 2, at: 3, message: "Busy." },
  { type: "retrying", attempt: 2, at: 3, message: "Busy.", next: "Gemma 3 4B (Ollama)" },
  { type: "fell-back", from: "a", to: "b", message: "Busy." },
  { type: "notice", message: "It read only a part." },
  {
    type: "shortened",
    window: 8192,
    cuts: [
      { turn: "t", item: 3, part: "result", kept: 300, word: "(Read on.)", name: "a.ts" },
      { turn: "t", part: "prompt", kept: 600, word: "(More.)", name: "an earlier question" },
    ],
  },
  { ...ended, outcome: { type: "looped", reason: "repetition", message: "Again." } },
  { ...ended, outcome: { type: "failed", fault: { kind: "unavailable", lasting: true }, message: "Gone." } },
  { ...ended, outcome: { type: "failed", fault: { kind: "unavailable", retryAfterMs: 3 }, message: "Busy." } },
];

describe("the schema of a turn's events", () => {
  for (const event of events) {
    it(`takes ${JSON.stringify(event)} as it was written`, () => {
      assert.deepEqual(v.parse(turnEventSchema, JSON.parse(JSON.stringify(event))), event);
    });
  }

  it("refuses what no reducer knows", () => {
    const { attempt: _, ...torn } = { type: "retrying", attempt: 1, at: 3, message: "Busy." };
    for (const wrong of [
      torn,
      inTask(inTask(inTask({ type: "text", delta: "too deep" }))),
      { type: "tool-output", callId: "c", delta: "x".repeat(16_385) },
      { type: "approval-wanted", callId: "c", nonce: "n", ask: { kind: "all" } },
      { type: "approval-wanted", callId: "c", ask },
      { type: "approval-wanted", callId: "c", diff: { path: "a", created: true, added: 0, removed: 0, hunks: [] } },
      { ...torn, attempt: -1 },
      { ...ended, outcome: { type: "looped", reason: "boredom", message: "x" } },
    ]) {
      assert.equal(v.safeParse(turnEventSchema, wrong).success, false, JSON.stringify(wrong));
    }
  });
});

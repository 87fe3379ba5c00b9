import assert from "node:assert/strict";
import fc from "fast-check";
import { emptyTranscript, record } from "../../../src/agent/transcript/transcript.ts";
import type { TurnEvent } from "../../../src/agent/transcript/turnEvent.ts";
import { EventQueue, mergeDeltas } from "../../../src/chat/session/coalesce.ts";

const asked: TurnEvent = { type: "asked", id: "a", at: 1, mode: "ask", text: "", prompt: "", chips: [] };
const event = fc.oneof(
  fc.string().map((delta): TurnEvent => ({ type: "text", delta })),
  fc.string().map((delta): TurnEvent => ({ type: "thought", delta })),
  fc
    .record({ id: fc.constantFrom("1", "2"), delta: fc.string() })
    .map((each): TurnEvent => ({ type: "tool-call-delta", ...each })),
  fc.constantFrom("1", "2").map((id): TurnEvent => ({ type: "tool-call-start", id, name: "t" })),
  fc.constant<TurnEvent>({ type: "done", reason: "stop" }),
);

describe("mergeDeltas", () => {
  it("changes nothing a reducer could see", () => {
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const all = [asked, ...events];
        assert.deepEqual(mergeDeltas(all).reduce(record, emptyTranscript), all.reduce(record, emptyTranscript));
      }),
    );
  });
});

describe("EventQueue", () => {
  it("hands on at once what begins something, what continues it in one list per interval, all in order", async () => {
    const lists: TurnEvent[][] = [];
    let arrived = () => {};
    const queue = new EventQueue((events) => (lists.push(events), arrived()), 5);
    queue.push(asked);
    queue.push({ type: "text", delta: "first " });
    assert.deepEqual(lists, [[asked], [{ type: "text", delta: "first " }]]);
    const third = new Promise<void>((resolve) => (arrived = resolve));
    for (const delta of ["a", "b", "c"]) queue.push({ type: "text", delta });
    assert.equal(lists.length, 2);
    await third;
    assert.deepEqual(lists[2], [{ type: "text", delta: "abc" }]);
  });

  it("does not let the end of an answer wait", () => {
    const lists: TurnEvent[][] = [];
    const queue = new EventQueue((events) => lists.push(events), 60_000);
    queue.push({ type: "text", delta: "x" });
    queue.push({ type: "text", delta: "y" });
    queue.push({ type: "done", reason: "stop" });
    assert.deepEqual(lists[1], [
      { type: "text", delta: "y" },
      { type: "done", reason: "stop" },
    ]);
    queue.flush();
  });

  it("gives up what waits when flushed", () => {
    const lists: TurnEvent[][] = [];
    const queue = new EventQueue((events) => lists.push(events), 60_000);
    queue.push({ type: "text", delta: "x" });
    queue.push({ type: "text", delta: "y" });
    queue.flush();
    assert.equal(lists.length, 2);
    queue.flush();
    assert.equal(lists.length, 2);
  });
});

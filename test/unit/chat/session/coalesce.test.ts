import assert from "node:assert/strict";
import fc from "fast-check";
import { emptyTranscript, record } from "../../../../src/agent/transcript/transcript.ts";
import type { TurnEvent } from "../../../../src/agent/transcript/turnEvent.ts";
import { EventQueue, mergeDeltas } from "../../../../src/chat/session/coalesce.ts";
import { StoredOutput } from "../../../../src/chat/session/storedOutput.ts";

const asked: TurnEvent = { type: "asked", id: "a", at: 1, mode: "ask", text: "", prompt: "", chips: [] };
const delta = fc.oneof(
  fc.string(),
  fc.integer({ min: 0, max: 16_384 }).map((length) => "é😀".repeat(length).slice(0, length)),
);
const ofTask = fc.oneof(
  fc.string().map((delta): TurnEvent => ({ type: "text", delta })),
  fc.constant<TurnEvent>({ ...asked, id: "task" }),
  delta.map((delta): TurnEvent => ({ type: "tool-output", callId: "1", delta })),
  fc.constant<TurnEvent>({ type: "tool-call-start", id: "1", name: "t" }),
);
const event = fc.oneof(
  fc
    .record({ callId: fc.constantFrom("1", "2"), task: fc.constantFrom("a", "b"), event: ofTask })
    .map((each): TurnEvent => ({ type: "task-event", ...each })),
  fc
    .record({ callId: fc.constantFrom("1", "2"), delta, skipped: fc.boolean() })
    .map(({ skipped, ...each }): TurnEvent => ({ type: "tool-output", ...each, ...(skipped && { skipped }) })),
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

describe("the stored output of tools", () => {
  it("reads back as on the screen whenever something else happens, and is bounded", () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const bounded = new StoredOutput();
        const all = [asked, ...events, { type: "waiting", phase: "queued" } as const];
        const stored = all.flatMap((each) => bounded.take(each));
        assert.deepEqual(stored.reduce(record, emptyTranscript), all.reduce(record, emptyTranscript));
      }),
    );
    const bounded = new StoredOutput();
    const told = Array.from({ length: 5000 }, (_, at): TurnEvent => {
      return { type: "tool-output", callId: "1", delta: `${at} ${"x".repeat(100)}\n` };
    });
    const lines = told.flatMap((each) => bounded.take(each));
    const end = bounded.take({ type: "tool-ended", callId: "1", text: "", isError: false });
    assert.ok(JSON.stringify([...lines, ...end]).length < 150_000);
    assert.match(JSON.stringify(end), /4999 x/);
  });
});

describe("EventQueue", () => {
  it("lets the words of tasks beside each other wait together", () => {
    const lists: TurnEvent[][] = [];
    const queue = new EventQueue((events) => lists.push(events), 60_000);
    const say = (task: string, delta: string): TurnEvent => {
      return { type: "task-event", callId: "c", task, event: { type: "text", delta } };
    };
    for (const word of ["one ", "two ", "three "]) for (const task of ["a", "b"]) queue.push(say(task, word));
    queue.flush();
    assert.equal(lists.length, 3);
    assert.deepEqual(lists[2], [say("a", "two three "), say("b", "two three ")]);
    queue.flush();
  });

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

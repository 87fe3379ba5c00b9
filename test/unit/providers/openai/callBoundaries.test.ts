import assert from "node:assert/strict";
import fc from "fast-check";
import { callStyle, meantCalls, pieceLengths, written } from "../../../fuzz/wires/wireCalls.ts";
import { readCalls } from "../../../fuzz/wires/wireReader.ts";
import { A, aAndB, B, callRows, type Piece, read } from "./callRows.ts";
import type { ToolCallPart } from "../../../../src/model/message.ts";
import { parseChunk } from "../../../../src/providers/openai/chunk.ts";
import { fromChunk } from "../../../../src/providers/openai/fromChunk.ts";
import { type AnswerState, endOfAnswer, startOfAnswer } from "../../../../src/providers/answer/answerState.ts";
import { collect, modelAt } from "../support/collect.ts";
import { plays } from "../support/memoryTransport.ts";
import { chunk, done } from "../support/scriptedServer.ts";

/** A piece of a call as it stands in a delta. */
const wired = ({ name, args, ...rest }: Piece): object => ({
  ...rest,
  function: { ...(name !== undefined && { name }), ...(args !== undefined && { arguments: args }) },
});
const f = "read_file";

/** Calls of deltas to their end, as names and arguments; a call with a fault fails the test. */
function callsOf(deltas: readonly object[]): [string, object][] {
  return partsOf(deltas).map(({ name, arguments: given, fault }) => {
    assert.equal(fault, undefined);
    return [name, given];
  });
}

function partsOf(deltas: readonly object[], field: "delta" | "message" = "delta"): ToolCallPart[] {
  let made = 0;
  let state: AnswerState = startOfAnswer;
  for (const delta of deltas) {
    const parsed = parseChunk({ choices: [{ index: 0, [field]: delta, finish_reason: null }] });
    assert.ok(parsed, JSON.stringify(delta));
    state = fromChunk(state, parsed, () => `made-${++made}`).state;
  }
  return endOfAnswer(state).flatMap((event) => (event.type === "tool-call-end" ? [event.call] : []));
}

const inDeltas = (pieces: readonly Piece[]): object[] => pieces.map((piece) => ({ tool_calls: [wired(piece)] }));

/** The same with the text of one piece cut in two, the second half without a head. */
function* cuts(pieces: readonly Piece[]): Generator<Piece[]> {
  for (const [at, piece] of pieces.entries()) {
    if (typeof piece.args !== "string") continue;
    for (let end = 1; end < piece.args.length; end++) {
      const tail = { ...(piece.index !== undefined && { index: piece.index }), args: piece.args.slice(end) };
      const tied = piece.name === undefined && piece.id !== undefined ? { ...tail, id: piece.id } : tail;
      yield pieces.toSpliced(at, 1, { ...piece, args: piece.args.slice(0, end) }, tied);
    }
  }
}

/** Where arguments are told anew, a cut piece is another shape. */
const repeated = /from the start with every piece|repeated at the end/;

describe("boundaries of parallel calls", () => {
  it("is found for many servers", () => assert.ok(callRows.length >= 40));
  for (const [name, pieces, expected] of callRows) {
    it(name, () => {
      assert.deepEqual(callsOf(inDeltas(pieces)), expected);
      assert.deepEqual(callsOf([{ tool_calls: pieces.map(wired) }]), expected, "all in one chunk");
      if (repeated.test(name)) return;
      for (const cut of cuts(pieces)) assert.deepEqual(callsOf(inDeltas(cut)), expected, JSON.stringify(cut));
    });
  }

  it("every call has an id of its own, and deltas that join to its arguments", () => {
    for (const [name, pieces] of callRows) {
      let made = 0;
      let state: AnswerState = startOfAnswer;
      const texts = new Map<string, string>();
      for (const delta of inDeltas(pieces)) {
        const parsed = parseChunk({ choices: [{ delta }] });
        assert.ok(parsed);
        const next = fromChunk(state, parsed, () => `made-${++made}`);
        state = next.state;
        for (const event of next.events) {
          if (event.type === "tool-call-start") assert.ok(!texts.has(event.id), name);
          if (event.type === "tool-call-start") texts.set(event.id, "");
          if (event.type === "tool-call-delta") texts.set(event.id, (texts.get(event.id) ?? "") + event.delta);
        }
      }
      assert.equal(texts.size, state.calls.length, name);
      if (/empty object before/.test(name)) continue;
      assert.deepEqual(
        [...texts.values()],
        state.calls.map(({ text }) => text),
        name,
      );
    }
  });

  const whole = (calls: unknown): object => ({ role: "assistant", content: null, tool_calls: calls });
  const bodies: readonly [name: string, message: object][] = [
    [
      "a message of a whole answer",
      whole([wired({ id: "a", name: f, args: A }), wired({ id: "b", name: f, args: B })]),
    ],
    ["the same without ids", whole([wired({ name: f, args: A }), wired({ name: f, args: B })])],
    [
      "calls without an inner object",
      whole([
        { id: "a", name: f, arguments: A },
        { id: "b", name: f, arguments: JSON.parse(B) },
      ]),
    ],
    ["two calls' arguments in one call", whole([wired({ id: "a", name: f, args: A + B })])],
    ["one call that is no list", whole(wired({ id: "a", name: f, args: A + B }))],
    ["the form before tool_calls", { role: "assistant", content: null, function_call: { name: f, arguments: A + B } }],
  ];
  for (const [name, message] of bodies) {
    it(name, () =>
      assert.deepEqual(
        partsOf([message], "message").map((call) => [call.name, call.arguments]),
        aAndB,
      ),
    );
  }

  it("the form before tool_calls, in pieces", () => {
    const deltas = [{ name: f }, { name: f, arguments: A.slice(0, 5) }, { arguments: A.slice(5) }];
    assert.deepEqual(callsOf(deltas.map((called) => ({ function_call: called }))), [read("a.ts")]);
  });

  it("something unreadable keeps all that follows, so that it can be repaired", () => {
    for (const args of ["{'path': 'a.ts'}", `${A}}`, `{"path":"a.ts"`, `x = {"a":1}{"b":2}`, `[${A}][${B}]`]) {
      const [call, ...more] = partsOf(inDeltas([{ index: 0, id: "a", name: f, args }]));
      assert.match(call?.fault ?? "", /not a JSON object/, args);
      assert.deepEqual(more, []);
    }
  });
});

describe("calls in every style that servers write", () => {
  it("are read as meant", () => {
    fc.assert(
      fc.property(meantCalls, callStyle, pieceLengths, (calls, style, lengths) => {
        const { deltas, meant } = written(calls, style, lengths);
        assert.deepEqual(readCalls(deltas), meant);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("calls cut at every byte of their stream", () => {
  const streamed = [0, 12, 32];
  for (const at of streamed) {
    const [name, pieces, expected] = callRows[at] ?? assert.fail();
    it(name, async () => {
      const text = [...inDeltas(pieces).map((delta) => chunk(delta)), chunk({}, "tool_calls"), done].join("");
      const bytes = Buffer.from(text);
      // Two cuts at once halve the runs: one runs from the front, one from the back.
      for (let cut = 1; cut <= bytes.length / 2; cut++) {
        const parts = [bytes.subarray(0, cut), bytes.subarray(cut, -cut), bytes.subarray(-cut)];
        const { events } = await collect(modelAt("http://x.invalid", { transport: plays(parts) }));
        const calls = events.flatMap((event) => (event.type === "tool-call-end" ? [event.call] : []));
        assert.deepEqual(
          calls.map((call) => [call.name, call.arguments]),
          expected,
        );
      }
    });
  }
});

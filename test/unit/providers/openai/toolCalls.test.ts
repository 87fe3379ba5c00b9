import assert from "node:assert/strict";
import { cpuMs } from "../../../support/cpu.ts";
import type { ToolCallPart } from "../../../../src/model/message.ts";
import { parseChunk } from "../../../../src/providers/openai/chunk.ts";
import { fromChunk } from "../../../../src/providers/openai/fromChunk.ts";
import { type AnswerState, endOfAnswer, startOfAnswer } from "../../../../src/providers/answer/answerState.ts";

/** Runs pieces of calls, one chunk each, to their end. */
function callsFrom(pieces: readonly object[], finish = "tool_calls"): ToolCallPart[] {
  let made = 0;
  let state: AnswerState = startOfAnswer;
  for (const piece of [...pieces.map((each) => ({ tool_calls: [each] })), {}]) {
    const isLast = Object.keys(piece).length === 0;
    const chunk = parseChunk({ choices: [{ index: 0, delta: piece, finish_reason: isLast ? finish : null }] });
    assert.ok(chunk);
    state = fromChunk(state, chunk, () => `made-${++made}`).state;
  }
  return endOfAnswer(state).flatMap((event) => (event.type === "tool-call-end" ? [event.call] : []));
}

const fn = (name?: string, args?: unknown) => ({ function: { ...(name !== undefined && { name }), arguments: args } });
const call = (id: string, name: string, args: Record<string, unknown>) => ({
  type: "tool-call",
  id,
  name,
  arguments: args,
});

describe("openai tool calls", () => {
  const rows: readonly [name: string, pieces: object[], expected: object[]][] = [
    ...["parameters", "input", "args"].flatMap((field): [string, object[], object[]][] => [
      [
        `arguments called ${field}`,
        [{ index: 0, id: "a", function: { name: "f", [field]: { x: 1 } } }],
        [call("a", "f", { x: 1 })],
      ],
      [
        `${field} without an inner object`,
        [{ index: 0, id: "a", name: "f", [field]: '{"x":1}' }],
        [call("a", "f", { x: 1 })],
      ],
    ]),
    [
      "arguments null beside parameters",
      [{ index: 0, id: "a", function: { name: "f", arguments: null, parameters: { x: 1 } } }],
      [call("a", "f", { x: 1 })],
    ],
    [
      "id and name on the first piece only",
      [
        { index: 0, id: "a", ...fn("f", "") },
        { index: 0, ...fn(undefined, '{"x"') },
        { index: 0, ...fn(undefined, ":1}") },
      ],
      [call("a", "f", { x: 1 })],
    ],
    [
      "id and name on every piece",
      [
        { index: 0, id: "a", ...fn("f", '{"x"') },
        { index: 0, id: "a", ...fn("f", ":1}") },
      ],
      [call("a", "f", { x: 1 })],
    ],
    [
      "a new id on every piece",
      [
        { index: 0, id: "a", ...fn("f", '{"x"') },
        { index: 0, id: "b", ...fn("f", ":1}") },
      ],
      [call("a", "f", { x: 1 })],
    ],
    ["null for no arguments", [{ index: 0, id: "a", ...fn("f", "null") }], [call("a", "f", {})]],
    [
      "null where nothing is said",
      [
        { index: 0, id: "a", type: null, ...fn("f", null) },
        { index: 0, id: null, function: { name: null, arguments: "{}" } },
      ],
      [call("a", "f", {})],
    ],
    [
      "interleaved",
      [
        { index: 0, id: "a", ...fn("f", "{") },
        { index: 1, id: "b", ...fn("g", "{") },
        { index: 0, ...fn(undefined, "}") },
        { index: 1, ...fn(undefined, "}") },
      ],
      [call("a", "f", {}), call("b", "g", {})],
    ],
    [
      "one index for two calls, each whole",
      [
        { index: 0, id: "a", ...fn("f", "{}") },
        { index: 0, id: "b", ...fn("f", '{"y":2}') },
      ],
      [call("a", "f", {}), call("b", "f", { y: 2 })],
    ],
    [
      "one index for two tools, the first without arguments",
      [
        { index: 0, id: "a", ...fn("f", "") },
        { index: 0, id: "b", ...fn("g", "{}") },
      ],
      [call("a", "f", {}), call("b", "g", {})],
    ],
    [
      "no index, told apart by id",
      [
        { id: "a", ...fn("f", "{") },
        { id: "b", ...fn("g", "{}") },
        { id: "a", ...fn(undefined, "}") },
      ],
      [call("a", "f", {}), call("b", "g", {})],
    ],
    [
      "no index, no id, the name repeated",
      [fn("f", '{"x"'), fn("f", ":1}"), fn("f", "{}")],
      [call("made-1", "f", { x: 1 }), call("made-2", "f", {})],
    ],
    [
      "no id at all",
      [
        { index: 0, ...fn("f", "{}") },
        { index: 1, ...fn("f", "{}") },
      ],
      [call("made-1", "f", {}), call("made-2", "f", {})],
    ],
    [
      "an empty id, and one given twice",
      [
        { index: 0, id: "", ...fn("f", "{}") },
        { index: 1, id: "a", ...fn("f", "{}") },
        { index: 2, id: "a", ...fn("f", "{}") },
      ],
      [call("made-1", "f", {}), call("a", "f", {}), call("made-2", "f", {})],
    ],
    [
      "arguments as an object",
      [{ index: 0, id: "a", ...fn("f", { path: "a.ts", deep: [1] }) }],
      [call("a", "f", { path: "a.ts", deep: [1] })],
    ],
    [
      "arguments encoded twice",
      [{ index: 0, id: "a", ...fn("f", JSON.stringify('{"x":1}')) }],
      [call("a", "f", { x: 1 })],
    ],
    ["no arguments", [{ index: 0, id: "a", function: { name: "f" } }], [call("a", "f", {})]],
    [
      "the name after the arguments began",
      [
        { index: 0, id: "a", ...fn(undefined, "{") },
        { index: 0, ...fn("f", "}") },
      ],
      [call("a", "f", {})],
    ],
  ];
  for (const [name, pieces, expected] of rows) {
    it(name, () => assert.deepEqual(callsFrom(pieces), expected));
  }

  it("arguments that cannot be read become the call's fault", () => {
    const faults = ['{"x":', "[1]", "7", "x = 1"].map(
      (args) => callsFrom([{ index: 0, id: "a", ...fn("f", args) }])[0],
    );
    for (const read of faults) {
      assert.match(read?.fault ?? "", /not a JSON object/);
      assert.deepEqual(read?.arguments, {});
    }
  });

  it("a call cut off by the length limit says so; one that was complete is a call", () => {
    assert.match(callsFrom([{ index: 0, id: "a", ...fn("f", '{"x":') }], "length")[0]?.fault ?? "", /length limit/);
    assert.equal(callsFrom([{ index: 0, id: "a", ...fn("f", "{}") }], "length")[0]?.fault, undefined);
  });

  it("a call without a name is announced and faulty, so that it gets an answer", () => {
    const [read] = callsFrom([{ index: 0, id: "a", ...fn(undefined, "{}") }]);
    assert.equal(read?.name, "");
    assert.match(read?.fault ?? "", /names no tool/);
  });

  it("reading a call of 20,000 pieces takes time in proportion", () => {
    const text = JSON.stringify({ text: "word ".repeat(20_000) });
    const pieces = Array.from({ length: 20_000 }, (_, at) => ({
      index: 0,
      id: "a",
      ...fn("f", text.slice(at * 6, at * 6 + 6)),
    }));
    let calls = 0;
    const ms = cpuMs(() => (calls = callsFrom(pieces).length));
    assert.equal(calls, 1);
    assert.ok(ms < 2000, `${ms} ms`);
  });
});

describe("openai chunks", () => {
  it("ignore fields of a wrong type", () => {
    const chunk = parseChunk({
      id: 7,
      model: 5,
      choices: [{ index: "0", delta: { content: "x", reasoning: {} }, finish_reason: 3, logprobs: null }],
      usage: "none",
      obfuscation: "abc",
    });
    assert.ok(chunk);
    const { state, events } = fromChunk(startOfAnswer, chunk, () => "id");
    assert.deepEqual(events, [{ type: "text", delta: "x" }]);
    assert.equal(state.finish, undefined);
  });

  it("are refused where the text itself cannot be read", () => {
    for (const json of [null, 1, "x", { choices: "a" }, { choices: [{ delta: { content: {} } }] }]) {
      assert.equal(parseChunk(json), undefined, JSON.stringify(json));
    }
  });

  it("of other choices are ignored", () => {
    const chunk = parseChunk({ choices: [{ index: 1, delta: { content: "second" } }] });
    assert.ok(chunk);
    assert.deepEqual(fromChunk(startOfAnswer, chunk, () => "id").events, []);
  });

  it("read thoughts under every name, only once", () => {
    const thoughts = [
      { reasoning: "t" },
      { reasoning_content: "t" },
      { reasoning: null, reasoning_content: "t" },
      { reasoning: "t", reasoning_content: "t" },
      { reasoningContent: "t" },
      { reasoning_details: [{ type: "reasoning.text", text: "t" }] },
      { reasoning_details: [{ type: "reasoning.summary", summary: "t" }] },
    ];
    for (const delta of thoughts) {
      const chunk = parseChunk({ choices: [{ delta }] });
      assert.ok(chunk);
      const [event, ...more] = fromChunk(startOfAnswer, chunk, () => "id").events;
      assert.ok(event?.type === "thought" && event.delta === "t" && more.length === 0, JSON.stringify(delta));
    }
  });

  it("count cached tokens by usage, else by llama-server's timings", () => {
    const usageOf = (json: object) => {
      const chunk = parseChunk({ choices: [], ...json });
      assert.ok(chunk);
      return fromChunk(startOfAnswer, chunk, () => "id").state.usage;
    };
    assert.deepEqual(usageOf({ usage: { prompt_tokens: 9 }, timings: { cache_n: 7 } }), {
      inputTokens: 9,
      cachedTokens: 7,
    });
    assert.equal(usageOf({ usage: null }), undefined);
  });
});

import assert from "node:assert/strict";
import fc from "fast-check";
import type { JsonObject, Message, Part } from "../../../../src/model/message.ts";
import { toAnthropicBody } from "../../../../src/providers/anthropic/anthropicBody.ts";
import { withSingleCalls } from "../../../../src/providers/conversation/singleCalls.ts";
import { withUniqueIds } from "../../../../src/providers/conversation/uniqueIds.ts";
import { toOllamaBody } from "../../../../src/providers/ollama/ollamaBody.ts";
import { toWireBody } from "../../../../src/providers/openai/wireBody.ts";
import { modelInfo } from "../../../../src/providers/parameters/modelInfo.ts";
import { presets } from "../../../../src/providers/presets/presets.ts";
import { say } from "../support/collect.ts";

const call = (id: string): Part => ({ type: "tool-call", id, name: "read_file", arguments: {} });
const result = (callId: string, text: string): Part => ({
  type: "tool-result",
  callId,
  name: "read_file",
  text,
  isError: false,
});
const calls = (...ids: string[]): Message => ({ role: "assistant", parts: ids.map(call) });
/** Results with their place among the results of the conversation. */
const results = (first: number, ...ids: string[]): Message => ({
  role: "tool",
  parts: ids.map((id, at) => result(id, String(first + at))),
});

const callsOf = (messages: readonly Message[]) =>
  messages.flatMap(({ parts }) => parts.flatMap((part) => (part.type === "tool-call" ? [part.id] : [])));
const resultsOf = (messages: readonly Message[]) =>
  messages.flatMap(({ parts }) => parts.flatMap((part) => (part.type === "tool-result" ? [part.callId] : [])));

const long = "x".repeat(40);
const rows: [string, Message[], string[], string[]][] = [
  ["different ids stay", [calls("a", "b"), results(0, "a", "b")], ["a", "b"], ["a", "b"]],
  ["one id in an answer", [calls("a", "a"), results(0, "a", "a")], ["a", "a_2"], ["a", "a_2"]],
  [
    "results of one id are in the order of the calls",
    [calls("a", "b", "a"), results(0, "a", "b", "a")],
    ["a", "b", "a_2"],
    ["a", "b", "a_2"],
  ],
  ["one id in two answers", [calls("a"), results(0, "a"), calls("a"), results(1, "a")], ["a", "a_2"], ["a", "a_2"]],
  [
    "an id that looks like a repeated one",
    [calls("a", "a_2", "a"), results(0, "a", "a_2", "a")],
    ["a", "a_2", "a_3"],
    ["a", "a_2", "a_3"],
  ],
  [
    "a call without result, then its id again",
    [calls("a"), say("Go on."), calls("a"), results(0, "a")],
    ["a", "a_2"],
    ["a_2"],
  ],
  [
    "calls of one answer in two messages",
    [calls("a"), calls("a"), results(0, "a"), results(1, "a")],
    ["a", "a_2"],
    ["a", "a_2"],
  ],
  ["a result without its call", [results(0, "z"), calls("a"), results(1, "a")], ["a"], ["z", "a"]],
  [
    "an id of the greatest length",
    [calls(long, long), results(0, long, long)],
    [long, `${long.slice(0, 38)}_2`],
    [long, `${long.slice(0, 38)}_2`],
  ],
];

describe("ids of calls in a conversation", () => {
  for (const [name, messages, wantedCalls, wantedResults] of rows) {
    it(`are unique: ${name}`, () => {
      const unique = withUniqueIds(messages);
      assert.deepEqual(callsOf(unique), wantedCalls);
      assert.deepEqual(resultsOf(unique), wantedResults);
    });
  }

  it("take the form of the protocol, and stay unique in it", () => {
    const form = (id: string) => id.replace(/[^\w-]/g, "_");
    const unique = withUniqueIds([calls("a.1", "a:1"), results(0, "a:1", "a.1")], form);
    assert.deepEqual(callsOf(unique), ["a_1", "a_1_2"]);
    assert.deepEqual(resultsOf(unique), ["a_1_2", "a_1"]);
  });

  it("stay the same when the conversation grows", () => {
    const before = [calls("a", "a"), results(0, "a", "a")];
    const after = [...before, calls("a"), results(2, "a")];
    assert.deepEqual(withUniqueIds(after).slice(0, 2), withUniqueIds(before));
  });

  it("name each result's own call, whatever ids come", () => {
    const answer = fc.array(fc.constantFrom("a", "b", "a_2", "a.1", "a:1", ""), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 5 }), (answers) => {
        const unique = withUniqueIds(answers.flatMap((ids) => [calls(...ids), results(0, ...ids)]));
        const ids = callsOf(unique);
        assert.equal(new Set(ids).size, ids.length);
        assert.deepEqual(resultsOf(unique), ids);
      }),
    );
  });
});

describe("two calls with one id", () => {
  const messages = [say("Read both."), calls("c", "c"), results(0, "c", "c")];
  const request = { messages, tools: [], sampling: {} };
  const info = modelInfo(presets.custom, "m", "http://127.0.0.1:1/v1");
  /** The ids of calls, and of results with their texts, anywhere in a body. */
  const idsIn = (body: JsonObject): [string[], [string, string][]] => {
    const text = JSON.stringify(body);
    const made = [...text.matchAll(/"id":"([^"]+)"/g)].map(([, id = ""]) => id);
    const told = (body["messages"] as JsonObject[])
      .flatMap((message) => [
        message,
        ...(Array.isArray(message["content"]) ? (message["content"] as JsonObject[]) : []),
      ])
      .flatMap((each): [string, string][] => {
        const id = each["tool_call_id"] ?? each["tool_use_id"];
        return typeof id === "string" ? [[id, String(each["content"])]] : [];
      });
    return [made, told];
  };
  const wanted = [
    ["c", "c_2"],
    [
      ["c", "0"],
      ["c_2", "1"],
    ],
  ];

  it("go out with an id each on every wire with ids", () => {
    assert.deepEqual(idsIn(toWireBody(request, presets.custom, info)), wanted);
    assert.deepEqual(idsIn(toAnthropicBody(request, info)), wanted);
    assert.deepEqual(idsIn(toOllamaBody(request, info, { canThink: false })), wanted);
  });

  it("keep their own results where a template takes one call at once", () => {
    const single = withSingleCalls(withUniqueIds(messages));
    assert.deepEqual(
      single.map(({ parts }) => parts.length),
      [1, 1, 1, 1, 1],
    );
    assert.deepEqual(callsOf(single), ["c", "c_2"]);
    assert.deepEqual(resultsOf(single), ["c", "c_2"]);
  });
});

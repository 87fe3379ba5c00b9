import assert from "node:assert/strict";
import fc from "fast-check";
import { parseChunk } from "../../../../src/providers/openai/chunk.ts";
import { errorIn } from "../../../../src/providers/faults/errorIn.ts";
import { fromChunk } from "../../../../src/providers/openai/fromChunk.ts";
import { type AnswerState, startOfAnswer } from "../../../../src/providers/answer/answerState.ts";
import { splitMarked } from "../../../../src/providers/openai/markedThoughts.ts";

type Delta = { content?: unknown; extra_content?: unknown };

function answerOf(deltas: readonly Delta[], finish: string | null = null): { said: string; state: AnswerState } {
  let state = startOfAnswer;
  let said = "";
  for (const [at, delta] of deltas.entries()) {
    const isLast = at === deltas.length - 1;
    const chunk = parseChunk({ choices: [{ index: 0, delta, finish_reason: isLast ? finish : null }] });
    assert.ok(chunk, JSON.stringify(delta));
    const next = fromChunk(state, chunk, () => "id");
    state = next.state;
    for (const event of next.events) {
      if (event.type === "thought") said += `[${event.delta}]`;
      if (event.type === "text") said += event.delta;
    }
  }
  return { said, state };
}

const thinks = (content: string): Delta => ({ content, extra_content: { google: { thought: true } } });

describe("openai chunks, oddly written", () => {
  const contents: readonly [name: string, deltas: Delta[], said: string][] = [
    [
      "a marked thought over several deltas",
      [thinks("<thought>One"), thinks(" two"), { content: "</thought>Yes." }],
      "[One][ two]Yes.",
    ],
    ["an end tag in two pieces", [thinks("<thought>One"), { content: "</thou" }, { content: "ght>Yes." }], "[One]Yes."],
    ["an end tag on the last marked delta", [thinks("<thought>One</thought>"), { content: "Yes." }], "[One]Yes."],
    ["a whole answer in one message", [thinks("<thought>One</thought>Yes.")], "[One]Yes."],
    ["no end tag at all", [thinks("<thought>One"), { content: "Yes </thought>" }], "[One]Yes </thought>"],
    ["a second thought", [thinks("<thought>One"), { content: "</thought>A" }, thinks("<thought>Two")], "[One]A[Two]"],
    ["tags that nobody marked", [{ content: "<thought>xml</thought>" }], "<thought>xml</thought>"],
    ["a mark of another kind", [{ content: "Hi", extra_content: { google: { thought_signature: "s" } } }], "Hi"],
    [
      "content as a list of parts",
      [{ content: [{ type: "text", text: "H" }, { text: "i" }, { type: "other" }] }],
      "Hi",
    ],
  ];
  for (const [name, deltas, expected] of contents) {
    it(name, () => assert.equal(answerOf(deltas).said, expected));
  }

  it("loses no text after a marked thought, however the answer is split", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), (pieces) => {
        const [first = "", ...rest] = pieces;
        let { text, open } = splitMarked("<thought>", true, undefined);
        for (const piece of [`</thought>${first}`, ...rest]) {
          const split = splitMarked(piece, false, open);
          text += split.text;
          open = split.open;
        }
        assert.equal(text, pieces.join(""));
      }),
    );
  });

  const finishes: readonly [reason: string, expected: AnswerState["finish"]][] = [
    ["stop", "stop"],
    ["STOP", "stop"],
    ["eos_token", "stop"],
    ["MAX_TOKENS", "length"],
    ["model_length", "length"],
    ["tool_calls", "tool-calls"],
    ["content_filter: SAFETY", "content-filter"],
    ["RECITATION", "content-filter"],
    ["function_call_filter: MALFORMED_FUNCTION_CALL", "bad-call"],
    ["MALFORMED_FUNCTION_CALL", "bad-call"],
    ["abort", "error"],
    ["error", "error"],
  ];
  for (const [reason, expected] of finishes) {
    it(`ends as ${expected}: ${reason}`, () =>
      assert.equal(answerOf([{ content: "x" }], reason).state.finish, expected));
  }

  const own = { message: "It broke", code: 502 };
  const runwares = { errors: [{ code: "x" }] };
  const vllms = { object: "error", message: "engine died", code: 500 };
  const bare = { code: 17 };
  const errors: readonly [title: string, json: unknown, error: unknown, name?: string][] = [
    ["in its usual place", { error: own }, own],
    ["as words", { error: "overloaded" }, "overloaded"],
    ["Runware's", runwares, runwares],
    ["vLLM's", vllms, vllms],
    ["an error's own object", own, own],
    ["under an event's name", bare, bare, "error"],
    ["none: a chunk", { choices: [], usage: null }, undefined],
    ["none: a chunk with an empty error", { choices: [], error: null }, undefined],
    ["none: a chunk that says more", { choices: [{ delta: {} }], message: "of the gateway" }, undefined],
    ["none: a chunk without errors", { choices: [], errors: [] }, undefined],
  ];
  for (const [title, json, error, name] of errors) {
    it(`finds an error: ${title}`, () => assert.deepEqual(errorIn(json, name), error));
  }
});

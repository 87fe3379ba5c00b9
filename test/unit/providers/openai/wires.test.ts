import assert from "node:assert/strict";
import type { JsonObject } from "../../../../src/model/message.ts";
import type { ModelEvent, StopReason, Usage } from "../../../../src/model/model.ts";
import { collect, type Collected, doneOf, failed, modelAt } from "../support/collect.ts";
import { pieces, plays, wire } from "../support/memoryTransport.ts";

type Expected = {
  text: string;
  thought?: string;
  calls?: readonly [name: string, args: JsonObject][];
  reason: StopReason;
  usage?: Usage;
  model?: string;
};

const wires: Readonly<Record<string, Expected>> = {
  "openrouter-chat": {
    text: 'Grüße – 🦆\nand "code".',
    reason: "stop",
    usage: { inputTokens: 12, outputTokens: 9, thoughtTokens: 0, cachedTokens: 4, cost: 0.0000042 },
    model: "google/gemma-4-31b-it",
  },
  "openrouter-thinking-tools": {
    text: "I read both.",
    thought: "Two files to read.",
    calls: [
      ["read_file", { path: "a.ts" }],
      ["read_file", { path: "b.ts" }],
    ],
    reason: "tool-calls",
    usage: { inputTokens: 220, outputTokens: 64, thoughtTokens: 20, cost: 0.000034 },
    model: "google/gemma-4-31b-it",
  },
  "vllm-thinking": {
    text: "Yes.",
    thought: "Hmm, yes.",
    reason: "stop",
    usage: { inputTokens: 9, outputTokens: 6 },
    model: "google/gemma-4-E4B-it",
  },
  "ollama-tools": {
    text: "",
    thought: "Look.",
    calls: [["list_dir", { path: "src", depth: 2 }]],
    reason: "tool-calls",
    usage: { inputTokens: 80, outputTokens: 25 },
    model: "gemma4:e4b",
  },
  "google-parallel-tools": {
    text: "",
    calls: [
      ["read_file", { path: "a.ts" }],
      ["read_file", { path: "b.ts" }],
    ],
    reason: "tool-calls",
    usage: { inputTokens: 50, outputTokens: 30 },
    model: "gemma-4-31b-it",
  },
  "gateway-no-ids": {
    text: "",
    calls: [
      ["read_file", { path: "a.ts" }],
      ["list_dir", {}],
    ],
    reason: "tool-calls",
  },
  "keeprouter-length": {
    text: "One line.",
    reason: "length",
    usage: { inputTokens: 5, outputTokens: 3 },
    model: "gemma-4-31B-it",
  },
  "llama-server-chat": {
    text: "Say: Grüße 🦆 bahawa",
    reason: "stop",
    usage: { inputTokens: 34, outputTokens: 7, cachedTokens: 0 },
    model: "gemma-3-270m",
  },
  "llama-server-tools": {
    text: "",
    calls: [["read_file", { path: "a.ts" }]],
    reason: "tool-calls",
    usage: { inputTokens: 191, outputTokens: 31, cachedTokens: 0 },
    model: "gemma-3-270m",
  },
  "runware-chat": { text: "Sure.", reason: "stop", model: "google-gemma-4-31b" },
};

const callsOf = ({ events }: Collected) =>
  events.flatMap((event) => (event.type === "tool-call-end" ? [event.call] : []));

function assertWhole(got: Collected, expected: Expected): void {
  const { reason, model } = doneOf(got);
  assert.deepEqual({ reason, model }, { reason: expected.reason, model: expected.model });
  assert.equal(got.text, expected.text);
  assert.equal(got.thought, expected.thought ?? "");
  const calls = callsOf(got);
  assert.deepEqual(
    calls.map((call) => [call.name, call.arguments]),
    expected.calls ?? [],
  );
  assert.ok(calls.every((call) => call.fault === undefined));
  assert.equal(new Set(calls.map((call) => call.id)).size, calls.length, "ids tell calls apart");
  const usage = got.events.flatMap((event) => (event.type === "usage" ? [event.usage] : []));
  assert.deepEqual(usage, expected.usage ? [expected.usage] : []);
}

/** Ids made up by us differ from run to run. */
const withoutMadeUpIds = (events: readonly ModelEvent[]): string =>
  JSON.stringify(events).replace(/call_[0-9a-f]{16}/g, "made-up");

describe("openai wires", () => {
  for (const [name, expected] of Object.entries(wires)) {
    it(`${name}: the same however it is split`, async () => {
      const bytes = wire(name);
      const whole = await collect(modelAt("http://x.invalid", { transport: plays([bytes]) }));
      assertWhole(whole, expected);
      for (const size of [1, 2, 7, 64]) {
        const split = await collect(modelAt("http://x.invalid", { transport: plays(pieces(bytes, size)) }));
        assert.equal(withoutMadeUpIds(split.events), withoutMadeUpIds(whole.events), `pieces of ${size}`);
      }
    });
  }

  it("announces a call before its arguments, which come as they grow", async () => {
    const { events } = await collect(
      modelAt("http://x.invalid", { transport: plays([wire("openrouter-thinking-tools")]) }),
    );
    const first = events.filter((event) => "id" in event && event.id === "call_a");
    assert.deepEqual(
      first.map((event) => event.type),
      ["tool-call-start", "tool-call-delta", "tool-call-delta"],
    );
  });

  it("keeps reasoning details in order, as the blocks that their pieces are of", async () => {
    const { events } = await collect(
      modelAt("http://x.invalid", { transport: plays([wire("openrouter-thinking-tools")]) }),
    );
    const details = events.flatMap((event) => (event.type === "thought" ? (event.details ?? []) : []));
    assert.deepEqual(details, [
      { type: "reasoning.text", text: "Two files to read.", format: "unknown", index: 0 },
      { type: "reasoning.encrypted", data: "c2VjcmV0", id: "r1", format: "unknown", index: 1 },
    ]);
  });

  it("a recorded call that the length limit cut off is faulty, not run", async () => {
    const got = await collect(modelAt("http://x.invalid", { transport: plays([wire("llama-server-tools-cut")]) }));
    assert.equal(doneOf(got).reason, "length");
    const [call] = callsOf(got);
    assert.match(call?.fault ?? "", /cut off because the answer reached its length limit/);
  });

  it("tells an error in the stream with the upstream's own words; what had come stays", async () => {
    const got = await collect(modelAt("http://x.invalid", { transport: plays([wire("openrouter-error-in-stream")]) }));
    assert.equal(got.text, "The first half");
    assert.match(failed(got, "unavailable"), /“Somewhere: upstream worker died”.*What came so far stays/);
  });
});

import assert from "node:assert/strict";
import type { JsonObject } from "../../../../src/model/message.ts";
import type { ModelEvent, StopReason, Usage } from "../../../../src/model/model.ts";
import { createAnthropicModel } from "../../../../src/providers/anthropic/anthropicModel.ts";
import type { Transport } from "../../../../src/providers/http/transport/transport.ts";
import { presets } from "../../../../src/providers/presets/presets.ts";
import { collect, type Collected, doneOf, failed } from "../support/collect.ts";
import { pieces, plays, wireFile } from "../support/memoryTransport.ts";

const model = (transport: Transport) =>
  createAnthropicModel({ preset: presets.custom, baseUrl: "http://x.invalid", modelId: "gemma-4-31b-it", transport });
const wire = (name: string): Buffer => wireFile(`anthropic/${name}.txt`);

type Expected = {
  text: string;
  thought?: string;
  calls?: readonly [id: string, name: string, args: JsonObject][];
  reason: StopReason;
  usage: Usage;
  model: string;
};
const wires: Readonly<Record<string, Expected>> = {
  chat: {
    text: 'Grüße – 🦆\nand "code".',
    reason: "stop",
    usage: { inputTokens: 12, outputTokens: 9, cachedTokens: 4 },
    model: "gemma-4-31B-it",
  },
  "thinking-tools": {
    text: "I read both.",
    thought: "Two files to read.",
    calls: [
      ["toolu_a", "read_file", { path: "a.ts" }],
      ["toolu_b", "read_file", { path: "ü.ts" }],
      ["toolu_c", "list_dir", {}],
    ],
    reason: "tool-calls",
    usage: { inputTokens: 220, outputTokens: 64 },
    model: "gemma-4-31B-it",
  },
  "gateway-overlap": {
    text: "Look.",
    calls: [
      ["call_1", "read_file", { path: "a.ts" }],
      ["call_2", "list_dir", { path: "src" }],
    ],
    reason: "tool-calls",
    usage: { inputTokens: 30, outputTokens: 12 },
    model: "gemma",
  },
  "gateway-unnamed-length": {
    text: "One line.",
    reason: "length",
    usage: { inputTokens: 5, outputTokens: 3 },
    model: "gemma",
  },
};

const callsOf = ({ events }: Collected) =>
  events.flatMap((event) => (event.type === "tool-call-end" ? [event.call] : []));

describe("anthropic wires", () => {
  for (const [name, expected] of Object.entries(wires)) {
    it(`${name}: the same however it is split`, async () => {
      const bytes = wire(name);
      const whole = await collect(model(plays([bytes])));
      const { reason, model: named } = doneOf(whole);
      assert.deepEqual([reason, named], [expected.reason, expected.model]);
      assert.equal(whole.text, expected.text);
      assert.equal(whole.thought, expected.thought ?? "");
      const calls = callsOf(whole).map((call) => [call.id, call.name, call.arguments]);
      assert.deepEqual(calls, expected.calls ?? []);
      const usage = whole.events.flatMap((event) => (event.type === "usage" ? [event.usage] : []));
      assert.deepEqual(usage, [expected.usage]);
      for (const size of [1, 2, 7, 64]) {
        const split = await collect(model(plays(pieces(bytes, size))));
        assert.deepEqual(split.events, whole.events, `pieces of ${size}`);
      }
    });
  }

  it("a signed thought is handed out whole, once", async () => {
    const { events } = await collect(model(plays([wire("thinking-tools")])));
    const details = events.flatMap((event) => (event.type === "thought" ? (event.details ?? []) : []));
    assert.deepEqual(details, [{ type: "thinking", thinking: "Two files to read.", signature: "c2lnbmVk" }]);
  });

  it("a signed thought whose stop never comes, and a hidden one", async () => {
    const lines = [
      { type: "content_block_start", index: 0, content_block: { type: "redacted_thinking", data: "aGlk" } },
      { type: "content_block_start", index: 1, content_block: { type: "thinking", thinking: "Hm" } },
      { type: "content_block_delta", index: 1, delta: { type: "signature_delta", signature: "s" } },
      { type: "content_block_delta", index: 2, delta: { type: "text_delta", text: "Yes." } },
      { type: "message_stop" },
    ];
    const bytes = Buffer.from(lines.map((line) => `event: ${line.type}\ndata: ${JSON.stringify(line)}\n\n`).join(""));
    const { events } = await collect(model(plays([bytes])));
    const expected: ModelEvent[] = [
      { type: "thought", delta: "", details: [{ type: "redacted_thinking", data: "aGlk" }] },
      { type: "thought", delta: "Hm" },
      { type: "text", delta: "Yes." },
      { type: "thought", delta: "", details: [{ type: "thinking", thinking: "Hm", signature: "s" }] },
      { type: "done", reason: "stop" },
    ];
    assert.deepEqual(events, expected);
  });

  it("a call that the length limit cut off is faulty, not run", async () => {
    const text = wire("thinking-tools")
      .toString("utf8")
      .replace(' \\"a.ts\\"}', "")
      .replace('"tool_use","stop_s', '"max_tokens","stop_s');
    const got = await collect(model(plays([Buffer.from(text)])));
    assert.equal(doneOf(got).reason, "length");
    assert.match(callsOf(got)[0]?.fault ?? "", /cut off because the answer reached its length limit/);
  });

  it("an error in the stream is told with the server's words; what had come stays", async () => {
    const got = await collect(model(plays([wire("error-in-stream")])));
    assert.equal(got.text, "The first half");
    assert.match(failed(got, "unavailable"), /“Overloaded”.*What came so far stays/);
  });
});

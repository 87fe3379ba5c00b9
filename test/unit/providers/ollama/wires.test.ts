import assert from "node:assert/strict";
import type { JsonObject } from "../../../../src/model/message.ts";
import type { ModelEvent, StopReason, Usage } from "../../../../src/model/model.ts";
import { createOllamaModel } from "../../../../src/providers/ollama/ollamaModel.ts";
import type { Transport } from "../../../../src/providers/http/transport/transport.ts";
import { collect, type Collected, doneOf, failed } from "../support/collect.ts";
import { pieces, plays, wireFile } from "../support/memoryTransport.ts";

const facts = { capabilities: ["completion", "tools", "thinking"], maxContextTokens: 131_072 };
const model = (transport: Transport) =>
  createOllamaModel({ baseUrl: "http://x.invalid", modelId: "gemma4:e4b", facts, transport });
const wire = (name: string): Buffer => wireFile(`ollama/${name}.ndjson`);

type Expected = {
  text: string;
  thought?: string;
  calls?: readonly [name: string, args: JsonObject][];
  reason: StopReason;
  usage: Usage;
  model: string;
};
const wires: Readonly<Record<string, Expected>> = {
  chat: {
    text: 'Grüße – 🦆\nand "code".',
    reason: "stop",
    usage: { inputTokens: 12, outputTokens: 9 },
    model: "gemma3:4b",
  },
  "thinking-tools": {
    text: "I read both.",
    thought: "Two files to read.",
    calls: [
      ["read_file", { path: "a.ts" }],
      ["read_file", { path: "ü.ts", lines: [1, 2] }],
      ["list_dir", {}],
    ],
    reason: "tool-calls",
    usage: { inputTokens: 220, outputTokens: 64 },
    model: "gemma4:e4b",
  },
  length: { text: "One line.", reason: "length", usage: { inputTokens: 5, outputTokens: 3 }, model: "gemma3:1b" },
};

const callsOf = ({ events }: Collected) =>
  events.flatMap((event) => (event.type === "tool-call-end" ? [event.call] : []));

const withoutMadeUpIds = (events: readonly ModelEvent[]): string =>
  JSON.stringify(events).replace(/call_[0-9a-f]{16}/g, "made-up");

describe("ollama wires", () => {
  for (const [name, expected] of Object.entries(wires)) {
    it(`${name}: the same however it is split`, async () => {
      const bytes = wire(name);
      const whole = await collect(model(plays([bytes])));
      const { reason, model: named } = doneOf(whole);
      assert.deepEqual([reason, named], [expected.reason, expected.model]);
      assert.equal(whole.text, expected.text);
      assert.equal(whole.thought, expected.thought ?? "");
      const calls = callsOf(whole);
      assert.deepEqual(
        calls.map((call) => [call.name, call.arguments]),
        expected.calls ?? [],
      );
      assert.equal(new Set(calls.map((call) => call.id)).size, calls.length, "ids tell calls apart");
      const usage = whole.events.flatMap((event) => (event.type === "usage" ? [event.usage] : []));
      assert.deepEqual(usage, [expected.usage]);
      for (const size of [1, 2, 7, 64]) {
        const split = await collect(model(plays(pieces(bytes, size))));
        assert.equal(withoutMadeUpIds(split.events), withoutMadeUpIds(whole.events), `pieces of ${size}`);
      }
    });
  }

  it("an error in the stream is told with the server's words; what had come stays", async () => {
    const got = await collect(model(plays([wire("error-in-stream")])));
    assert.equal(got.text, "The first half");
    assert.match(failed(got, "unavailable"), /“model runner has unexpectedly stopped.*What came so far stays/);
  });

  it("a line that is no JSON, or JSON of another program", async () => {
    const garbled = Buffer.from('{"message":{"content":"Half"}}\n{oops}\n{"done":true}\n');
    const got = await collect(model(plays([garbled])));
    assert.equal(got.text, "Half");
    failed(got, "protocol");
    failed(await collect(model(plays([Buffer.from('{"status":"up"}')]))), "protocol");
  });

  it("an answer of nothing, of thoughts alone, and one that only loads the model", async () => {
    const run = (line: string) => collect(model(plays([Buffer.from(line)])));
    failed(await run('{"message":{"content":""},"done":true,"done_reason":"stop"}'), "empty");
    failed(await run('{"message":{"content":""},"done":true,"done_reason":"load"}'), "empty");
    const thought = '{"message":{"content":"","thinking":"Hm."},"done":true}';
    assert.match(failed(await run(thought), "empty"), /thought, but gave no answer/);
    failed(await run(""), "empty");
  });
});

import assert from "node:assert/strict";
import type { StopReason, Usage } from "../../../../src/model/model.ts";
import type { Transport } from "../../../../src/providers/http/transport/transport.ts";
import { createRunwareModel } from "../../../../src/providers/runware/runwareModel.ts";
import { collect, doneOf, failed } from "../support/collect.ts";
import { pieces, plays, wireFile } from "../support/memoryTransport.ts";

const model = (transport: Transport) =>
  createRunwareModel({ baseUrl: "http://x.invalid", modelId: "google-gemma-4-31b", transport });
const wire = (name: string): Buffer => wireFile(`runware/${name}.txt`);

type Expected = { text: string; thought?: string; reason: StopReason; usage: Usage };
const wires: Readonly<Record<string, Expected>> = {
  chat: {
    text: 'Grüße – 🦆\nand "code".',
    reason: "stop",
    usage: { inputTokens: 12, outputTokens: 9, thoughtTokens: 0, cost: 0.0000042 },
  },
  thinking: {
    text: "Yes.",
    thought: "Hmm, yes.",
    reason: "length",
    usage: { inputTokens: 9, outputTokens: 6, thoughtTokens: 4, cost: 0.00001 },
  },
};

describe("runware wires", () => {
  for (const [name, expected] of Object.entries(wires)) {
    it(`${name}: the same however it is split`, async () => {
      const bytes = wire(name);
      const whole = await collect(model(plays([bytes])));
      assert.equal(doneOf(whole).reason, expected.reason);
      assert.equal(whole.text, expected.text);
      assert.equal(whole.thought, expected.thought ?? "");
      const usage = whole.events.flatMap((event) => (event.type === "usage" ? [event.usage] : []));
      assert.deepEqual(usage, [expected.usage]);
      for (const size of [1, 2, 7, 64]) {
        const split = await collect(model(plays(pieces(bytes, size))));
        assert.deepEqual(split.events, whole.events, `pieces of ${size}`);
      }
    });
  }

  it("an error in the stream is told with the server's words; what had come stays", async () => {
    const got = await collect(model(plays([wire("error-in-stream")])));
    assert.equal(got.text, "The first half");
    assert.match(failed(got, "unavailable"), /“The upstream worker died”.*What came so far stays/);
    const older = Buffer.from('data: {"error":{"code":"invalidApiKey","message":"No"}}\n\n');
    failed(await collect(model(plays([older]))), "auth");
  });
});

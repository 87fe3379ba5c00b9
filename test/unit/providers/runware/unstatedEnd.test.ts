import assert from "node:assert/strict";
import { wires } from "../fixtures/wireModels.ts";
import { collect, type Collected, doneOf, failed } from "../support/collect.ts";
import { plays } from "../support/memoryTransport.ts";
import { chunk, data, done } from "../support/scriptedServer.ts";

/** The answer of a server that plays these bytes. */
const run = (wire: string, bytes: string): Promise<Collected> =>
  collect(
    (wires[wire] ?? assert.fail(wire)).model({ origin: "http://x.invalid", transport: plays([Buffer.from(bytes)]) }),
  );
const noticesOf = ({ events }: Collected): string[] =>
  events.flatMap((event) => (event.type === "notice" ? [event.message] : []));

/** Runware documents "unknown" beside "stop", "length" and "content_filter": its model's host gave no reason. */
describe("Runware's unstated end", () => {
  const end = { finishReason: "unknown", usage: { promptTokens: 5, completionTokens: 2 }, cost: 0.001 };
  const unstated: readonly [name: string, wire: string, bytes: string, text: string][] = [
    ["streamed", "runware-stream", data({ delta: { text: "Whole." } }) + data(end) + done, "Whole."],
    [
      "in other letters",
      "runware-stream",
      data({ delta: { text: "Whole." } }) + data({ ...end, finishReason: " UNKNOWN" }),
      "Whole.",
    ],
    [
      "with the text told again",
      "runware-stream",
      data({ delta: { text: "Whole." } }) + data({ ...end, text: "Whole." }) + done,
      "Whole.",
    ],
    ["in one piece", "runware-sync", JSON.stringify({ data: [{ text: "Whole.", ...end }] }), "Whole."],
    [
      "in one piece where a stream was asked for",
      "runware-stream",
      JSON.stringify({ data: [{ text: "Whole.", ...end }] }),
      "Whole.",
    ],
  ];
  for (const [name, wire, bytes, text] of unstated) {
    it(`${name}: the answer is whole, and the user is told`, async () => {
      const got = await run(wire, bytes);
      assert.equal(doneOf(got).reason, "stop");
      assert.equal(got.text, text);
      assert.equal(noticesOf(got).length, 1);
      assert.match(noticesOf(got).join(), /does not say why this answer ended/);
    });
  }

  it("with nothing before it is an empty answer", async () => {
    failed(await run("runware-stream", data(end) + done), "empty");
    failed(await run("runware-sync", JSON.stringify({ data: [{ text: "", ...end }] })), "empty");
  });

  it("beside each delta it is a placeholder: an answer that breaks off is not whole", async () => {
    const piece = (text: string) => data({ delta: { text }, finishReason: "unknown" });
    const broken = await run("runware-stream", piece("Half") + piece(" of"));
    assert.equal(broken.text, "Half of");
    failed(broken, "unavailable");
    const whole = await run("runware-stream", piece("Half") + piece(" of") + data({ finishReason: "length" }) + done);
    assert.equal(doneOf(whole).reason, "length");
    assert.deepEqual(noticesOf(whole), []);
  });

  it("a reason that comes later counts instead", async () => {
    const bytes = data({ delta: { text: "Whole." } }) + data(end) + data({ finishReason: "stop" }) + done;
    const got = await run("runware-stream", bytes);
    assert.equal(doneOf(got).reason, "stop");
    assert.deepEqual(noticesOf(got), []);
  });

  it("on its OpenAI-compatible wire it is a failure, as from any other server", async () => {
    failed(await run("runware-openai", chunk({ content: "Half" }) + chunk({}, "unknown") + done), "unavailable");
  });
});

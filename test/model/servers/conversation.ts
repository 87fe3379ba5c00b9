import assert from "node:assert/strict";
import type { Message } from "../../../src/model/message.ts";
import type { Model } from "../../../src/model/model.ts";
import { collect, doneOf, say } from "../../unit/providers/support/collect.ts";

const last = say("List all the names of the months of a year.");
const before: readonly Message[] = [
  { role: "system", parts: [{ type: "text", text: "You answer in one line." }] },
  say("List the days of a week."),
  { role: "assistant", parts: [{ type: "text", text: "Monday, Tuesday, Wednesday, Thursday, Friday." }] },
];

/** Asks within a conversation and alone: both are answered, and the server read the earlier turns too. */
export async function assertConverses(model: Model): Promise<void> {
  const read: number[] = [];
  for (const messages of [[last], [...before, last]]) {
    const got = await collect(model, { messages, tools: [], sampling: { temperature: 0, maxTokens: 8 } });
    doneOf(got);
    assert.notEqual(got.text, "");
    read.push(got.events.find((event) => event.type === "usage")?.usage.inputTokens ?? 0);
  }
  const [alone = 0, within = 0] = read;
  assert.ok(alone > 0 && within > alone + 10, `${alone} and ${within} tokens read`);
}

/** Stops a long answer at its first piece: not one more is given out, and the stream says so. */
export async function assertStops(model: Model): Promise<void> {
  const stop = new AbortController();
  const messages = [say("Count to one thousand: 1, 2, 3, 4,")];
  let pieces = 0;
  const answer = (async () => {
    const request = { messages, tools: [], sampling: { temperature: 0, maxTokens: 300 } };
    for await (const event of model.stream(request, stop.signal)) {
      if (event.type !== "text") continue;
      pieces++;
      stop.abort();
    }
  })();
  await assert.rejects(answer, { message: "Stopped." });
  assert.equal(pieces, 1);
}

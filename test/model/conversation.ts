import assert from "node:assert/strict";
import type { Message } from "../../src/model/message.ts";
import type { Model } from "../../src/model/model.ts";
import { collect, doneOf, say } from "../unit/providers/support/collect.ts";

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

import assert from "node:assert/strict";
import fc from "fast-check";
import { retryLimits, retryWait } from "../../src/agent/retry.ts";
import { faultOf, type Trouble } from "../../src/providers/faults/faultOf.ts";
import { longWords, placed, spentWords } from "./faultWords.ts";

const target = { url: "https://llm.example/v1", local: false, hasKey: true, secrets: ["test-key-of-the-fuzz"] };
const now = Date.UTC(2026, 10, 22, 12);

function isRetried(trouble: Trouble): boolean {
  const { fault } = faultOf(trouble, target, false, now);
  return retryWait(fault, { retries: 0, waitedMs: 0 }, retryLimits, 0.5) !== undefined;
}

/** What holds of servers' words, whichever they are. */
export const faultProperties = {
  "a conversation that is too long is one, with no other window than the one that is named": fc.property(
    longWords,
    placed(400),
    ({ words, window }, place) => {
      const { fault, message } = faultOf(place(words), target, false, now);
      assert.equal(fault.kind, "overflow", `${words} → ${message}`);
      assert.equal((fault as { contextTokens?: number }).contextTokens, window, words);
    },
  ),
  "a limit of a day and more is not asked again by itself": fc.property(spentWords, placed(429), (words, place) => {
    assert.ok(!isRetried(place(words)), words);
  }),
  "any words become a sentence without a key, and nothing is thrown": fc.property(
    fc.string({ maxLength: 300, unit: "grapheme" }),
    placed(500),
    fc.constantFrom(400, 401, 402, 403, 404, 413, 422, 429, 500, 503),
    (words, place, status) => {
      const placedThere = place(`${words} test-key-of-the-fuzz`);
      const trouble =
        placedThere.at === "answer" && placedThere.status !== 200 ? { ...placedThere, status } : placedThere;
      const { message } = faultOf(trouble, target, false, now);
      assert.ok(message.endsWith(".") && message.length < 900 && !message.includes("of-the-fuzz"), message);
    },
  ),
} as const;

import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { retryLimits, retryWait } from "../../../src/agent/failover/retry.ts";
import { faultOf, type StreamFault } from "../../../src/providers/faults/faultOf.ts";
import type { ModelFault } from "../../../src/model/modelError.ts";
import { outputRoom } from "../../../src/providers/window/outputRoom.ts";
import { formatWords, logprobsWords, noToolsWords, singleCallWords } from "./toolLimitWords.ts";
import { Repairs } from "../../../src/providers/repairs/repairs.ts";
import { refusalWords } from "../../../src/providers/repairs/refusal.ts";
import { refusesTools } from "../../../src/gemma/model/toolRefusals.ts";
import { sentIn } from "../../../src/providers/repairs/sent.ts";
import { limitWords } from "./limitWords.ts";
import { longWords, placed, spentWords } from "./faultWords.ts";
import {
  accountWords,
  brokenWords,
  creditWords,
  innocentWords,
  negativeWords,
  memoryWords,
  quotaWords,
  refusedWords,
} from "./refusalWords.ts";

const target = { url: "https://llm.example/v1", local: false, hasKey: true, secrets: ["test-key-of-the-fuzz"] };
const now = Date.UTC(2026, 10, 22, 12);

function isRetried(streamFault: StreamFault): boolean {
  const { fault } = faultOf(streamFault, target, false, now);
  return retryWait(fault, { retries: 0, waitedMs: 0 }, retryLimits, 0.5) !== undefined;
}

const ownMachine = { ...target, url: "http://127.0.0.1:11434/v1", local: true, name: "Ollama" };

/** That words mean one kind of fault, in whatever shape they come and under each status that servers give them. */
const mean = (
  words: fc.Arbitrary<string>,
  statuses: readonly number[],
  isMeant: (fault: ModelFault) => boolean,
  whose = target,
) =>
  fc.property(
    words,
    fc.constantFrom(...statuses).chain((status) => placed(status)),
    (text, place) => {
      const streamFault = place(text);
      const { fault, message } = faultOf(streamFault, whose, false, now);
      assert.ok(isMeant(fault), `${text} → [${fault.kind}] ${message} ${JSON.stringify(streamFault)}`);
    },
  );
const kindsOfRefusal = new Set(["overflow", "account", "credit", "memory", "refused", "auth", "rate-limit"]);

const sent = sentIn({
  messages: [{ role: "user", content: "a" }],
  tools: [{}],
  logprobs: true,
  top_logprobs: 3,
  response_format: {},
});
/** That a refusal is repaired first by this; "tools": by nothing less than leaving the tools out. */
const repairedBy = (words: fc.Arbitrary<string>, repair: string) =>
  fc.property(
    words,
    fc.constantFrom(400, 422, 500).chain((status) => placed(status)),
    (text, place) => {
      const read = refusalWords(place(text)) ?? "";
      const repairs = new Repairs();
      const found = repairs.find(read, sent) ? repairs.proven().join() : refusesTools(read) ? "tools" : "";
      assert.equal(found, repair, text);
    },
  );

/** What holds of servers' words, whichever they are. */
export const faultProperties = {
  "a conversation that is too long is recognised, with exactly the window that the server names": fc.property(
    longWords,
    placed(400),
    ({ words, window }, place) => {
      const { fault, message } = faultOf(place(words), target, false, now);
      assert.equal(fault.kind, "overflow", `${words} → ${message}`);
      assert.equal((fault as { contextTokens?: number }).contextTokens, window, words);
    },
  ),
  "the limit of an answer's length is read, whether inclusive or exclusive": fc.property(
    limitWords,
    fc.constantFrom(400, 422, 500).chain((status) => placed(status)),
    ({ words, most }, place) => assert.deepEqual(outputRoom(place(words), 64_000, 100), { most }, words),
  ),
  "single calls are requested if parallel ones are refused": repairedBy(singleCallWords, "single-calls"),
  "probabilities are left out of a request with tools if the server refuses both together": repairedBy(
    logprobsWords,
    "no-logprobs-with-tools",
  ),
  "an answer format is left out of a request with tools if the server refuses both together": repairedBy(
    formatWords,
    "no-format-with-tools",
  ),
  "tools that are refused are left out": repairedBy(noToolsWords, "tools"),
  "a limit of a day or more is not retried automatically": fc.property(spentWords, placed(429), (words, place) => {
    assert.ok(!isRetried(place(words)), words);
  }),
  "words about too little memory are recognised": mean(
    memoryWords,
    [400, 404, 500, 503],
    ({ kind }) => kind === "memory",
    ownMachine,
  ),
  "words about a used-up quota are recognised": mean(
    quotaWords,
    [400, 403, 429],
    (fault) => fault.kind === "rate-limit" && fault.lasting === true,
  ),
  "words about an account without permission are recognised": mean(
    accountWords,
    [400, 401, 403, 404],
    ({ kind }) => kind === "account",
  ),
  "words about an account without credit are recognised": mean(
    creditWords,
    [400, 402, 403, 429],
    ({ kind }) => kind === "credit",
  ),
  "words about a refusal by moderation are recognised": mean(
    refusedWords,
    [400, 403, 451],
    ({ kind }) => kind === "refused",
  ),
  "words about a server that broke down are recognised": mean(brokenWords, [400, 500], (fault) =>
    isDeepStrictEqual(fault, { kind: "unavailable" }),
  ),
  "words about too little room for an answer are recognised": mean(
    negativeWords,
    [400, 422],
    ({ kind }) => kind === "overflow",
  ),
  "words about a mistake in the request mean none of these": mean(
    innocentWords,
    [400, 422],
    ({ kind }) => !kindsOfRefusal.has(kind),
    ownMachine,
  ),
  "any words become a sentence without a key, and nothing is thrown": fc.property(
    fc.string({ maxLength: 300, unit: "grapheme" }),
    placed(500),
    fc.constantFrom(400, 401, 402, 403, 404, 413, 422, 429, 500, 503),
    (words, place, status) => {
      const placedThere = place(`${words} test-key-of-the-fuzz`);
      const streamFault =
        placedThere.at === "answer" && placedThere.status !== 200 ? { ...placedThere, status } : placedThere;
      const { message } = faultOf(streamFault, target, false, now);
      assert.ok(message.endsWith(".") && message.length < 900 && !message.includes("of-the-fuzz"), message);
    },
  ),
} as const;

import assert from "node:assert/strict";
import { retryLimits, retryWait } from "../../../../src/agent/failover/retry.ts";
import type { ModelFault } from "../../../../src/model/modelError.ts";
import { faultOf, type StreamFault } from "../../../../src/providers/faults/faultOf.ts";
import { accountBodies } from "./bodies/accountBodies.ts";
import { type BodyRow, servers } from "./bodies/bodyRow.ts";
import { brokenBodies } from "./bodies/brokenBodies.ts";
import { creditBodies } from "./bodies/creditBodies.ts";
import { hostedOverflowBodies } from "./bodies/hostedOverflowBodies.ts";
import { innocentBodies } from "./bodies/innocentBodies.ts";
import { memoryBodies } from "./bodies/memoryBodies.ts";
import { missingBodies } from "./bodies/missingBodies.ts";
import { otherQuotaBodies } from "./bodies/otherQuotaBodies.ts";
import { overflowBodies } from "./bodies/overflowBodies.ts";
import { quotaBodies } from "./bodies/quotaBodies.ts";
import { rightsBodies } from "./bodies/rightsBodies.ts";

const now = Date.UTC(2026, 10, 22, 12);

const tables: Readonly<Record<string, readonly BodyRow[]>> = {
  "a conversation that is too long": [...overflowBodies, ...hostedOverflowBodies],
  "limits of requests and tokens": [...quotaBodies, ...otherQuotaBodies],
  "accounts, keys' rights and credit": [...accountBodies, ...rightsBodies, ...creditBodies],
  "memory that does not hold the model": memoryBodies,
  "what is not there": missingBodies,
  "what broke, what will not load, and what is like it": brokenBodies,
  "what only looks like one of these": innocentBodies,
};

/** What a row becomes: as its server sends it. */
function streamFaultOf([, , status, body, , , headers]: BodyRow): StreamFault {
  if (status === "stream") return { at: "stream", error: body };
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { at: "answer", status, headers: new Headers(headers), body: text };
}

const isRetried = (fault: ModelFault): boolean =>
  retryWait(fault, { retries: 0, waitedMs: 0 }, retryLimits, 0.5) !== undefined;

/** What is waited for by itself: only what ends within a minute. */
const isPassing = (fault: ModelFault): boolean =>
  (fault.kind === "rate-limit" || fault.kind === "unavailable") &&
  fault.lasting !== true &&
  (fault.retryAfterMs ?? 0) <= 60_000;

for (const [table, rows] of Object.entries(tables)) {
  describe(`servers' words: ${table}`, () => {
    for (const row of rows) {
      const [who, server, status, , fault, words] = row;
      it(`${who} (${status})`, () => {
        const error = faultOf(streamFaultOf(row), servers[server], false, now);
        assert.deepEqual(error.fault, fault, error.message);
        assert.match(error.message, words);
        assert.match(error.message, /^(?:[A-Z]|llama-server|vLLM).*[.]$/s, "sentences for a user");
        assert.equal(isRetried(error.fault), isPassing(fault), "sent again by itself");
      });
    }
  });
}

describe("servers' words, wherever they stand", () => {
  const told = ["overflow", "account", "credit", "memory"];
  const rows = Object.values(tables).flat();
  for (const row of rows.filter(([, , status, body, fault]) => {
    return typeof body !== "string" && status !== "stream" && status !== 402 && told.includes(fault.kind);
  })) {
    const [who, server, , body, fault] = row;
    it(`${who}: as an error within a stream, and for a body under 200`, () => {
      const text = JSON.stringify(body);
      const whole = { at: "answer", status: 200, headers: new Headers(), body: text } as const;
      // Any program answers JSON under 200: an error there calls itself one.
      const saysError = /"errors?"/.test(text);
      for (const streamFault of [{ at: "stream", error: body }, ...(saysError ? [whole] : [])] as StreamFault[]) {
        const error = faultOf(streamFault, servers[server], false, now);
        assert.deepEqual(error.fault, fault, error.message);
      }
    });
  }
});

import assert from "node:assert/strict";
import { faultOf, type StreamFault } from "../../../../src/providers/faults/faultOf.ts";
import { answer, now, openAi, target } from "./faultRows.ts";

const thrown = (code: string): StreamFault => ({
  at: "connect",
  error: new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) }),
});

/** A request is sent again by itself only after a fault that passes: what is `lasting` waits for the user. */
describe("faults that pass, and those that last", () => {
  for (const code of ["ECONNRESET", "UND_ERR_SOCKET", "ETIMEDOUT", "ENETUNREACH"]) {
    it(`${code} passes`, () => assert.deepEqual(faultOf(thrown(code), target).fault, { kind: "unavailable" }));
  }
  for (const code of ["ECONNREFUSED", "ENOTFOUND", "CERT_HAS_EXPIRED", "DEPTH_ZERO_SELF_SIGNED_CERT", "EPROTO"]) {
    it(`${code} lasts`, () =>
      assert.equal((faultOf(thrown(code), target).fault as { lasting?: boolean }).lasting, true));
  }
  it("a silence of minutes lasts", () =>
    assert.deepEqual(faultOf({ at: "silent", seconds: 120 }, target).fault, { kind: "unavailable", lasting: true }));

  it("a busy server's own time is kept, beside that of a limit", () => {
    const busy = answer(503, openAi("Overloaded", { type: "overloaded_error" }), { "retry-after": "12" });
    assert.deepEqual(faultOf(busy, target, false, now).fault, { kind: "unavailable", retryAfterMs: 12_000 });
    const limit = answer(429, openAi("Slow down"), { "retry-after": "3" });
    assert.deepEqual(faultOf(limit, target, false, now).fault, { kind: "rate-limit", retryAfterMs: 3000 });
  });
});

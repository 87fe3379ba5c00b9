import assert from "node:assert/strict";
import { canAnotherAnswer } from "../../../../src/agent/failover/fallback.ts";
import { retryLimits, retryWait } from "../../../../src/agent/failover/retry.ts";
import type { ModelFault } from "../../../../src/model/modelError.ts";

const fresh = { retries: 0, waitedMs: 0 };
const busy: ModelFault = { kind: "unavailable" };
const wait = (fault: ModelFault, before = fresh, random = 1) => retryWait(fault, before, retryLimits, random);

describe("retryWait", () => {
  it("backs off exponentially with full jitter, up to the maximum wait", () => {
    const limits = { ...retryLimits, retries: 99, totalMs: Infinity };
    const longest = [0, 1, 2, 3, 4, 5, 9].map((retries) => retryWait(busy, { retries, waitedMs: 0 }, limits, 1));
    assert.deepEqual(longest, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    assert.equal(wait(busy, { retries: 3, waitedMs: 0 }, 0.5), 4000);
    assert.equal(wait(busy, fresh, 0), 250, "a card that only flashes says nothing");
  });

  it("never retries before the time the server states, for a limit and for a busy server", () => {
    for (const kind of ["rate-limit", "unavailable"] as const) {
      assert.equal(wait({ kind, retryAfterMs: 7000 }, fresh, 0), 7000);
      assert.equal(wait({ kind, retryAfterMs: 7000 }, fresh, 1), 8000);
    }
  });

  it("leaves a long wait to the user", () => {
    assert.equal(wait({ kind: "rate-limit", retryAfterMs: 60_001 }), undefined);
    assert.equal(wait({ kind: "rate-limit", retryAfterMs: 60_000 }, { retries: 1, waitedMs: 60_000 }), undefined);
  });

  it("gives up after the allowed retries, and at once if there are none", () => {
    assert.notEqual(wait(busy, { retries: 3, waitedMs: 0 }), undefined);
    assert.equal(wait(busy, { retries: 4, waitedMs: 0 }), undefined);
    assert.equal(retryWait(busy, fresh, { ...retryLimits, retries: 0 }, 1), undefined);
  });

  it("does not retry faults that waiting cannot fix", () => {
    const lasting: ModelFault[] = [
      { kind: "unavailable", lasting: true },
      ...(["auth", "credit", "not-found", "refused", "protocol", "empty", "engine", "aborted"] as const).map(
        (kind) => ({
          kind,
        }),
      ),
      { kind: "overflow" },
    ];
    for (const fault of lasting) assert.equal(wait(fault), undefined, fault.kind);
  });
});

describe("canAnotherAnswer", () => {
  const answers = (elsewhere: boolean) =>
    (
      [
        "rate-limit",
        "unavailable",
        "not-found",
        "credit",
        "engine",
        "memory",
        "auth",
        "protocol",
        "refused",
        "overflow",
        "empty",
        "budget",
        "aborted",
      ] as const
    ).filter((kind) => canAnotherAnswer({ kind }, elsewhere));

  it("falls back to any model if the model or its server failed", () => {
    assert.deepEqual(answers(false), ["rate-limit", "unavailable", "not-found", "credit", "engine", "memory"]);
  });

  it("treats a refused key and a strange answer as the provider's problem", () => {
    assert.deepEqual(
      answers(true).filter((kind) => !answers(false).includes(kind)),
      ["auth", "protocol"],
    );
  });
});

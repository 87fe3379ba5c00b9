import assert from "node:assert/strict";
import { attentionFor } from "../../../../src/chat/session/attention.ts";

const working = { running: true, approvals: 0 };
const waiting = { running: true, approvals: 1 };
const idle = { running: false, approvals: 0 };

describe("what is worth a look", () => {
  it("is the first request that waits, and no further one", () => {
    assert.equal(attentionFor(working, waiting, undefined), "asks");
    assert.equal(attentionFor(waiting, { running: true, approvals: 2 }, undefined), undefined);
    assert.equal(attentionFor(waiting, working, undefined), undefined);
  });

  it("is the end of a turn, unless the user stopped it", () => {
    assert.equal(attentionFor(working, idle, { type: "answered" }), "done");
    assert.equal(attentionFor(working, idle, { type: "stopped" }), undefined);
    for (const type of ["cut", "out-of-steps"] as const) {
      assert.equal(attentionFor(working, idle, { type }), "needs-you");
    }
  });

  it("is not a start, nor a change while nothing runs", () => {
    assert.equal(attentionFor(idle, working, { type: "answered" }), undefined);
    assert.equal(attentionFor(idle, idle, { type: "answered" }), undefined);
  });
});

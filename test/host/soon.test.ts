import assert from "node:assert/strict";
import { MessageChannel } from "node:worker_threads";
import { soon } from "../../src/editor/language/symbols.ts";

describe("an answer that is waited for only so long", () => {
  it("is none where it does not come", async () => {
    assert.equal(await soon(new Promise(() => undefined), 5), undefined);
  });

  it("is none where it fails", async () => {
    assert.equal(await soon(Promise.reject(new Error("no"))), undefined);
  });

  it("is taken when it came in time and something else held it up", async () => {
    const { port1, port2 } = new MessageChannel();
    try {
      const answer = soon(new Promise((resolve) => port1.once("message", resolve)), 5);
      port2.postMessage("here");
      for (const end = performance.now() + 50; performance.now() < end;);
      assert.equal(await answer, "here");
    } finally {
      port1.close();
    }
  });
});

import assert from "node:assert/strict";
import { MessageChannel } from "node:worker_threads";
import { withTimeout } from "../../src/editor/language/symbols.ts";

describe("a result with a timeout", () => {
  it("is undefined if it never comes", async () => {
    assert.equal(await withTimeout(new Promise(() => undefined), 5), undefined);
  });

  it("is undefined if it fails", async () => {
    assert.equal(await withTimeout(Promise.reject(new Error("no"))), undefined);
  });

  it("is used if it came in time but was processed late", async () => {
    const { port1, port2 } = new MessageChannel();
    try {
      const answer = withTimeout(new Promise((resolve) => port1.once("message", resolve)), 5);
      port2.postMessage("here");
      for (const end = performance.now() + 50; performance.now() < end;);
      assert.equal(await answer, "here");
    } finally {
      port1.close();
    }
  });
});

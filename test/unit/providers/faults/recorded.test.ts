import assert from "node:assert/strict";
import { faultOf, isLoading, type StreamFault } from "../../../../src/providers/faults/faultOf.ts";
import { wire } from "../support/memoryTransport.ts";
import { target } from "./faultRows.ts";

/** A recorded answer: a label, the head, a blank line, the body. */
function recorded(name: string): StreamFault {
  const [head = "", body = ""] = wire(name).toString("utf8").split("\n\n");
  const status = Number(/^HTTP\/1\.1 (\d{3})/m.exec(head)?.[1]);
  return { at: "answer", status, headers: new Headers(), body };
}

describe("faultOf recorded answers of llama-server", () => {
  it("overflow, with both numbers", () => {
    const { fault, message } = faultOf(recorded("llama-server-overflow"), {
      ...target,
      name: "llama-server",
      local: true,
    });
    assert.deepEqual(fault, { kind: "overflow", promptTokens: 3010, contextTokens: 1024 });
    assert.match(message, /3,010 of 1,024 tokens/);
  });

  it("loading is to be waited for, and told where nobody waits", () => {
    assert.match(faultOf(recorded("llama-server-loading"), target).message, /is still loading its model\. Wait/);
    assert.ok(isLoading(recorded("llama-server-loading")));
    assert.ok(!isLoading(recorded("llama-server-overflow")));
  });
});

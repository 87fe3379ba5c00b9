import assert from "node:assert/strict";
import { placeOf, staysAtEnd } from "../../../../src/webview/chat/scroll/stick.ts";

describe("following the end of the chat", () => {
  it("stops following at the smallest scroll up", () => {
    assert.equal(staysAtEnd(true, { top: 500, below: 0 }, { top: 497, below: 3 }), false);
  });
  it("keeps following while text grows below", () => {
    assert.equal(staysAtEnd(true, { top: 500, below: 0 }, { top: 520, below: 80 }), true);
    assert.equal(staysAtEnd(true, { top: 500, below: 0 }, { top: 500, below: 200 }), true);
  });
  it("follows again near the end, and not before", () => {
    assert.equal(staysAtEnd(false, { top: 300, below: 200 }, { top: 400, below: 100 }), false);
    assert.equal(staysAtEnd(false, { top: 400, below: 100 }, { top: 480, below: 20 }), true);
  });
  it("keeps following when the content gets shorter", () => {
    assert.equal(staysAtEnd(true, { top: 500, below: 0 }, { top: 420, below: 0 }), true);
  });
  it("reads an element's position", () => {
    assert.deepEqual(placeOf({ scrollTop: 10, scrollHeight: 300, clientHeight: 200 }), { top: 10, below: 90 });
  });
});

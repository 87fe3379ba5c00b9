import assert from "node:assert/strict";
import {
  bytes,
  certaintyDetails,
  cost,
  costOf,
  count,
  duration,
  percent,
  tokenDetails,
  tokens,
} from "../../../../src/webview/parts/format.ts";

describe("numbers as a user reads them", () => {
  it("times", () => {
    assert.deepEqual([10, 400, 949, 950, 4200, 59_400, 72_000].map(duration), [
      "0.1 s",
      "0.4 s",
      "0.9 s",
      "1 s",
      "4 s",
      "59 s",
      "1 min 12 s",
    ]);
  });
  it("sizes", () => {
    assert.deepEqual([1, 253_113_024, 999_400_000, 999_900_000, 3_338_801_000, 120e9].map(bytes), [
      "1 MB",
      "253 MB",
      "999 MB",
      "1 GB",
      "3.3 GB",
      "120 GB",
    ]);
  });
  it("shares", () => {
    assert.deepEqual([-1, 0, 0.404, 0.999, 1, 2].map(percent), ["0%", "0%", "40%", "99%", "100%", "100%"]);
  });
  it("tokens", () => {
    assert.equal(count(1_234_567), "1,234,567");
    assert.equal(tokens({ inputTokens: 10, outputTokens: 1 }), "1 token");
    assert.equal(tokens({ outputTokens: 1234 }), "1,234 tokens");
    assert.equal(tokens({}), undefined);
    assert.equal(
      tokenDetails({ inputTokens: 10, cachedTokens: 4, outputTokens: 2 }),
      "10 read, 4 of these from the cache, 2 written",
    );
    assert.equal(tokenDetails({}), "");
  });
  it("how sure the model was, where that is known", () => {
    const certainty = { tokens: 9, mean: 0.876, lowest: 0.041 };
    assert.equal(certaintyDetails(certainty), "mean token probability 87%, lowest 4%");
    assert.equal(certaintyDetails(undefined), "");
  });
  it("costs by their source", () => {
    const basis = (cost: number, costBasis: "reported" | "prices" | "local") => costOf({ cost, costBasis });
    assert.deepEqual(
      [basis(0, "local"), basis(0, "prices"), basis(0.25, "reported"), basis(0.25, "prices"), costOf({})],
      ["local", "free", "$0.25", "≈$0.25", undefined],
    );
  });
  it("costs", () => {
    assert.deepEqual([0, 0.000_04, 0.000_41, 0.1, 0.999, 1.25].map(cost), [
      "free",
      "<$0.0001",
      "$0.00041",
      "$0.1",
      "$1.00",
      "$1.25",
    ]);
  });
});

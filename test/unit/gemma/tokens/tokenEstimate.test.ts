import assert from "node:assert/strict";
import { createTokenEstimator, TokenEstimators } from "../../../../src/gemma/index.ts";

/** Characters of a prompt of `tokens` tokens at that ratio. */
const measured = (tokens: number, ratio: number) => ({ characters: tokens * ratio, tokens });

describe("calibrated token estimates", () => {
  it("come within 2% of a model's true ratio, for every ratio that text has, from prompts of any length", () => {
    for (const ratio of [1.4, 2.2, 3, 3.9, 5, 6.5]) {
      const estimator = createTokenEstimator();
      for (let turn = 0; turn < 60; turn++) estimator.calibrate(measured(50 + ((turn * 977) % 6000), ratio));
      assert.ok(Math.abs(estimator.ratio / ratio - 1) < 0.02, `${ratio}: ${estimator.ratio}`);
      assert.ok(Math.abs(estimator.estimate(Math.round(ratio * 10_000)) / 10_000 - 1) < 0.02);
    }
  });

  it("are hardly moved by one absurd report, and not at all by one that cannot be", () => {
    const estimator = createTokenEstimator();
    for (let turn = 0; turn < 10; turn++) estimator.calibrate(measured(4000, 3.2));
    // A cached prompt of which only the rest was counted, a cut one, and a count of something else.
    for (const ratio of [7.9, 1.1, 6.4]) {
      const before = estimator.ratio;
      estimator.calibrate(measured(4000, ratio));
      assert.equal(estimator.ratio, before);
      estimator.calibrate(measured(4000, 3.2));
      assert.ok(Math.abs(estimator.ratio - 3.2) < 0.05);
    }
    for (const tokens of [0, -4000, Number.NaN, Number.POSITIVE_INFINITY]) {
      estimator.calibrate({ characters: 12_800, tokens });
      estimator.calibrate({ characters: tokens, tokens: 4000 });
    }
    assert.ok(Math.abs(estimator.ratio - 3.2) < 0.05);
  });

  it("follow a change that two reports agree on", () => {
    const estimator = createTokenEstimator();
    for (let turn = 0; turn < 5; turn++) estimator.calibrate(measured(2000, 3.4));
    for (let turn = 0; turn < 60; turn++) estimator.calibrate(measured(8000, 1.5));
    assert.ok(Math.abs(estimator.ratio / 1.5 - 1) < 0.05, String(estimator.ratio));
  });

  it("stay within what text can be, whatever is reported", () => {
    let seed = 7;
    const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    const estimator = createTokenEstimator();
    for (let turn = 0; turn < 5000; turn++) {
      estimator.calibrate({ characters: random() * 1e6 - 1e5, tokens: random() * 1e6 - 1e5 });
      assert.ok(estimator.ratio >= 1 && estimator.ratio <= 8, String(estimator.ratio));
    }
  });

  it("are remembered per model, and a memory that cannot be true is not believed", () => {
    const estimators = new TokenEstimators();
    for (let turn = 0; turn < 60; turn++) estimators.of("ollama a").calibrate(measured(4000, 2.5));
    estimators.of("ollama b");
    const stored = JSON.parse(JSON.stringify(estimators.memories));
    const again = new TokenEstimators(stored);
    assert.ok(Math.abs(again.of("ollama a").ratio - 2.5) < 0.05);
    assert.ok(Math.abs(again.of("ollama b").ratio - 3.4) < 0.01);
    const nonsense = [
      { characters: 1, tokens: 0 },
      { characters: -1, tokens: -1 },
      { characters: 9e9, tokens: 3e9 },
    ];
    for (const memory of nonsense) assert.ok(Math.abs(createTokenEstimator(memory).ratio - 3.4) < 0.01);
  });

  it("forget the model not asked for longest when there are too many", () => {
    const estimators = new TokenEstimators();
    estimators.of("first").calibrate(measured(20_000, 2.5));
    for (let at = 0; at < 49; at++) estimators.of(`m${at}`);
    estimators.of("first");
    estimators.of("one too many");
    assert.deepEqual(Object.keys(estimators.memories).slice(-2), ["first", "one too many"]);
    assert.ok(!("m0" in estimators.memories));
    assert.equal(Object.keys(estimators.memories).length, 50);
  });
});

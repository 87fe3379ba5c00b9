import assert from "node:assert/strict";
import { ModelError } from "../../../../src/model/modelError.ts";
import { freeMemory, planLoad } from "../../../../src/providers/embedded/host/memory.ts";
import type { Layer, ModelFile } from "../../../../src/providers/embedded/format/modelFile.ts";

const gigabyte = 1e9;
const sliding: Layer = { bytesPerToken: 40_000, window: 1024 };
/** A 4 GB model whose cache takes 240 kB a token in all, of which 40 kB in its one layer that does not slide. */
const file: ModelFile = {
  path: "/m.gguf",
  bytes: 4 * gigabyte,
  family: "gemma3",
  emptyThought: false,
  trainedTokens: 32_768,
  layers: [sliding, sliding, sliding, sliding, sliding, { bytesPerToken: 40_000 }],
};

describe("planLoad", () => {
  it("takes the full cache where there is plenty of memory", () => {
    const plan = planLoad(file, 8192, { ram: 20 * gigabyte, vram: 0 });
    assert.deepEqual([plan.contextTokens, plan.fullCache], [8192, true]);
    assert.ok(plan.needBytes > 5.9 * gigabyte && plan.needBytes < 6.5 * gigabyte);
  });
  it("keeps a second conversation's cache where it costs little, and nowhere else", () => {
    const sequences = (contextTokens: number, ram: number) =>
      planLoad(file, contextTokens, { ram: ram * gigabyte, vram: 0 }).sequences;
    // 240 kB a token: 2,048 tokens are half a gigabyte, 8,192 two.
    assert.equal(sequences(2048, 20), 2);
    assert.equal(sequences(8192, 20), 1);
    assert.equal(sequences(2048, 7.3), 1);
    assert.equal(sequences(2048, 5), 1);
    const one = planLoad({ ...file, layers: [] }, 2048, { ram: 20 * gigabyte, vram: 0 });
    const two = planLoad(file, 2048, { ram: 20 * gigabyte, vram: 0 });
    assert.equal(two.needBytes - one.needBytes, 2 * 2048 * 240_000);
  });
  it("takes a sliding cache where memory is tight, at the full context", () => {
    const plan = planLoad(file, 8192, { ram: 6 * gigabyte, vram: 0 });
    assert.deepEqual([plan.contextTokens, plan.fullCache], [8192, false]);
  });
  it("shortens the context before it gives up", () => {
    const plan = planLoad(file, 32_768, { ram: 5.2 * gigabyte, vram: 0 });
    assert.equal(plan.fullCache, false);
    assert.ok(plan.contextTokens >= 2048 && plan.contextTokens < 32_768);
    assert.ok(plan.needBytes <= 5.2 * gigabyte);
  });
  it("counts a graphics card's memory", () => {
    assert.throws(() => planLoad(file, 8192, { ram: 2 * gigabyte, vram: 0 }));
    assert.equal(planLoad(file, 8192, { ram: 2 * gigabyte, vram: 8 * gigabyte }).contextTokens, 8192);
  });
  it("stays between the smallest useful context and the trained one", () => {
    const plenty = { ram: 100 * gigabyte, vram: 0 };
    assert.equal(planLoad(file, 1_000_000, plenty).contextTokens, 32_768);
    assert.equal(planLoad(file, 10, plenty).contextTokens, 2048);
    assert.equal(planLoad({ ...file, trainedTokens: 512 }, 8192, plenty).contextTokens, 512);
  });
  it("refuses with both numbers and a way out", () => {
    assert.throws(
      () => planLoad(file, 8192, { ram: 3 * gigabyte, vram: 0 }),
      (error) =>
        error instanceof ModelError &&
        error.fault.kind === "memory" &&
        /needs about 4\.\d GB of memory and 3\.0 GB are free\. Choose a smaller model/.test(error.message),
    );
  });
  it("knows how much memory is free on this machine", () => {
    assert.ok(freeMemory() > 1e8);
  });
});

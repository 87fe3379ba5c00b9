import fc from "fast-check";
import { noiseProperty } from "../../../fuzz/wires/streamNoise.ts";

describe("what stands between the events of an answer", () => {
  it("changes nothing of it", () => fc.assert(noiseProperty, { numRuns: 100 }));
});

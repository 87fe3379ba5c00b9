import fc from "fast-check";
import { faultProperties } from "../../../fuzz/faults/faultProperties.ts";

describe("servers' words of any make", () => {
  for (const [name, property] of Object.entries(faultProperties)) {
    it(name, () => fc.assert(property as fc.IProperty<unknown[]>, { numRuns: 300 }));
  }
});

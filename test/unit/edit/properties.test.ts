import fc from "fast-check";
import { properties } from "../../fuzz/edit/editProperties.ts";

/** 8,000 cases of each: above 100,000 in all. `npm run fuzz` goes on for as long as it is told. */
describe("edit engine: properties", function () {
  this.timeout(120_000);
  for (const [name, property] of Object.entries(properties))
    it(name, () => {
      fc.assert(
        fc.property(fc.integer(), (seed) => {
          property(seed);
        }),
        { numRuns: 8000, endOnFailure: true },
      );
    });
});

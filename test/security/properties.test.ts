import fc from "fast-check";
import { containment, hostileProperties } from "../fuzz/hostile/hostileProperties.ts";

describe("hostile input of any make", () => {
  for (const [name, property] of Object.entries(hostileProperties))
    it(name, () => fc.assert(property as fc.IProperty<unknown[]>, { numRuns: name.startsWith("long") ? 10 : 200 }));

  it("no path leads out of the workspace", async () => {
    const { property, dispose } = await containment();
    await fc.assert(property, { numRuns: 200 }).finally(dispose);
  });
});

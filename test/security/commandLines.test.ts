import assert from "node:assert/strict";
import { allowedLinesRunWhatIsListed, contextsDecideNothing } from "../fuzz/commands/commandProperties.ts";
import { RealShell } from "../fuzz/commands/realShell.ts";

describe("a command line", function () {
  this.timeout(60_000);

  it("is judged by its commands, wherever they stand in it (a short run; more with `npm run fuzz commands`)", async () => {
    const { cases, failure } = await contextsDecideNothing({ runs: 1500 }, 4);
    assert.equal(failure, undefined);
    assert.ok(cases >= 1500);
  });

  it("that is allowed runs in a real bash what is listed, and nothing else", async function () {
    // Windows has none, and its own shells can't be kept to programs of ours.
    if (!RealShell.isThere) return this.skip();
    const { ran, failure } = await allowedLinesRunWhatIsListed({ runs: 600 }, 4);
    assert.equal(failure, undefined);
    assert.ok(ran > 100, String(ran));
  });
});

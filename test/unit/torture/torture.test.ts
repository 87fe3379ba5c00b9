import assert from "node:assert/strict";
import { temporaryFolder } from "../../support/temporaryFolder.ts";
import { torture } from "../../support/torture/torture.ts";

describe("a process that is killed", function () {
  this.timeout(60_000);
  it("loses no message, leaves no half of a file, and its chat opens again", async () => {
    const folder = temporaryFolder("torture");
    const { kills, faults } = await torture(15, 7, folder.path);
    assert.deepEqual(faults, []);
    assert.equal(kills, 15);
    folder.remove();
  });
});

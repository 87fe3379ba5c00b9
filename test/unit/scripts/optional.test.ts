import assert from "node:assert/strict";
import { optional } from "../../../scripts/testing/optional.mjs";

const name = "GEMMA_CODE_NO_UNIT_TEST";

describe("an optional set-up of tests", () => {
  afterEach(() => delete process.env["GEMMA_CODE_NO_UNIT_TEST"]);

  it("adds nothing if it works", async () => {
    assert.deepEqual(await optional(name, async () => "made"), {});
  });

  it("gives the tests the reason of its failure, in one line", async () => {
    const fails = () => Promise.reject(new Error("go build ended with 1:\nundefined: x"));
    assert.deepEqual(await optional(name, fails), { [name]: "go build ended with 1" });
  });

  it("is not made if the user switched it off", async () => {
    process.env[name] = "not here";
    assert.deepEqual(await optional(name, () => assert.fail("made all the same")), {});
  });
});

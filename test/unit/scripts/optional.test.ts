import assert from "node:assert/strict";
import { optional } from "../../../scripts/testing/optional.mjs";

const name = "GEMMA_CODE_NO_UNIT_TEST";

describe("a set-up that tests can do without", () => {
  afterEach(() => delete process.env["GEMMA_CODE_NO_UNIT_TEST"]);

  it("adds nothing where it works", async () => {
    assert.deepEqual(await optional(name, async () => "made"), {});
  });

  it("gives the tests the reason where it fails, in one line", async () => {
    const fails = () => Promise.reject(new Error("go build ended with 1:\nundefined: x"));
    assert.deepEqual(await optional(name, fails), { [name]: "go build ended with 1" });
  });

  it("is not made where a user does not want it", async () => {
    process.env[name] = "not here";
    assert.deepEqual(await optional(name, () => assert.fail("made all the same")), {});
  });
});

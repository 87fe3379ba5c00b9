import assert from "node:assert/strict";
import { addressesAfter } from "../../../../../src/editor/models/choice/addresses.ts";
import { presets } from "../../../../../src/providers/presets/presets.ts";

const own = "http://box:8080/v1";
const none = { provider: "auto", baseUrl: "" };

describe("base URLs of providers", () => {
  it("stay if the same provider is chosen again", () => {
    const before = { provider: "keeprouter", baseUrl: own };
    assert.equal(addressesAfter({ preset: "keeprouter" }, before, {}).baseUrl, own);
  });

  it("are not used for another provider, and return with their own", () => {
    for (const provider of ["custom", "auto"]) {
      const left = addressesAfter({ preset: "openrouter" }, { provider, baseUrl: own }, {});
      assert.equal(left.baseUrl, undefined);
      assert.deepEqual(left.remembered, { custom: own });
      const back = addressesAfter({ preset: "custom" }, { provider: "openrouter", baseUrl: "" }, left.remembered);
      assert.equal(back.baseUrl, own);
    }
  });

  it("are remembered while the embedded engine is used", () => {
    const left = addressesAfter({ preset: "embedded" }, { provider: "vllm", baseUrl: own }, { custom: "http://a/v1" });
    assert.deepEqual(left, { remembered: { custom: "http://a/v1", vllm: own } });
    assert.equal(
      addressesAfter({ preset: "vllm" }, { provider: "embedded", baseUrl: "" }, left.remembered).baseUrl,
      own,
    );
  });

  it("are replaced by a chosen one, also by the provider's default", () => {
    const before = { provider: "ollama", baseUrl: own };
    assert.equal(addressesAfter({ preset: "ollama", baseUrl: "http://b:1/v1" }, before, {}).baseUrl, "http://b:1/v1");
    const usual = addressesAfter({ preset: "ollama", baseUrl: presets.ollama.baseUrl }, before, {});
    assert.deepEqual(usual, { remembered: {} });
  });

  it("are empty if none was set", () => {
    assert.deepEqual(addressesAfter({ preset: "google" }, none, {}), { remembered: {} });
  });
});

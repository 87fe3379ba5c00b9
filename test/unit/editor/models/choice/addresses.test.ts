import assert from "node:assert/strict";
import { addressesAfter } from "../../../../../src/editor/models/choice/addresses.ts";
import { presets } from "../../../../../src/providers/presets/presets.ts";

const own = "http://box:8080/v1";
const none = { provider: "auto", baseUrl: "" };

describe("base URLs of providers", () => {
  it("stay where the same provider is chosen again", () => {
    const before = { provider: "keeprouter", baseUrl: own };
    assert.equal(addressesAfter({ preset: "keeprouter" }, before, {}).baseUrl, own);
  });

  it("do not go along to another provider, and come back with their own", () => {
    for (const provider of ["custom", "auto"]) {
      const left = addressesAfter({ preset: "openrouter" }, { provider, baseUrl: own }, {});
      assert.equal(left.baseUrl, undefined);
      assert.deepEqual(left.remembered, { custom: own });
      const back = addressesAfter({ preset: "custom" }, { provider: "openrouter", baseUrl: "" }, left.remembered);
      assert.equal(back.baseUrl, own);
    }
  });

  it("are remembered while the engine on this machine answers", () => {
    const left = addressesAfter({ preset: "embedded" }, { provider: "vllm", baseUrl: own }, { custom: "http://a/v1" });
    assert.deepEqual(left, { remembered: { custom: "http://a/v1", vllm: own } });
    assert.equal(
      addressesAfter({ preset: "vllm" }, { provider: "embedded", baseUrl: "" }, left.remembered).baseUrl,
      own,
    );
  });

  it("give way to one that is chosen, the provider's own among them", () => {
    const before = { provider: "ollama", baseUrl: own };
    assert.equal(addressesAfter({ preset: "ollama", baseUrl: "http://b:1/v1" }, before, {}).baseUrl, "http://b:1/v1");
    const usual = addressesAfter({ preset: "ollama", baseUrl: presets.ollama.baseUrl }, before, {});
    assert.deepEqual(usual, { remembered: {} });
  });

  it("are empty if none was set", () => {
    assert.deepEqual(addressesAfter({ preset: "google" }, none, {}), { remembered: {} });
  });
});

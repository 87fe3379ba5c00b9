import assert from "node:assert/strict";
import { answeringBy, type OwnedUrl, ownerOf, wishOf } from "../../src/editor/core/settings/answeringRules.ts";

const mine = "http://127.0.0.1:1234/v1";
const user = { provider: "custom", model: "mine", baseUrl: mine };
const owned: OwnedUrl = { provider: "custom", baseUrl: mine };
const answered = (folder: object, judged?: { wish: object; counts: boolean }, owner: OwnedUrl | undefined = owned) =>
  answeringBy(user, folder, { judged, owner });

describe("a base URL", () => {
  it("belongs to the provider that it was set for", () => {
    assert.deepEqual(ownerOf(undefined, user), owned);
    assert.deepEqual(ownerOf(owned, { provider: "openrouter", baseUrl: mine }), owned);
    assert.deepEqual(ownerOf(owned, { provider: "openrouter", baseUrl: "https://b.example" }), {
      provider: "openrouter",
      baseUrl: "https://b.example",
    });
    assert.equal(ownerOf(owned, { provider: "custom", baseUrl: "" }), undefined);
  });
  for (const provider of [
    "openrouter",
    "keeprouter",
    "runware",
    "google",
    "ollama",
    "lmstudio",
    "llama-server",
    "vllm",
  ])
    it(`of another provider is not used with ${provider}, which would send its key there`, () => {
      const now = answeringBy({ ...user, provider }, {}, { judged: undefined, owner: owned });
      assert.deepEqual([now.baseUrl, now.isStrayUrl], ["", true]);
    });
  it("is a server of the user's own where the provider is chosen by itself", () => {
    const auto = { ...user, provider: "auto" };
    assert.equal(answeringBy(auto, {}, { judged: undefined, owner: ownerOf(undefined, auto) }).baseUrl, mine);
    assert.equal(answeringBy(auto, {}, { judged: undefined, owner: owned }).baseUrl, mine);
  });
});

describe("a folder that changes who answers", () => {
  const wishes = [{ provider: "openrouter" }, { model: "dear" }, { provider: "google", model: "gemma-4-31b-it" }];
  for (const wish of wishes)
    it(`asks once: ${JSON.stringify(wish)}`, () => {
      const before = answered(wish);
      assert.deepEqual([before.provider, before.model, before.baseUrl], ["custom", "mine", mine]);
      assert.deepEqual(before.asks, wish);
      const after = answered(wish, { wish, counts: true });
      assert.equal(after.asks, undefined);
      assert.equal(after.provider, "provider" in wish ? wish.provider : "custom");
      assert.equal(after.baseUrl, "provider" in wish ? "" : mine, "the user's address is not the folder's provider's");
      const denied = answered(wish, { wish, counts: false });
      assert.deepEqual([denied.provider, denied.model, denied.asks], ["custom", "mine", undefined]);
    });
  it("asks again when it wants something else", () => {
    const judged = { wish: { provider: "openrouter" }, counts: true };
    const now = answered({ provider: "openrouter", model: "dear" }, judged);
    assert.deepEqual([now.provider, now.asks], ["custom", { provider: "openrouter", model: "dear" }]);
  });
  it("does not take the user's model to another provider", () => {
    const wish = { provider: "google" };
    assert.equal(answered(wish, { wish, counts: true }).model, "");
  });
  it("asks nothing where it wants what the user has", () => {
    assert.equal(wishOf(user, { provider: "custom", model: "mine" }), undefined);
    assert.equal(wishOf(user, {}), undefined);
  });
});

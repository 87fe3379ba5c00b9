import assert from "node:assert/strict";
import { keyFor, keyText, parseKey } from "../../src/editor/core/keyOrigin.ts";
import { answeringBy } from "../../src/editor/core/settings/answeringRules.ts";
import { addressFor } from "../../src/editor/models/choice/modelChoice.ts";

describe("a key of the user's own server", () => {
  const key = "sk-own";
  const stored = keyText({ key, origin: "https://mine.example" });
  for (const same of ["https://mine.example/v1", "https://mine.example", "https://MINE.example:443/other"])
    it(`is sent to ${same}`, () => assert.equal(keyFor(parseKey(stored), same), key));
  for (const other of [
    "http://mine.example/v1",
    "https://mine.example:8443/v1",
    "https://mine.example.evil.example/v1",
    "https://mine.example@evil.example/v1",
    "https://evil.example/https://mine.example/v1",
    "https://sub.mine.example/v1",
    "https://mine.example./v1",
    "//mine.example/v1",
    "mine.example",
    "",
  ])
    it(`is not sent to ${JSON.stringify(other)}`, () => assert.equal(keyFor(parseKey(stored), other), undefined));
  it("stored alone is read as it was", () => {
    for (const alone of ["sk-own", "sk with blanks", "http://no-blank", ""])
      assert.deepEqual(parseKey(keyText({ key: alone })), { key: alone });
    assert.equal(keyFor(parseKey(key), "https://mine.example"), undefined, "nobody said where it belongs");
  });
});

describe("the address of a fallback model", () => {
  const url = "https://proxy.example/v1";
  const now = (provider: string, owner: string) =>
    answeringBy(
      { provider, model: "", baseUrl: url },
      {},
      { judged: undefined, owner: { provider: owner, baseUrl: url } },
    );
  it("is not another provider's, which would get the key of the user's own server", () => {
    assert.equal(addressFor("custom", now("openrouter", "openrouter")), "");
    assert.equal(addressFor("google", now("openrouter", "openrouter")), "");
    assert.equal(addressFor("google", now("custom", "custom")), "");
  });
  it("is the user's own server, whoever answers", () => {
    for (const provider of ["custom", "auto", "google", "embedded"])
      assert.equal(addressFor("custom", now(provider, "custom")), url);
    assert.equal(addressFor("openrouter", now("openrouter", "openrouter")), url);
  });
});

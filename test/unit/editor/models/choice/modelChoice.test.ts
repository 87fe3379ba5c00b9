import assert from "node:assert/strict";
import {
  chooseModel,
  type Facts,
  nameOf,
  ownAddress,
  shownModel,
} from "../../../../../src/editor/models/choice/modelChoice.ts";

const file = { id: "gemma-3-4b", label: "Gemma 3 4B", path: "/m.gguf" };
const choose = (settings: Partial<Facts["settings"]>, more: Partial<Facts> = {}) =>
  chooseModel({
    settings: {
      provider: "auto",
      model: "",
      baseUrl: "",
      protocol: "auto",
      ollamaContextTokens: 8192,
      ollamaKeepAlive: "",
      ...settings,
    },
    keys: new Map(),
    engine: { available: true, files: [file] },
    ...more,
  });

describe("the choice of a model", () => {
  it("uses an address in the settings for the named provider, or for the user's own server if none is named", () => {
    const baseUrl = "http://127.0.0.1:8080/v1";
    const rows = [
      ["llama-server", "llama-server", baseUrl],
      ["auto", "custom", baseUrl],
      ["custom", "custom", baseUrl],
      ["auto", "openrouter", undefined],
      ["custom", "openrouter", undefined],
      ["embedded", "custom", undefined],
    ] as const;
    for (const [provider, id, expected] of rows) {
      assert.equal(ownAddress({ id }, { provider, baseUrl }), expected, `${provider}, ${id}`);
    }
    assert.equal(ownAddress({ id: "custom" }, { provider: "custom", baseUrl: "" }), undefined);
  });

  it("is a hosted provider with a key, otherwise the engine on this machine, otherwise none", () => {
    assert.equal(nameOf(choose({}, { keys: new Map([["keeprouter", "k"]]) })), "keeprouter gemma-4-31B-it");
    assert.equal(nameOf(choose({})), "embedded gemma-3-4b");
    const nobody = choose({}, { engine: { available: false, files: [] } });
    assert.equal(nobody.type, "none");
    assert.equal(nameOf(nobody), "");
  });

  it("tells Ollama how long to keep a model, in a form that it takes", () => {
    const keepAliveOf = (ollamaKeepAlive: string) => {
      const choice = choose({ provider: "ollama", model: "gemma3:4b", ollamaKeepAlive });
      assert.ok(choice.type === "server" && choice.protocol === "ollama");
      return "keepAlive" in choice ? choice.keepAlive : "left out";
    };
    assert.deepEqual(["", "30m", "-1", "soon"].map(keepAliveOf), ["left out", "30m", -1, "left out"]);
  });

  it("is named by what the model last reported, otherwise by known facts", () => {
    const choice = choose({ provider: "ollama", model: "gemma3:4b" });
    assert.ok(choice.type !== "none");
    const info = { id: "gemma3:4b", label: "Gemma 3 4B", provider: "Ollama", nativeTools: false, vision: true };
    const blind = { choice: nameOf(choice), info: { ...info, vision: false } };
    const last = { choice: nameOf(choice), info: { ...info, contextTokens: 4096 } };
    assert.deepEqual(shownModel(choice, undefined), { label: "gemma3:4b", provider: "Ollama" });
    assert.deepEqual(shownModel(choice, last), { label: "Gemma 3 4B", provider: "Ollama", contextTokens: 4096 });
    for (const [model, textOnly] of [
      ["gemma-3-1b-it", true],
      ["gemma-3-4b-it", undefined],
    ] as const) {
      const hosted = choose({ provider: "google", model });
      assert.ok(hosted.type !== "none");
      assert.equal(shownModel(hosted, undefined).textOnly, textOnly, model);
    }
    assert.deepEqual(shownModel(choice, { ...last, choice: "another" }), { label: "gemma3:4b", provider: "Ollama" });
    const here = choose({});
    assert.ok(here.type !== "none");
    const shown = { label: "Gemma 3 4B", provider: "On this machine", textOnly: true };
    assert.deepEqual(shownModel(here, undefined), shown);
    assert.deepEqual(shownModel(choice, blind), { label: "Gemma 3 4B", provider: "Ollama", textOnly: true });
  });
});

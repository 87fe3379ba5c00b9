import assert from "node:assert/strict";
import { namesOf, parseFallbackModels } from "../../../../../src/editor/models/choice/fallbackModels.ts";

describe("fallback models in the settings", () => {
  it("are providers with or without a model, whose name may hold slashes and colons", () => {
    assert.deepEqual(
      parseFallbackModels(["openrouter/google/gemma-4-31b-it:free", " ollama ", "embedded/gemma-3-1b"]),
      [
        { provider: "openrouter", model: "google/gemma-4-31b-it:free" },
        { provider: "ollama", model: "" },
        { provider: "embedded", model: "gemma-3-1b" },
      ],
    );
  });

  it("ignore invalid entries", () => {
    for (const setting of [undefined, null, "ollama", { 0: "ollama" }, [7, "", "/x", "nobody/gemma", "ollama/"]]) {
      assert.deepEqual(parseFallbackModels(setting), [], JSON.stringify(setting));
    }
  });

  it("use the models' own names", () => {
    assert.deepEqual(namesOf({ provider: "custom", model: "gemma-3-4b-it" }, "http://127.0.0.1:9/v1"), {
      label: "Gemma 3 4B",
      provider: "127.0.0.1:9",
    });
    assert.equal(namesOf({ provider: "openrouter", model: "" }, "").provider, "OpenRouter");
    assert.equal(namesOf({ provider: "embedded", model: "" }, "").provider, "On this machine");
  });
});

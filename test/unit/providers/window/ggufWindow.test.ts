import assert from "node:assert/strict";
import { ggufWindow } from "../../../../src/providers/faults/reading/numbers.ts";

it("a model's window is its own, not that of its encoders", () => {
  const audio = { "gemma4.audio.context_length": 1500 };
  const own = { "general.architecture": "gemma4", "gemma4.context_length": 131_072 };
  assert.equal(ggufWindow({ ...audio, ...own }), 131_072);
  assert.equal(ggufWindow({ "gemma3.context_length": 32_768 }), 32_768);
  assert.equal(ggufWindow({}), undefined);
});

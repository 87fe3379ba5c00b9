import assert from "node:assert/strict";
import { profileFor } from "../../../src/gemma/index.ts";

const small = [
  "gemma-3-270m-it",
  "gemma3:1b",
  "google/gemma-3-4b-it",
  "gemma4:e2b",
  "gemma-4-E4B-it-Q4_K_M.gguf",
  "gemma-3n-E4B-it",
  "functiongemma-270m",
  "codegemma:7b",
];
const full = [
  "gemma-4-12b-it",
  "google/gemma-4-26b-a4b-it",
  "gemma-3-27b-it",
  "gemma4:31b",
  "google:gemma@4-31b",
  "gemma-4",
  "llama-3",
];

describe("the profile of a model", () => {
  for (const id of small)
    it(`is small: ${id}`, () => assert.equal(profileFor({ id, contextTokens: 131_072 }), "small"));
  for (const id of full) it(`is full: ${id}`, () => assert.equal(profileFor({ id }), "full"));

  it("is small for a small window, whatever the model", () => {
    assert.equal(profileFor({ id: "gemma-4-31b-it", contextTokens: 8192 }), "small");
    assert.equal(profileFor({ id: "gemma-4-31b-it", contextTokens: 16_384 }), "full");
  });
});

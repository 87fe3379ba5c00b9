import assert from "node:assert/strict";
import { parseGemmaName } from "../../../../src/gemma/rules/gemmaName.ts";

const rows: readonly [id: string, label: string, facts: { vision: boolean; tools: boolean; window?: number }][] = [
  ["google/gemma-4-31b-it:free", "Gemma 4 31B", { vision: true, tools: true, window: 262_144 }],
  ["google/gemma-4-26b-a4b-it", "Gemma 4 26B-A4B", { vision: true, tools: true, window: 262_144 }],
  ["gemma4:e4b", "Gemma 4 E4B", { vision: true, tools: true, window: 131_072 }],
  ["gemma4:latest", "Gemma 4", { vision: true, tools: true }],
  ["google:gemma@4-31b", "Gemma 4 31B", { vision: true, tools: true, window: 262_144 }],
  ["gemma-4-31B-it", "Gemma 4 31B", { vision: true, tools: true, window: 262_144 }],
  ["google/gemma-3-4b-it", "Gemma 3 4B", { vision: true, tools: false, window: 131_072 }],
  ["gemma3:270m", "Gemma 3 270M", { vision: false, tools: false, window: 32_768 }],
  ["/models/gemma-3-1b-it-Q4_K_M.gguf", "Gemma 3 1B", { vision: false, tools: false, window: 32_768 }],
  ["C:\\models\\gemma3-270m.gguf", "Gemma 3 270M", { vision: false, tools: false, window: 32_768 }],
  ["gemma-3n-E2B-it", "Gemma 3n E2B", { vision: false, tools: false, window: 32_768 }],
  ["gemma2:9b", "Gemma 2 9B", { vision: false, tools: false, window: 8192 }],
  ["gemma-7b-it", "Gemma 7B", { vision: false, tools: false, window: 8192 }],
  ["functiongemma-270m", "FunctionGemma 270M", { vision: false, tools: true, window: 32_768 }],
  ["codegemma:7b", "CodeGemma 7B", { vision: false, tools: false, window: 8192 }],
  ["medgemma-4b-it", "MedGemma 4B", { vision: true, tools: false }],
  ["my-own-gemma-4-e2b", "Gemma 4 E2B", { vision: true, tools: true, window: 131_072 }],
];

describe("parseGemmaName", () => {
  for (const [id, label, { vision, tools, window }] of rows) {
    it(`${id} is ${label}`, () => {
      const name = parseGemmaName(id);
      assert.ok(name?.chat);
      assert.deepEqual(
        [name.label, name.vision, name.nativeTools, name.maxContextTokens],
        [label, vision, tools, window],
      );
    });
  }

  it("knows what is no Gemma, and what is one but not to talk to", () => {
    for (const id of ["llama3.1:8b", "gemini-3-flash", "models/gem-ma", "gemma-fans/llama-3"]) {
      assert.equal(parseGemmaName(id), undefined, id);
    }
    for (const id of ["embeddinggemma:300m", "shieldgemma-2b", "t5gemma-2b", "google/paligemma2-3b"]) {
      assert.equal(parseGemmaName(id)?.chat, false, id);
    }
  });
});

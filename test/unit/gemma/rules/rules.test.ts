import assert from "node:assert/strict";
import fc from "fast-check";
import {
  answerKind,
  createTokenEstimator,
  gemmaFamily,
  imageBudgets,
  imageTarget,
  promptCharacters,
  samplingDefaults,
  withoutOldThoughts,
  type FamilyFacts,
} from "../../../../src/gemma/index.ts";
import type { Message, Part } from "../../../../src/model/message.ts";
import { tools } from "../../../fuzz/gemma/gemmaCases.ts";

const text = (words: string): Part => ({ type: "text", text: words });
const thought = (words: string): Part => ({ type: "thought", text: words });
const toolCall: Part = { type: "tool-call", id: "1", name: "now", arguments: {} };
const result: Part = { type: "tool-result", callId: "1", name: "now", text: "noon", isError: false };

describe("the history rule for thoughts", () => {
  const earlier: Message[] = [
    { role: "user", parts: [text("a")] },
    { role: "assistant", parts: [thought("1"), toolCall] },
    { role: "tool", parts: [result] },
    { role: "assistant", parts: [thought("2"), text("b")] },
    { role: "assistant", parts: [thought("3")] },
  ];

  it("strips the thoughts of earlier turns", () => {
    assert.deepEqual(withoutOldThoughts([...earlier, { role: "user", parts: [text("c")] }]), [
      { role: "user", parts: [text("a")] },
      { role: "assistant", parts: [toolCall] },
      { role: "tool", parts: [result] },
      { role: "assistant", parts: [text("b")] },
      { role: "user", parts: [text("c")] },
    ]);
  });

  it("keeps them between the calls of the turn under way", () => {
    assert.deepEqual(withoutOldThoughts(earlier), earlier);
  });

  it("changes nothing where there are none", () => {
    assert.deepEqual(withoutOldThoughts([]), []);
  });
});

describe("the kind of an answer", () => {
  const rows: [string, Part[], Parameters<typeof answerKind>[1], string][] = [
    ["text", [text("a")], "stop", "said"],
    ["a call", [toolCall], "stop", "said"],
    ["a call at the limit", [text("a"), toolCall], "length", "said"],
    ["text at the limit", [text("a")], "length", "cut"],
    ["nothing", [], "stop", "empty"],
    ["white space", [text(" \n")], "stop", "empty"],
    ["thoughts alone", [thought("a")], "stop", "thought-only"],
    ["thoughts up to the limit", [thought("a"), text(" ")], "length", "thought-only"],
  ];
  for (const [name, parts, reason, kind] of rows) it(name, () => assert.equal(answerKind(parts, reason), kind));
});

describe("what a model's name tells", () => {
  const gemma4 = { family: "gemma4", vision: true, nativeTools: true } as const;
  const gemma3 = { family: "gemma3", nativeTools: false } as const;
  const rows: [string, FamilyFacts][] = [
    ["google/gemma-4-31b-it:free", { ...gemma4, maxContextTokens: 262_144 }],
    ["google/gemma-4-26b-a4b-it", { ...gemma4, maxContextTokens: 262_144 }],
    ["gemma-4-E2B-it-Q8_0.gguf", { ...gemma4, maxContextTokens: 131_072 }],
    ["gemma4:e4b", { ...gemma4, maxContextTokens: 131_072 }],
    ["gemma-4-31B-it", { ...gemma4, maxContextTokens: 262_144 }],
    ["google:gemma@4-31b", { ...gemma4, maxContextTokens: 262_144 }],
    ["google-gemma-4-31b", { ...gemma4, maxContextTokens: 262_144 }],
    ["gemma4", gemma4],
    ["google/gemma-3-4b-it", { ...gemma3, vision: true, maxContextTokens: 131_072 }],
    ["gemma3:27b", { ...gemma3, vision: true, maxContextTokens: 131_072 }],
    ["gemma3-270m.gguf", { ...gemma3, vision: false, maxContextTokens: 32_768 }],
    ["gemma-3-1b-it", { ...gemma3, vision: false, maxContextTokens: 32_768 }],
    ["gemma3:latest", gemma3],
    ["gemma-3n-E2B-it", { family: "gemma3n", maxContextTokens: 32_768, nativeTools: false }],
    ["functiongemma:270m", { family: "functiongemma", vision: false, maxContextTokens: 32_768, nativeTools: true }],
    [
      "google/functiongemma-270m-it",
      { family: "functiongemma", vision: false, maxContextTokens: 32_768, nativeTools: true },
    ],
    ["codegemma-7b-it", { family: "codegemma", vision: false, maxContextTokens: 8192, nativeTools: false }],
    ["gemma2:9b", { family: "other", maxContextTokens: 8192, nativeTools: false }],
    ["gemma:4b", { family: "other", maxContextTokens: 8192, nativeTools: false }],
    ["mygemma-4-31b", { family: "other", nativeTools: false }],
    ["medgemma-4b-it", { family: "other", nativeTools: false }],
    ["embedding-gemma-3", { family: "other", nativeTools: false }],
    ["llama-3.2", { family: "other", nativeTools: false }],
  ];
  for (const [id, facts] of rows) it(id, () => assert.deepEqual(gemmaFamily(id), facts));

  it("gives Google's sampling for Gemma 3 and 4 alone", () => {
    assert.deepEqual(samplingDefaults("gemma-4-31b-it"), { temperature: 1, topP: 0.95, topK: 64 });
    assert.deepEqual(samplingDefaults("gemma3:270m"), { temperature: 1, topP: 0.95, topK: 64 });
    assert.deepEqual(samplingDefaults("llama-3.2"), {});
    assert.deepEqual(samplingDefaults("codegemma-2b"), {});
  });
});

describe("image sizes", () => {
  const side = fc.integer({ min: 1, max: 9000 });
  const budget = fc.constantFrom(...imageBudgets);

  it("keeps Gemma 4's images within the budget, in whole patches, never larger", () => {
    fc.assert(
      fc.property(side, side, budget, (width, height, tokens) => {
        const target = imageTarget({ width, height }, "gemma4", tokens);
        assert.equal(target.tokens, tokens);
        if (width * height <= tokens * 48 * 48) {
          assert.deepEqual([target.width, target.height], [width, height]);
          return;
        }
        assert.ok(target.width * target.height <= tokens * 48 * 48);
        assert.ok(target.width % 48 === 0 && target.height % 48 === 0);
        assert.ok(target.width >= 48 && target.height >= 48);
      }),
    );
  });

  it("uses about 645,000 pixels by default", () => {
    const target = imageTarget({ width: 4000, height: 3000 }, "gemma4");
    assert.deepEqual(target, { width: 912, height: 672, tokens: 280 });
    assert.ok(Math.abs(912 / 672 - 4 / 3) < 0.05);
  });

  it("brings the short side down to 896 for Gemma 3", () => {
    assert.deepEqual(imageTarget({ width: 1792, height: 2240 }, "gemma3"), { width: 896, height: 1120, tokens: 256 });
    assert.deepEqual(imageTarget({ width: 400, height: 300 }, "gemma3"), { width: 400, height: 300, tokens: 256 });
    assert.deepEqual(imageTarget({ width: 9000, height: 90 }, "gemma3"), { width: 3584, height: 36, tokens: 256 });
  });

  it("refuses an image without a size", () => {
    for (const size of [
      { width: 0, height: 5 },
      { width: 5, height: Number.NaN },
    ]) {
      assert.throws(() => imageTarget(size, "gemma4"), RangeError);
    }
  });
});

describe("token estimates", () => {
  it("begins with 3.4 characters a token", () => {
    const estimator = createTokenEstimator();
    assert.equal(Math.round(estimator.ratio * 10) / 10, 3.4);
    assert.equal(estimator.estimate("a".repeat(34)), 10);
    assert.equal(estimator.estimate(340), 100);
    assert.equal(estimator.estimate(""), 0);
  });

  it("learns the model's ratio from real counts", () => {
    const estimator = createTokenEstimator();
    for (let turn = 0; turn < 40; turn++) estimator.calibrate({ characters: 12_000, tokens: 5000 });
    assert.ok(Math.abs(estimator.ratio - 2.4) < 0.05);
  });

  it("forgets slowly, so that it follows a change", () => {
    const estimator = createTokenEstimator();
    for (let turn = 0; turn < 40; turn++) estimator.calibrate({ characters: 20_000, tokens: 5000 });
    for (let turn = 0; turn < 40; turn++) estimator.calibrate({ characters: 20_000, tokens: 8000 });
    assert.ok(Math.abs(estimator.ratio - 2.5) < 0.1);
  });

  it("does not believe impossible counts", () => {
    const estimator = createTokenEstimator();
    for (const tokens of [0, 1, 50_000, Number.NaN, -5]) estimator.calibrate({ characters: 10_000, tokens });
    assert.equal(Math.round(estimator.ratio * 10) / 10, 3.4);
  });

  it("counts what a prompt is made of", () => {
    const messages: Message[] = [
      { role: "user", parts: [text("12345"), { type: "image", mediaType: "image/png", data: "x".repeat(1000) }] },
      { role: "assistant", parts: [thought("123"), toolCall] },
      { role: "tool", parts: [result] },
    ];
    const characters = promptCharacters(messages, []);
    assert.ok(characters >= 5 + 3 + 5 + 7 && characters < 200);
    assert.equal(promptCharacters(messages, tools) - characters, JSON.stringify(tools).length);
  });
});

import assert from "node:assert/strict";
import { reasoningOf, thinkingLevels } from "../../../../src/model/thinking.ts";
import type { Reasoning } from "../../../../src/model/model.ts";
import { paramsFor } from "../../../../src/providers/protocols.ts";
import { thinkingControl, type ThinkingFacts } from "../../../../src/providers/thinkingLevels.ts";
import type { WireProtocol } from "../../../../src/providers/parameters/presetRow.ts";
import { type PresetId, presets } from "../../../../src/providers/presets/presets.ts";

const graded = ["off", "low", "medium", "high"];
const switched = ["off", "on"];
const gemma4 = "google/gemma-4-31b-it";
const facts = (preset: PresetId, protocol: WireProtocol, more: Partial<ThinkingFacts> = {}): ThinkingFacts => ({
  preset: presets[preset],
  protocol,
  modelId: gemma4,
  ...more,
});

describe("the levels of thinking that a user can choose", () => {
  const rows: readonly [name: string, ThinkingFacts, levels: string[] | undefined, withTools?: string[]][] = [
    ["OpenRouter", facts("openrouter", "openai"), graded],
    ["OpenRouter, as the row says", facts("openrouter", "openai", { modelId: `${gemma4}:free` }), graded],
    ["OpenRouter, as a list says", facts("openrouter", "openai", { takes: ["reasoning"], thinking: true }), graded],
    ["a list without it", facts("openrouter", "openai", { takes: ["temperature"], thinking: false }), undefined],
    ["a list that does not take the field", facts("openrouter", "openai", { takes: ["temperature"] }), undefined],
    ["Gemma 3", facts("openrouter", "openai", { modelId: "google/gemma-3-4b-it" }), undefined],
    ["another model that thinks", facts("openrouter", "openai", { modelId: "x/y", thinking: true }), graded],
    ["another model", facts("openrouter", "openai", { modelId: "x/y" }), undefined],
    ["no model named", facts("llama-server", "openai", { modelId: "" }), undefined],
    ["Runware's chat", facts("runware", "openai", { modelId: "google-gemma-4-31b" }), graded],
    ["Runware's task, of which one level is known", facts("runware", "runware"), undefined],
    ["Google", facts("google", "openai", { modelId: "gemma-4-31b-it" }), ["minimal", "high"]],
    ["Ollama", facts("ollama", "ollama", { modelId: "gemma4:e4b" }), switched, ["on"]],
    ["Ollama without the capability", facts("ollama", "ollama", { thinking: false }), undefined],
    ["Ollama in OpenAI's protocol", facts("ollama", "openai"), graded],
    ["llama-server", facts("llama-server", "openai"), switched],
    ["vLLM", facts("vllm", "openai"), switched],
    ["LM Studio, which has no field for it", facts("lmstudio", "openai"), undefined],
    ["KeepRouter", facts("keeprouter", "openai"), undefined],
    ["KeepRouter in Anthropic's protocol", facts("keeprouter", "anthropic"), switched],
    ["a server of one's own", facts("custom", "openai"), undefined],
    ["a server of one's own in Anthropic's protocol", facts("custom", "anthropic"), switched],
  ];
  for (const [name, given, levels, withTools = levels] of rows) {
    it(name, () => {
      const control = thinkingControl(given);
      assert.deepEqual(control?.levels, levels);
      assert.deepEqual(control?.withTools, withTools);
    });
  }

  it("are sent as they are, each as another request", () => {
    for (const [name, given] of rows) {
      const { levels = [] } = thinkingControl(given) ?? {};
      const sent = levels.map((level) => paramsFor(given, { reasoning: reasoningOf(level, {}) }));
      assert.deepEqual(
        sent.flatMap(({ dropped }) => dropped),
        [],
        name,
      );
      const fields = sent.map(({ params }) => JSON.stringify(params));
      assert.equal(new Set(fields).size, levels.length, `${name}: ${fields.join(" ")}`);
    }
  });

  it("come before the settings' switch and effort, and leave the rest", () => {
    const set: Reasoning = { enabled: false, maxTokens: 900, exclude: true };
    assert.deepEqual(reasoningOf(undefined, set), set);
    assert.deepEqual(reasoningOf("off", { effort: "high", exclude: true }), { enabled: false, exclude: true });
    assert.deepEqual(reasoningOf("on", set), { enabled: true, maxTokens: 900, exclude: true });
    assert.deepEqual(reasoningOf("low", set), { effort: "low", exclude: true });
    assert.ok(thinkingLevels.includes("minimal"));
  });
});

import assert from "node:assert/strict";
import { answer, type Loaded } from "../../../../src/providers/embedded/child/answer.ts";
import { AnswerMemory } from "../../../../src/providers/embedded/child/answerMemory.ts";
import type { LlamaSequence, Token } from "../../../../src/providers/embedded/child/llama.ts";
import type { Question } from "../../../../src/providers/embedded/format/messages.ts";
import { Vocabulary } from "../../../../src/providers/embedded/child/vocabulary.ts";

const texts = ["word", "<unused1>", "<pad>", "<mask>", "<|channel>", "<channel|>", "end"];
const [normal, control] = [1, 3];
const types = [normal, control, control, control, control, control, normal];
const id = (text: string): Token => texts.indexOf(text);

/** An engine that has read the prompt and generates these tokens. */
function loaded(tokens: readonly string[]): Loaded {
  const sequence: Partial<LlamaSequence> = {
    nextTokenIndex: 0,
    stateCellsStartIndex: 0,
    compareContextTokens: () => ({ firstDifferentIndex: 0 }),
    evaluateWithoutGeneratingNewTokens: () => Promise.resolve(),
    takeCheckpoint: () => Promise.resolve(),
    async *evaluate() {
      for (const token of tokens) yield await Promise.resolve(id(token));
    },
  };
  const tokenize = (text: string): Token[] => (texts.includes(text) ? [id(text)] : [0, 0, 0]);
  return {
    model: { tokenize, fileInfo: { metadata: {} }, fileInsights: {} } as unknown as Loaded["model"],
    vocabulary: new Vocabulary({ model: "gemma4", pre: "", texts, types }),
    sequences: [sequence as LlamaSequence],
    ages: [0],
    contextTokens: 4096,
    fullCache: true,
    memory: { answers: new AnswerMemory(), thoughts: new AnswerMemory() } as Loaded["memory"],
  };
}

async function told(tokens: readonly string[]): Promise<{ text: string; thought: string }> {
  const result = { text: "", thought: "" };
  const question = {
    id: 1,
    type: "ask",
    prompt: [{ kind: "text", text: "hi there" }],
    sampling: { temperature: 0, topP: 1, topK: 1 },
    maxTokens: 100,
    stop: [],
    endMarkers: [],
    thoughtMarkers: { start: "<|channel>", end: "<channel|>" },
  } as unknown as Question;
  await answer(loaded(tokens), question, {
    stopped: () => false,
    pause: () => Promise.resolve(),
    reading: () => undefined,
    text: (delta) => void (result.text += delta),
    thought: (delta) => void (result.thought += delta),
  });
  return result;
}

describe("tokens without a meaning", () => {
  it("are reported by the engine, so that the reader can count them", async () => {
    assert.equal((await told(["word", "<unused1>", "<unused1>", "<pad>"])).text, "word<unused1><unused1><pad>");
  });

  it("are reported in thoughts too", async () => {
    const { text, thought } = await told(["<|channel>", "<unused1>", "<channel|>", "word"]);
    assert.deepEqual([text, thought], ["word", "<unused1>"]);
  });

  it("are not other control tokens", async () => {
    assert.equal((await told(["word", "<mask>", "end"])).text, "wordend");
  });
});

import type { AnswerMemory } from "./answerMemory.ts";
import type { LlamaModel, Token } from "./llama.ts";
import type { Segment } from "../format/messages.ts";
import { spaceSign, type Vocabulary } from "./vocabulary.ts";

/** The tokens in which the model wrote its answers and thoughts. */
export type Memory = { answers: AnswerMemory<Token>; thoughts: AnswerMemory<Token> };

/** The tokenizer. */
export type Tokenizer = { model: Pick<LlamaModel, "tokenize">; vocabulary: Vocabulary };

/**
 * The tokens of a prompt. Only markers become special tokens. Text by the model gets the tokens in which it was
 * written.
 */
export function promptTokens(from: Tokenizer & { memory: Memory }, prompt: readonly Segment[]): Token[] {
  const remembered = (memory: AnswerMemory<Token>, text: string): Token[] => {
    const { tokens, rest } = memory.recall(text);
    return rest === "" ? tokens : tokens.concat(textTokens(from, rest));
  };
  return prompt.flatMap(({ kind, text }) => {
    switch (kind) {
      case "marker":
        return from.model.tokenize(text, true);
      case "text":
        return textTokens(from, text);
      case "answer":
        return remembered(from.memory.answers, text);
      case "thought":
        return remembered(from.memory.thoughts, text);
    }
  });
}

/**
 * The tokens of text by people, files or tools: the engine's own, but never markup, which the engine makes of any text
 * that reads like a "user defined" token (`<|tool_call>`, `<|"|>` in a file). No text is lost.
 */
export function textTokens(tokenizer: Tokenizer, text: string): Token[] {
  const sign = text.includes(spaceSign) ? tokenizer.vocabulary.spell(spaceSign) : undefined;
  if (sign === undefined) return plainTokens(tokenizer, text);
  return text.split(spaceSign).flatMap((part, index) => {
    const tokens = part === "" ? [] : plainTokens(tokenizer, part);
    return index === 0 ? tokens : sign.concat(tokens);
  });
}

/** Splits text that became markup after its first character, until none of it is markup. */
function plainTokens(tokenizer: Tokenizer, text: string): Token[] {
  const tokens = tokenizer.model.tokenize(text, false);
  for (const token of tokens) {
    const markup = tokenizer.vocabulary.markupOf(token);
    if (markup === undefined || !text.includes(markup)) continue;
    const first = String.fromCodePoint(markup.codePointAt(0) ?? 0);
    const rest = markup.slice(first.length);
    const parts = text.split(markup);
    return parts.flatMap((part, index) => {
      const start = index === 0 ? "" : rest;
      const end = index === parts.length - 1 ? "" : first;
      return plainTokens(tokenizer, start + part + end);
    });
  }
  return tokens;
}

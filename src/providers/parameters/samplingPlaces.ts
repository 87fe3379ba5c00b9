import type { JsonObject } from "../../model/message.ts";
import type { ResponseFormat } from "../../model/model.ts";
import { hundredths, number, type SamplingPlaces, texts, whole } from "./place.ts";

/*
 * What each wire takes, by its own names and within its own ranges: OpenAI's and Anthropic's API references, the
 * parameter pages of OpenRouter, LM Studio, Ollama, llama.cpp's and vLLM's server documentation, 2026.
 */

const inLogprobs = {
  range: { least: 0, most: 20, whole: true },
  write: (count: number) => ({ logprobs: true, top_logprobs: count }),
} as const;

const responseFormat = {
  write: (format: ResponseFormat): JsonObject => ({
    response_format:
      format.type === "json"
        ? { type: "json_object" }
        : { type: "json_schema", json_schema: { name: format.name, strict: true, schema: format.schema } },
  }),
};

const logitBias = { write: (bias: Readonly<Record<string, number>>): JsonObject => ({ logit_bias: { ...bias } }) };

/** OpenAI's own parameters: what a server takes that calls itself compatible and documents no others. */
export const openAiSampling = {
  temperature: number("temperature", 0, 2),
  topP: number("top_p", 0, 1),
  frequencyPenalty: number("frequency_penalty", -2, 2),
  presencePenalty: number("presence_penalty", -2, 2),
  seed: whole("seed", 0),
  maxTokens: whole("max_tokens", 1),
  stop: texts("stop"),
  logitBias,
  topLogprobs: inLogprobs,
  responseFormat,
} satisfies SamplingPlaces;

export const openRouterSampling: SamplingPlaces = {
  ...openAiSampling,
  topK: whole("top_k", 0),
  minP: number("min_p", 0, 1),
  repetitionPenalty: number("repetition_penalty", 0, 2),
};

export const runwareChatSampling: SamplingPlaces = {
  ...openAiSampling,
  maxTokens: whole("max_completion_tokens", 1),
};

const { seed: _seed, logitBias: _bias, topLogprobs: _logprobs, ...googleTakes } = openAiSampling;
/** Unknown fields are refused there by name; a seed, logit biases and probabilities are not among the documented ones. */
export const googleSampling: SamplingPlaces = googleTakes;

export const lmStudioSampling: SamplingPlaces = {
  ...openAiSampling,
  topK: whole("top_k", 0),
  repetitionPenalty: number("repeat_penalty", 0),
};

export const llamaServerSampling: SamplingPlaces = {
  ...openAiSampling,
  topK: whole("top_k", 0),
  minP: number("min_p", 0, 1),
  repetitionPenalty: number("repeat_penalty", 0),
};

export const vllmSampling: SamplingPlaces = {
  ...openAiSampling,
  topK: whole("top_k", 0),
  minP: number("min_p", 0, 1),
  repetitionPenalty: number("repetition_penalty", 0),
};

const { logitBias: _noBias, ...ollamaChatTakes } = openAiSampling;
export const ollamaChatSampling: SamplingPlaces = ollamaChatTakes;

/** The `options` of Ollama's own protocol. */
export const ollamaOptions: SamplingPlaces = {
  temperature: number("temperature", 0),
  topP: number("top_p", 0, 1),
  topK: whole("top_k", 0),
  minP: number("min_p", 0, 1),
  repetitionPenalty: number("repeat_penalty", 0),
  frequencyPenalty: number("frequency_penalty", -2, 2),
  presencePenalty: number("presence_penalty", -2, 2),
  seed: whole("seed", 0),
  maxTokens: whole("num_predict", 1),
  stop: texts("stop"),
};

/** What Ollama takes beside its `options`. */
export const ollamaSampling: SamplingPlaces = {
  topLogprobs: inLogprobs,
  responseFormat: { write: (format) => ({ format: format.type === "json" ? "json" : format.schema }) },
};

/** `max_tokens` is worked out apart: it is required there, and counts thoughts. */
export const anthropicSampling: SamplingPlaces = {
  temperature: number("temperature", 0, 1),
  topP: number("top_p", 0, 1),
  topK: whole("top_k", 0),
  maxTokens: whole("max_tokens", 1),
  stop: texts("stop_sequences"),
};

/** The `settings` of Runware's native task. Its seed stands beside them. */
export const runwareSettings: SamplingPlaces = {
  temperature: hundredths("temperature", 0, 2),
  topP: hundredths("topP", 0, 1),
  topK: whole("topK", 1, 100),
  minP: hundredths("minP", 0, 1),
  repetitionPenalty: hundredths("repetitionPenalty", 0, 2),
  frequencyPenalty: hundredths("frequencyPenalty", 0, 2),
  presencePenalty: hundredths("presencePenalty", -2, 2),
  maxTokens: whole("maxTokens", 1),
  stop: texts("stopSequences"),
};
export const runwareSampling: SamplingPlaces = { seed: whole("seed", 0, 2 ** 63) };

import { parsedBounded } from "../../model/boundedJson.ts";
import { type AnswerState, detailsOf } from "../answer/answerState.ts";
import { addCertainty, certaintyOf } from "../../model/certainty.ts";
import type { ModelEvent, Usage } from "../../model/model.ts";
import { joinDetails } from "../../model/thoughtDetails.ts";
import type { Chunk, Delta, WireUsage } from "./chunk.ts";
import type { ToolCallDelta } from "../answer/openCall.ts";
import { billedCost } from "../answer/billedCost.ts";
import { laterUsage } from "../answer/laterUsage.ts";
import { finishOf, laterFinish } from "../answer/finishReason.ts";
import { withThoughtsInOutput } from "../answer/thoughtTokens.ts";
import { addTokens } from "../http/tokenProbabilities.ts";
import { argumentText } from "../answer/callText.ts";
import { restOf } from "../answer/restOf.ts";
import { splitMarked } from "./markedThoughts.ts";
import { takeToolCall } from "../answer/toolCalls.ts";

/**
 * Adds one chunk to the answer and returns the resulting events. Only the first choice counts, because no more are
 * requested.
 * @param newId makes an id for a call without one
 */
export function fromChunk(
  state: AnswerState,
  chunk: Chunk,
  newId: () => string,
): { state: AnswerState; events: ModelEvent[] } {
  const choice = chunk.choices?.find((each) => (each.index ?? 0) === 0);
  const { said } = state;
  const isRetold = !choice?.delta && choice?.message && said !== undefined;
  const delta = isRetold
    ? unsaid(choice.message ?? {}, { ...state, said })
    : (choice?.delta ?? choice?.message ?? (choice?.text ? { content: choice.text } : undefined));
  const isMarked = delta?.extra_content?.google?.thought === true;
  const content = splitMarked((delta?.content ?? "") + (delta?.refusal ?? ""), isMarked, state.markedThought);
  const pieces = delta?.reasoning_details ?? [];
  const details = joinDetails(state.details ?? [], pieces);
  const events: ModelEvent[] = thoughtOf(delta, content.thought);
  // The thought has ended for now. Its details are emitted before other output, in case the answer breaks off.
  const called = callsIn(delta);
  const isThoughtOver = details.length > 0 && (content.text !== "" || called.length > 0);
  if (isThoughtOver) events.push(...detailsOf(details));
  events.push(...textOf(content.text));
  let { calls } = state;
  for (const piece of called) {
    const taken = takeToolCall(calls, piece, newId);
    calls = taken.calls;
    events.push(...taken.events);
  }
  const usage = laterUsage(state.usage, usageOf(chunk));
  const model = chunk.model || state.model;
  const logprobs = choice?.logprobs?.content ?? [];
  const certainty = addCertainty(state.certainty, certaintyOf(logprobs.map(({ logprob }) => logprob)));
  const tokens = addTokens(state.tokens, logprobs);
  const next: AnswerState = {
    calls,
    hasText: state.hasText || content.text.trim() !== "",
    hasThought: state.hasThought || pieces.length > 0 || events.some((event) => event.type === "thought"),
    ...laterFinish(state, finishOf(choice?.finish_reason)),
    ...(usage !== undefined && { usage }),
    ...(model !== undefined && { model }),
    ...(certainty !== undefined && { certainty }),
    ...(tokens !== undefined && { tokens }),
    ...(details.length > 0 && !isThoughtOver && { details }),
    ...(content.open !== undefined && { markedThought: content.open }),
    ...((said !== undefined || choice?.delta) && { said: (said ?? "") + content.text }),
  };
  return { state: next, events };
}

/** What a whole message has beyond its deltas. */
function unsaid(message: Delta, { said, hasThought, calls }: AnswerState & { said: string }): Delta {
  const { content } = message;
  const isTold = ({ function: called }: ToolCallDelta): boolean =>
    calls.some(({ name, text }) => name === called?.name && sameJson(text, argumentText(called.arguments)));
  return {
    ...(hasThought ? {} : message),
    ...(content && { content: restOf(content, said) }),
    tool_calls: callsIn(message).filter((call) => !isTold(call)),
  };
}

const sameJson = (one: string, other: string): boolean => bareJson(one) === bareJson(other);
const bareJson = (text: string): string => {
  const json = parsedBounded(text);
  return json === undefined ? text.trim() : JSON.stringify(json);
};

function callsIn(delta: Delta | undefined): NonNullable<Delta["tool_calls"]> {
  const { tool_calls: calls, function_call: legacy } = delta ?? {};
  if (calls && calls.length > 0) return calls;
  return legacy ? [{ index: undefined, id: undefined, function: legacy }] : [];
}

function textOf(text: string): ModelEvent[] {
  return text === "" ? [] : [{ type: "text", delta: text }];
}

/** OpenRouter sends the same thought as text and as details. The text is shown; the details are returned later. */
function thoughtOf(delta: Delta | undefined, inContent: string): ModelEvent[] {
  const { reasoning, reasoning_content: content, reasoningContent, reasoning_text: text, thinking } = delta ?? {};
  const stated = [reasoning, content, reasoningContent, text, thinking, inContent].find(Boolean);
  const said = stated ?? (delta?.reasoning_details ?? []).map(detailText).join("");
  return said === "" ? [] : [{ type: "thought", delta: said }];
}

function detailText(detail: unknown): string {
  if (typeof detail !== "object" || detail === null) return "";
  const said = "text" in detail ? detail.text : "summary" in detail ? detail.summary : "";
  return typeof said === "string" ? said : "";
}

function usageOf(chunk: Chunk): Usage | undefined {
  const { usage } = chunk;
  if (!usage) return undefined;
  const cached = usage.prompt_tokens_details?.cached_tokens ?? chunk.timings?.cache_n;
  const read: Usage = {
    ...counted("inputTokens", wholePrompt(usage.prompt_tokens, cached)),
    ...counted("outputTokens", usage.completion_tokens),
    ...counted("thoughtTokens", usage.completion_tokens_details?.reasoning_tokens),
    ...counted("cachedTokens", cached),
    ...counted("cost", billedCost(usage)),
  };
  return Object.keys(read).length > 0 ? withThoughtsInOutput(read, usage.total_tokens) : undefined;
}

/** Some servers count only uncached tokens; then the count is smaller than the cached part. */
function wholePrompt(read: number | undefined, cached: number | undefined): number | undefined {
  return cached !== undefined && cached > (read ?? 0) ? (read ?? 0) + cached : read;
}

function counted<K extends keyof Usage>(key: K, value: WireUsage["cost"]): Partial<Record<K, number>> {
  return typeof value === "number" ? ({ [key]: value } as Record<K, number>) : {};
}

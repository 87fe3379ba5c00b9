import { addCertainty, type Certainty, certaintyOf } from "../../model/certainty.ts";
import type { ModelEvent, StopReason, Usage } from "../../model/model.ts";
import type { Chunk, Delta, WireUsage } from "./chunk.ts";
import { withThoughtsInOutput } from "../http/thoughtTokens.ts";
import { endToolCall, type OpenCall, takeToolCall } from "./toolCalls.ts";

/** What is known of an answer while it streams. */
export type AnswerState = {
  calls: readonly OpenCall[];
  /** Text other than white space has come. */
  hasText: boolean;
  hasThought: boolean;
  /** "error": the server says that it failed without saying how. */
  finish?: StopReason | "error";
  usage?: Usage;
  model?: string;
  certainty?: Certainty;
};

export const startOfAnswer: AnswerState = { calls: [], hasText: false, hasThought: false };

/**
 * Takes one chunk into the answer and tells what happened by it. Only the first choice counts: no more is asked for.
 * @param newId makes an id for a call that came without one
 */
export function fromChunk(
  state: AnswerState,
  chunk: Chunk,
  newId: () => string,
): { state: AnswerState; events: ModelEvent[] } {
  const choice = chunk.choices?.find((each) => (each.index ?? 0) === 0);
  const delta = choice?.delta ?? choice?.message ?? undefined;
  const events: ModelEvent[] = delta === undefined ? [] : [...thoughtOf(delta), ...textOf(delta)];
  let { calls } = state;
  for (const piece of delta?.tool_calls ?? []) {
    const taken = takeToolCall(calls, piece, newId);
    calls = taken.calls;
    events.push(...taken.events);
  }
  const finish = finishOf(choice?.finish_reason) ?? state.finish;
  const usage = usageOf(chunk) ?? state.usage;
  const model = chunk.model || state.model;
  const logprobs = choice?.logprobs?.content?.map(({ logprob }) => logprob) ?? [];
  const certainty = addCertainty(state.certainty, certaintyOf(logprobs));
  const next: AnswerState = {
    calls,
    hasText: state.hasText || (delta?.content ?? "").trim() !== "",
    hasThought: state.hasThought || events.some((event) => event.type === "thought"),
    ...(finish !== undefined && { finish }),
    ...(usage !== undefined && { usage }),
    ...(model !== undefined && { model }),
    ...(certainty !== undefined && { certainty }),
  };
  return { state: next, events };
}

/** The last events of an answer that ended in order: its calls complete, its usage, "done". */
export function endOfAnswer(state: AnswerState): ModelEvent[] {
  const isCut = state.finish === "length";
  const stated = state.finish === undefined || state.finish === "error" ? "stop" : state.finish;
  const reason = stated === "stop" && state.calls.length > 0 ? "tool-calls" : stated;
  const { model, certainty } = state;
  const known = { ...(model !== undefined && { model }), ...(certainty !== undefined && { certainty }) };
  return [
    ...state.calls.flatMap((call): ModelEvent[] => [
      ...(call.name === "" ? [{ type: "tool-call-start" as const, id: call.id, name: "" }] : []),
      { type: "tool-call-end", call: endToolCall(call, isCut) },
    ]),
    ...(state.usage === undefined ? [] : [{ type: "usage" as const, usage: state.usage }]),
    { type: "done", reason: reason === "tool-calls" && state.calls.length === 0 ? "stop" : reason, ...known },
  ];
}

function textOf(delta: Delta): ModelEvent[] {
  return delta.content ? [{ type: "text", delta: delta.content }] : [];
}

/** OpenRouter sends the same thought as text and as details: the text is shown, the details go back one day. */
function thoughtOf(delta: Delta): ModelEvent[] {
  const details = delta.reasoning_details ?? [];
  const said = delta.reasoning || delta.reasoning_content || delta.reasoningContent || details.map(detailText).join("");
  if (said === "" && details.length === 0) return [];
  return [{ type: "thought", delta: said, ...(details.length > 0 && { details }) }];
}

function detailText(detail: unknown): string {
  if (typeof detail !== "object" || detail === null) return "";
  const said = "text" in detail ? detail.text : "summary" in detail ? detail.summary : "";
  return typeof said === "string" ? said : "";
}

/** Names of the OpenAI protocol, and of others that gateways let through. */
function finishOf(reason: string | null | undefined): AnswerState["finish"] {
  switch (reason) {
    case undefined:
    case null:
    case "":
      return undefined;
    case "length":
    case "max_tokens":
      return "length";
    case "tool_calls":
    case "function_call":
    case "tool_use":
      return "tool-calls";
    case "content_filter":
    case "refusal":
      return "content-filter";
    case "error":
      return "error";
    default:
      return "stop";
  }
}

function usageOf(chunk: Chunk): Usage | undefined {
  const { usage } = chunk;
  if (!usage) return undefined;
  const cached = usage.prompt_tokens_details?.cached_tokens ?? chunk.timings?.cache_n;
  const read: Usage = {
    ...counted("inputTokens", usage.prompt_tokens),
    ...counted("outputTokens", usage.completion_tokens),
    ...counted("thoughtTokens", usage.completion_tokens_details?.reasoning_tokens),
    ...counted("cachedTokens", cached),
    ...counted("cost", usage.cost),
  };
  return Object.keys(read).length > 0 ? withThoughtsInOutput(read, usage.total_tokens) : undefined;
}

function counted<K extends keyof Usage>(key: K, value: WireUsage["cost"]): Partial<Record<K, number>> {
  return typeof value === "number" ? ({ [key]: value } as Record<K, number>) : {};
}

import type { ModelEvent, Usage } from "../../model/model.ts";
import { billedCost } from "../answer/billedCost.ts";
import { laterUsage } from "../answer/laterUsage.ts";
import { finishOf, laterFinish } from "../answer/finishReason.ts";
import { type AnswerState, startOfAnswer } from "../answer/answerState.ts";
import { takeToolCall } from "../answer/toolCalls.ts";
import type { AnthropicEvent, AnthropicUsage, ContentBlock } from "./anthropicEvent.ts";

type Thinking = { thinking: string; signature: string };

/** The state of an answer while it streams. */
export type MessageState = {
  answer: AnswerState;
  /** Thinking blocks by index that were not yet emitted as a whole. */
  thoughts: Readonly<Record<number, Thinking>>;
  /** Blocks whose deltas are ignored: the server's own tools, and calls whose input came whole. */
  passed: readonly number[];
};
export const startOfMessage: MessageState = { answer: startOfAnswer, thoughts: {}, passed: [] };

type Step = { state: MessageState; events: ModelEvent[] };

/**
 * Adds one event to the answer and returns the resulting events. Does not depend on a block's stop: a block may start
 * before the previous one stops, and gateways omit stops.
 * @param newId makes an id for a call without one
 */
export function fromEvent(state: MessageState, event: AnthropicEvent, newId: () => string): Step {
  switch (event.type) {
    case "message_start":
      return { state: stated(state, event.message ?? {}), events: [] };
    case "content_block_start":
      return event.content_block ? begun(state, event.index, event.content_block, newId) : { state, events: [] };
    case "content_block_delta": {
      const { index } = event;
      const delta = event.delta ?? {};
      const { answer } = state;
      if (delta.text) return said(state, delta.text);
      if (delta.thinking || delta.signature) return thought(state, index, delta.thinking ?? "", delta.signature ?? "");
      if (!delta.partial_json || state.passed.includes(index)) return { state, events: [] };
      const taken = takeToolCall(answer.calls, { index, id: undefined, function: called(delta.partial_json) }, newId);
      return { state: { ...state, answer: { ...answer, calls: taken.calls } }, events: taken.events };
    }
    case "content_block_stop":
      return endThoughts(state, event.index);
    case "message_delta":
      return { state: stated(state, { ...event.delta, usage: event.usage ?? event.delta?.usage }), events: [] };
    case "message_stop": {
      const { finish = "stop" } = state.answer;
      return { state: { ...state, answer: { ...state.answer, finish } }, events: [] };
    }
    case "message": {
      const steps = event.content.map((block, index): AnthropicEvent => {
        return { type: "content_block_start", index, content_block: block };
      });
      const whole = [...steps, { type: "message_stop" as const }];
      return whole.reduce<Step>(
        (step, each) => {
          const next = fromEvent(step.state, each, newId);
          return { state: next.state, events: [...step.events, ...next.events] };
        },
        { state: stated(state, event), events: [] },
      );
    }
    case "error":
    case "other":
      return { state, events: [] };
  }
}

/** The thoughts that no stop has ended, each whole with its signature. */
export function endThoughts(state: MessageState, index?: number): Step {
  const isEnded = (key: string): boolean => index === undefined || Number(key) === index;
  const all = Object.entries(state.thoughts);
  const events = all.flatMap(([key, { thinking, signature }]): ModelEvent[] =>
    isEnded(key) && signature !== ""
      ? [{ type: "thought", delta: "", details: [{ type: "thinking", thinking, signature }] }]
      : [],
  );
  return { state: { ...state, thoughts: Object.fromEntries(all.filter(([key]) => !isEnded(key))) }, events };
}

/** The type of a block; without one, its fields decide. */
const kindOf = ({ type, thinking, name, id }: ContentBlock): string =>
  type !== "" ? type : name || id ? "tool_use" : thinking ? "thinking" : "text";

function begun(state: MessageState, index: number, block: ContentBlock, newId: () => string): Step {
  switch (kindOf(block)) {
    case "text":
      return block.text ? said(state, block.text) : { state, events: [] };
    case "thinking": {
      const ended = endThoughts(state, index);
      const next = thought(ended.state, index, block.thinking ?? "", block.signature ?? "");
      return { state: next.state, events: [...ended.events, ...next.events] };
    }
    case "redacted_thinking": {
      const answer = { ...state.answer, hasThought: true };
      return { state: { ...state, answer }, events: [{ type: "thought", delta: "", details: [block] }] };
    }
    case "tool_use": {
      const input = isEmpty(block.input) ? undefined : block.input;
      const piece = { index, id: block.id ?? undefined, function: { ...called(input), name: block.name ?? undefined } };
      const taken = takeToolCall(state.answer.calls, piece, newId, true);
      // Some gateways give all blocks the same index.
      const others = state.passed.filter((each) => each !== index);
      const passed = input === undefined ? others : [...others, index];
      return { state: { ...state, passed, answer: { ...state.answer, calls: taken.calls } }, events: taken.events };
    }
    default:
      return { state: { ...state, passed: [...state.passed, index] }, events: [] };
  }
}

const called = (input: unknown) => ({ name: undefined, arguments: input });

/** Servers start a call without input, or with an empty object that deltas fill. */
const isEmpty = (input: unknown): boolean =>
  input === undefined || input === null || input === "" || JSON.stringify(input) === "{}";

function said(state: MessageState, delta: string): Step {
  const answer = { ...state.answer, hasText: state.answer.hasText || delta.trim() !== "" };
  return { state: { ...state, answer }, events: [{ type: "text", delta }] };
}

function thought(state: MessageState, index: number, delta: string, signature: string): Step {
  const old = state.thoughts[index] ?? { thinking: "", signature: "" };
  const thoughts = {
    ...state.thoughts,
    [index]: { thinking: old.thinking + delta, signature: old.signature + signature },
  };
  const answer = { ...state.answer, hasThought: state.answer.hasThought || delta !== "" };
  return { state: { ...state, thoughts, answer }, events: delta === "" ? [] : [{ type: "thought", delta }] };
}

type Stated = { model?: string | null | undefined; stop_reason?: string | null | undefined; usage?: AnthropicUsage };

function stated(state: MessageState, said: Stated): MessageState {
  const usage = joined(state.answer.usage, said.usage);
  const model = said.model || state.answer.model;
  const { finish: _, finishName: __, ...old } = state.answer;
  const answer: AnswerState = {
    ...old,
    ...laterFinish(state.answer, finishOf(said.stop_reason)),
    ...(usage !== undefined && { usage }),
    ...(model !== undefined && { model }),
  };
  return { ...state, answer };
}

/** Counts are cumulative. Gateways state zero before they know. The input count excludes cached tokens. */
function joined(old: Usage | undefined, usage: AnthropicUsage): Usage | undefined {
  if (!usage) return old;
  const cached = usage.cache_read_input_tokens || undefined;
  const cost = billedCost(usage);
  const input = (usage.input_tokens ?? 0) + (cached ?? 0) + (usage.cache_creation_input_tokens ?? 0);
  return laterUsage(old ?? {}, {
    // A later statement may omit the cached tokens.
    ...(input > 0 && { inputTokens: Math.max(input, old?.inputTokens ?? 0) }),
    ...(usage.output_tokens && { outputTokens: usage.output_tokens }),
    ...(cached !== undefined && { cachedTokens: cached }),
    ...(cost !== undefined && { cost }),
  });
}

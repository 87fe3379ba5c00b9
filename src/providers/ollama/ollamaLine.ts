import * as v from "valibot";
import { addCertainty, certaintyOf } from "../../model/certainty.ts";
import type { ModelEvent, Usage } from "../../model/model.ts";
import type { AnswerState } from "../answer/answerState.ts";
import { laterUsage } from "../answer/laterUsage.ts";
import { finishOf, laterFinish } from "../answer/finishReason.ts";
import { addTokens, logprobsSchema } from "../http/tokenProbabilities.ts";
import { takeToolCall } from "../answer/toolCalls.ts";
import { countField, promptField } from "../faults/reading/numbers.ts";

const text = v.fallback(v.nullish(v.string()), undefined);

const callSchema = v.object({
  id: text,
  function: v.object({ name: v.string(), arguments: v.optional(v.unknown()) }),
});

const lineSchema = v.object({
  model: text,
  message: v.nullish(
    v.object({ content: v.nullish(v.string()), thinking: text, tool_calls: v.nullish(v.array(callSchema)) }),
  ),
  done: v.fallback(v.optional(v.boolean()), undefined),
  done_reason: text,
  prompt_eval_count: promptField,
  eval_count: countField,
  logprobs: v.fallback(v.nullish(logprobsSchema), undefined),
  error: v.optional(v.unknown()),
});
export type OllamaLine = v.InferOutput<typeof lineSchema>;

/** Parses one line of `/api/chat`. Undefined if it is not a message, an end or an error. */
export function parseLine(json: unknown): OllamaLine | undefined {
  const parsed = v.safeParse(lineSchema, json);
  if (!parsed.success) return undefined;
  const { message, done, error } = parsed.output;
  return [message, done, error].every((field) => field === undefined || field === null) ? undefined : parsed.output;
}

/**
 * Adds one line to the answer and returns the resulting events. Calls come whole, with their arguments as an object.
 * @param newId makes an id for a call; older servers state none
 */
export function fromLine(
  state: AnswerState,
  line: OllamaLine,
  newId: () => string,
): { state: AnswerState; events: ModelEvent[] } {
  const said = line.message?.content ?? "";
  const thought = line.message?.thinking ?? "";
  const events: ModelEvent[] = [
    ...(thought === "" ? [] : [{ type: "thought" as const, delta: thought }]),
    ...(said === "" ? [] : [{ type: "text" as const, delta: said }]),
  ];
  let { calls } = state;
  for (const call of line.message?.tool_calls ?? []) {
    // Uses the position as index: each is a separate call, even if a server repeats or omits the id.
    const taken = takeToolCall(calls, { ...call, index: calls.length }, newId);
    calls = taken.calls;
    events.push(...taken.events);
  }
  const usage = laterUsage(state.usage, usageOf(line));
  const model = line.model || state.model;
  const certainty = addCertainty(state.certainty, certaintyOf(line.logprobs?.map(({ logprob }) => logprob) ?? []));
  const tokens = addTokens(state.tokens, line.logprobs);
  const next: AnswerState = {
    calls,
    hasText: state.hasText || said.trim() !== "",
    hasThought: state.hasThought || thought !== "",
    ...(line.done === true && laterFinish(state, finishOf(line.done_reason) ?? { finish: "stop" })),
    ...(usage !== undefined && { usage }),
    ...(model !== undefined && { model }),
    ...(certainty !== undefined && { certainty }),
    ...(tokens !== undefined && { tokens }),
  };
  return { state: next, events };
}

function usageOf({ prompt_eval_count: input, eval_count: output }: OllamaLine): Usage | undefined {
  if (input === undefined && output === undefined) return undefined;
  return { ...(input !== undefined && { inputTokens: input }), ...(output !== undefined && { outputTokens: output }) };
}

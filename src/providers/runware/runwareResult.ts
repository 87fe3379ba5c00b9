import * as v from "valibot";
import type { ModelEvent, Usage } from "../../model/model.ts";
import { finishOf, laterFinish } from "../answer/finishReason.ts";
import { withThoughtsInOutput } from "../answer/thoughtTokens.ts";
import { listField } from "../faults/reading/listField.ts";
import { countField, dollarsField, promptField } from "../faults/reading/numbers.ts";
import { errorIn } from "../faults/errorIn.ts";
import { restOf } from "../answer/restOf.ts";
import { laterUsage } from "../answer/laterUsage.ts";
import type { AnswerState } from "../answer/answerState.ts";

const lenient = <S extends v.GenericSchema>(schema: S) => v.fallback(v.nullish(schema), undefined);
const text = lenient(v.string());

/** One result, or in a stream one piece of it. */
const resultSchema = v.object({
  taskUUID: text,
  status: text,
  text: v.nullish(v.string()),
  reasoningContent: text,
  delta: v.nullish(v.object({ text: v.nullish(v.string()), reasoningContent: text })),
  finishReason: text,
  usage: lenient(
    v.object({
      promptTokens: promptField,
      completionTokens: countField,
      totalTokens: countField,
      thinkingTokens: countField,
    }),
  ),
  cost: dollarsField,
});
export type RunwareResult = v.InferOutput<typeof resultSchema>;

const answerSchema = v.object({
  data: v.optional(listField(resultSchema)),
  errors: v.optional(v.unknown()),
  error: v.optional(v.unknown()),
});

export type RunwareAnswer = { type: "error" } | { type: "results"; results: readonly RunwareResult[] };

/** An answer of the task interface or one event of its stream; undefined where it is none. */
export function parseAnswer(json: unknown): RunwareAnswer | undefined {
  const answer = v.safeParse(answerSchema, json);
  if (!answer.success) return undefined;
  const { data, errors, error } = answer.output;
  const isError = (Array.isArray(errors) ? errors.length > 0 : Boolean(errors)) || Boolean(error);
  if (isError) return { type: "error" };
  if (data !== undefined) return { type: "results", results: data };
  const piece = v.safeParse(resultSchema, json);
  const hasField = ({ delta, finishReason, text: said, usage, cost, taskUUID }: RunwareResult): boolean =>
    [delta, finishReason, said, usage, cost, taskUUID].some((field) => field !== undefined);
  if (piece.success && piece.output.status === "error") return { type: "error" };
  if (!(piece.success && hasField(piece.output)) && errorIn(json) !== undefined) return { type: "error" };
  return piece.success && hasField(piece.output) ? { type: "results", results: [piece.output] } : undefined;
}

/** Whether the JSON is a whole answer: the server did not stream. */
export const isWholeAnswer = (json: unknown): boolean =>
  v.is(v.looseObject({ data: v.pipe(v.array(v.unknown()), v.minLength(1)) }), json);

/** Takes one result, or one piece of a streamed one, into the answer and tells what happened by it. */
export function fromResult(state: AnswerState, result: RunwareResult): { state: AnswerState; events: ModelEvent[] } {
  const { delta } = result;
  // Behind deltas a whole text tells them once more.
  const isRetold = state.said !== undefined && !delta;
  const said = isRetold ? restOf(result.text ?? "", state.said ?? "") : (delta?.text ?? result.text ?? "");
  const thought = isRetold && state.hasThought ? "" : (delta?.reasoningContent ?? result.reasoningContent ?? "");
  const usage = laterUsage(state.usage, usageOf(result));
  return {
    state: {
      calls: [],
      hasText: state.hasText || said.trim() !== "",
      hasThought: state.hasThought || thought !== "",
      ...laterFinish(state, finishIn(result)),
      ...(usage !== undefined && { usage }),
      ...((state.said !== undefined || delta) && { said: (state.said ?? "") + said }),
    },
    events: [
      ...(thought === "" ? [] : [{ type: "thought" as const, delta: thought }]),
      ...(said === "" ? [] : [{ type: "text" as const, delta: said }]),
    ],
  };
}

/** Runware's documented word for an end whose reason its model's host did not state. */
const unstated = "unknown";

/** The end that a result states. Beside a delta, an unstated reason is only a placeholder. */
function finishIn({ finishReason, delta }: RunwareResult): ReturnType<typeof finishOf> {
  if (finishReason?.trim().toLowerCase() !== unstated) return finishOf(finishReason);
  return delta ? undefined : { finish: "stop", name: unstated };
}

const unstatedWords = "Runware does not say why this answer ended. It may be incomplete.";

/** What to tell the user of an answer that ended in order, but for an unstated reason. */
export const unstatedEnd = ({ finish, finishName }: AnswerState): ModelEvent[] =>
  finish === "stop" && finishName === unstated ? [{ type: "notice", message: unstatedWords }] : [];

function usageOf({ usage, cost }: RunwareResult): Usage | undefined {
  const known = (key: "inputTokens" | "outputTokens" | "thoughtTokens" | "cost", value: number | null | undefined) =>
    typeof value === "number" ? { [key]: value } : {};
  const own: Usage = withThoughtsInOutput(
    {
      ...known("inputTokens", usage?.promptTokens),
      ...known("outputTokens", usage?.completionTokens),
      ...known("thoughtTokens", usage?.thinkingTokens),
      ...known("cost", cost),
    },
    usage?.totalTokens,
  );
  return Object.keys(own).length === 0 ? undefined : own;
}

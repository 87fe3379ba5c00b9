import type { ModelEvent } from "../../model/model.ts";
import { addUsage } from "../../model/usage.ts";
import { type AnswerState, endOfAnswer, startOfAnswer } from "../answer/answerState.ts";
import { fromResult, type RunwareResult, unstatedEnd } from "./runwareResult.ts";

type Read = { state: AnswerState; events: readonly ModelEvent[]; text: string };

/**
 * Several results of one task as one answer and what can be chosen in its place: those that are whole, an unfinished one
 * only for want of any. Their usage counts together, that of results left out too: all of them are billed. Undefined
 * where none can be told, or only one came.
 */
export function severalResults(results: readonly RunwareResult[]): ModelEvent[] | undefined {
  if (results.length < 2) return undefined;
  const all = results.map(read);
  const told = all.filter(
    ({ state }) => state.hasText && state.finish !== "error" && state.finish !== "content-filter",
  );
  const whole = told.filter(({ state }) => state.finish !== "length");
  const [first, ...others] = whole.length > 0 ? whole : told;
  if (first === undefined) return undefined;
  const usages = all.flatMap(({ state }) => (state.usage === undefined ? [] : [state.usage]));
  const usage = usages.reduce((sum, each) => addUsage(sum, each), {});
  const unstated = [first, ...others].flatMap(({ state }) => unstatedEnd(state)).slice(0, 1);
  const left = results.length - 1 - others.length;
  return [
    ...first.events,
    ...(others.length > 0 ? [{ type: "alternatives" as const, texts: others.map(({ text }) => text) }] : []),
    ...(left > 0 ? [{ type: "notice" as const, message: leftWords(left, results.length) }] : []),
    ...unstated,
    ...endOfAnswer({
      ...first.state,
      ...(usages.length > 0 && { usage: { ...usage, results: usages.length } }),
    }),
  ];
}

function read(result: RunwareResult): Read {
  const { state, events } = fromResult(startOfAnswer, result);
  return { state, events, text: result.text ?? result.delta?.text ?? "" };
}

const leftWords = (left: number, all: number): string =>
  `${left} of ${all} results ${left === 1 ? "was" : "were"} empty or broken off and ${left === 1 ? "is" : "are"} left out; Runware bills all of them.`;

/** Why only one result was asked for though the settings want several. */
export const oneResultWords =
  "One result was asked for: several (gemma.runware.numberResults) are for new questions in Ask mode.";

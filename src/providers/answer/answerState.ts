import type { Certainty, TokenProbability } from "../../model/certainty.ts";
import type { ModelEvent, Usage } from "../../model/model.ts";
import type { Finish } from "./finishReason.ts";
import type { OpenCall } from "./openCall.ts";
import { endToolCall } from "./toolCalls.ts";

/** The state of a streaming answer. */
export type AnswerState = {
  calls: readonly OpenCall[];
  /** Non-blank text has come. */
  hasText: boolean;
  hasThought: boolean;
  finish?: Finish;
  /** The server's word for an end that is not a complete answer's. */
  finishName?: string;
  usage?: Usage;
  model?: string;
  certainty?: Certainty;
  tokens?: readonly TokenProbability[];
  /** The provider's own pieces of the thought so far, joined, until they are emitted as a whole. */
  details?: readonly unknown[];
  /** The state of a thought inside the content, for `splitMarked`. */
  markedThought?: string;
  /** The text of the deltas so far; a server may repeat the whole text at its end. */
  said?: string;
};

export const startOfAnswer: AnswerState = { calls: [], hasText: false, hasThought: false };

/** The final events of a complete answer: its calls, its usage, "done". */
export function endOfAnswer(state: AnswerState): ModelEvent[] {
  const isCut = state.finish === "length";
  const { finish = "stop" } = state;
  const stated = finish === "error" || finish === "bad-call" ? "stop" : finish;
  const calls = callsOf(state);
  const reason = stated === "stop" && calls.length > 0 ? "tool-calls" : stated;
  const { model, certainty, tokens } = state;
  const known = {
    ...(model !== undefined && { model }),
    ...(certainty !== undefined && { certainty }),
    ...(tokens !== undefined && { tokens }),
  };
  return [
    ...detailsOf(state.details ?? []),
    ...calls.flatMap((call): ModelEvent[] => [
      ...(call.name === "" ? [{ type: "tool-call-start" as const, id: call.id, name: "" }] : []),
      { type: "tool-call-end", call: endToolCall(call, isCut) },
    ]),
    ...(state.usage === undefined ? [] : [{ type: "usage" as const, usage: state.usage }]),
    { type: "done", reason: reason === "tool-calls" && calls.length === 0 ? "stop" : reason, ...known },
  ];
}

/** Its calls; a piece that brought neither name nor arguments is none where the answer has anything else. */
function callsOf({ calls, hasText }: AnswerState): readonly OpenCall[] {
  const real = calls.filter(({ name, text }) => name !== "" || text.trim() !== "");
  return hasText || real.length > 0 ? real : calls;
}

export const detailsOf = (details: readonly unknown[]): ModelEvent[] =>
  details.length === 0 ? [] : [{ type: "thought", delta: "", details }];

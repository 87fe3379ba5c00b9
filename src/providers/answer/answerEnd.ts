import { randomUUID } from "node:crypto";
import type { StreamFault } from "../faults/faultOf.ts";
import type { AnswerState } from "./answerState.ts";
import type { StreamingRequest } from "../http/streamingRequest.ts";

/** Whether the server said that its answer ends here. */
export const isComplete = ({ finish }: AnswerState): boolean =>
  finish !== undefined && finish !== "error" && finish !== "bad-call";

export const hasBegun = (state: AnswerState): boolean => state.hasText || state.hasThought || state.calls.length > 0;

/** An id for a call without one. */
export const newCallId = (): string => `call_${randomUUID().replaceAll("-", "").slice(0, 16)}`;

/**
 * The fault of an answer whose stream is over; undefined if there is none. An answer without text or call is fine only
 * if its length or a filter ended it.
 */
export function faultAtEnd(wire: StreamingRequest, state: AnswerState): StreamFault | undefined {
  if (state.finish === "bad-call" && state.calls.length === 0) return { at: "bad-call" };
  const isInOrder = isComplete(state) || (wire.end === "done" && state.finish !== "error");
  if (!isInOrder) {
    const isEmpty = wire.end === "ended" && !hasBegun(state);
    if (wire.fault) return wire.fault;
    if (state.finishName !== undefined) return { at: "cut", finish: state.finishName };
    return isEmpty ? { at: "empty", thought: false } : { at: "cut" };
  }
  const mayBeEmpty = state.finish === "length" || state.finish === "content-filter";
  return state.hasText || state.calls.length > 0 || mayBeEmpty ? undefined : { at: "empty", thought: state.hasThought };
}

import { parseChunk } from "../../../src/providers/openai/chunk.ts";
import { fromChunk } from "../../../src/providers/openai/fromChunk.ts";
import { type AnswerState, endOfAnswer, startOfAnswer } from "../../../src/providers/answer/answerState.ts";
import type { MeantCall } from "./wireCalls.ts";

/** The calls that are read out of the deltas of an answer; one with a fault holds it in place of its arguments. */
export function readCalls(deltas: readonly object[]): MeantCall[] {
  let made = 0;
  let state: AnswerState = startOfAnswer;
  for (const delta of deltas) {
    const chunk = parseChunk({ choices: [{ index: 0, delta, finish_reason: null }] });
    if (chunk === undefined) throw new Error(`No chunk: ${JSON.stringify(delta)}`);
    state = fromChunk(state, chunk, () => `made-${++made}`).state;
  }
  return endOfAnswer(state).flatMap((event) =>
    event.type === "tool-call-end"
      ? [{ name: event.call.name, arguments: event.call.fault ? { fault: event.call.fault } : event.call.arguments }]
      : [],
  );
}

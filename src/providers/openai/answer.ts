import type { JsonObject } from "../../model/message.ts";
import type { ModelEvent } from "../../model/model.ts";
import { isComplete, newCallId } from "../answer/answerEnd.ts";
import { type AnswerState, startOfAnswer } from "../answer/answerState.ts";
import { readAnswer, type Taken } from "../answer/readAnswer.ts";
import { errorIn } from "../faults/errorIn.ts";
import { type Endpoint, urlOf } from "../http/transport/endpoint.ts";
import { type SseEvent, sseEvents } from "../http/sseEvents.ts";
import type { StreamingRequest } from "../http/streamingRequest.ts";
import { choiceError, isStrange, parseChunk } from "./chunk.ts";
import { fromChunk } from "./fromChunk.ts";

/** `isCounted`: the final usage has arrived. */
type State = { answer: AnswerState; isCounted: boolean };

/** Sends one request and streams its answer. Throws and ends like `readAnswer`. */
export const answer = (
  wire: StreamingRequest,
  endpoint: Endpoint,
  body: JsonObject,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent, void> =>
  readAnswer(
    wire,
    () => wire.fetch(urlOf(endpoint, "chat/completions"), { body: JSON.stringify(body), signal }),
    { start: { answer: startOfAnswer, isCounted: false }, pieces: sseEvents, take, answerOf: ({ answer }) => answer },
    signal,
  );

function take(before: State, { name, json }: SseEvent): Taken<State> {
  const refusal = errorIn(json, name);
  if (refusal !== undefined) return { state: before, fault: { at: "stream", error: refusal } };
  const chunk = parseChunk(json);
  if (chunk === undefined)
    return { state: before, fault: { at: "garbled", ...(typeof json === "string" && { words: json }) } };
  const error = isComplete(before.answer) ? undefined : choiceError(json);
  const next = fromChunk(before.answer, chunk, newCallId);
  // What came beside the error is emitted first; a "stop" beside it is ignored.
  const now: AnswerState = error === undefined ? next.state : { ...next.state, finish: "error" };
  const isCounted = before.isCounted || isEndCount(before.answer, now);
  return {
    state: { answer: now, isCounted },
    events: next.events,
    ...(error !== undefined && { fault: { at: "stream", error } }),
    ...(isStrange(chunk) && { isStrange: true }),
    ...(now.finish !== undefined && {
      settles: { isCounted, hasCalls: now.finish === "tool-calls" || now.calls.length > 0 },
    }),
  };
}

/** The final usage of an answer. Some servers send counts with every chunk; then a count does not mark the end. */
const isEndCount = (before: AnswerState, now: AnswerState): boolean =>
  now.finish !== undefined && before.usage === undefined && now.usage !== undefined;

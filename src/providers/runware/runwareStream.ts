import type { ModelEvent } from "../../model/model.ts";
import { isComplete } from "../answer/answerEnd.ts";
import { type AnswerState, startOfAnswer } from "../answer/answerState.ts";
import { readAnswer, type Taken, unreadable } from "../answer/readAnswer.ts";
import { type Endpoint, urlOf } from "../http/transport/endpoint.ts";
import { type SseEvent, sseEvents } from "../http/sseEvents.ts";
import type { StreamingRequest } from "../http/streamingRequest.ts";
import { taskPath } from "./runwareEndpoint.ts";
import { fromResult, parseAnswer, unstatedEnd } from "./runwareResult.ts";
import type { RunwareTask } from "./runwareTask.ts";

/** Sends one task with delivery "stream" and streams its answer. Throws and ends as `readAnswer`. */
export const streamTask = (
  wire: StreamingRequest,
  endpoint: Endpoint,
  task: RunwareTask,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent, void> =>
  readAnswer(
    wire,
    () => wire.fetch(urlOf(endpoint, taskPath), { body: JSON.stringify([task]), signal }),
    { start: startOfAnswer, pieces: sseEvents, take, answerOf: (state) => state, atEnd: unstatedEnd },
    signal,
  );

function take(before: AnswerState, { json }: SseEvent): Taken<AnswerState> {
  const answer = parseAnswer(json);
  if (answer === undefined) return { state: before, fault: unreadable(before, json) };
  if (answer.type === "error") return { state: before, fault: { at: "stream", error: json } };
  let state = before;
  const events: ModelEvent[] = [];
  for (const result of answer.results) {
    if (result.status === "error") return { state, events, fault: { at: "stream", error: json } };
    const next = fromResult(state, result);
    state = next.state;
    events.push(...next.events);
  }
  const settles = { isCounted: state.usage !== undefined, hasCalls: false };
  return { state, events, ...(isComplete(state) && { settles }) };
}

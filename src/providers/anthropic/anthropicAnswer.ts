import type { JsonObject } from "../../model/message.ts";
import type { ModelEvent } from "../../model/model.ts";
import { newCallId } from "../answer/answerEnd.ts";
import { readAnswer, type Taken, unreadable } from "../answer/readAnswer.ts";
import { type Endpoint, urlOf } from "../http/transport/endpoint.ts";
import { type SseEvent, sseEvents } from "../http/sseEvents.ts";
import type { StreamingRequest } from "../http/streamingRequest.ts";
import { parseEvent } from "./anthropicEvent.ts";
import { endThoughts, fromEvent, type MessageState, startOfMessage } from "./fromEvent.ts";

/** Sends one Messages request and streams its answer. Throws and ends as `readAnswer`. */
export const answer = (
  wire: StreamingRequest,
  endpoint: Endpoint,
  body: JsonObject,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent, void> =>
  readAnswer(
    wire,
    () => wire.fetch(urlOf(endpoint, "messages"), { body: JSON.stringify(body), signal }),
    {
      start: startOfMessage,
      pieces: sseEvents,
      take,
      answerOf: ({ answer }) => answer,
      atEnd: (state) => endThoughts(state).events,
    },
    signal,
  );

function take(before: MessageState, { name, json }: SseEvent): Taken<MessageState> {
  const event = parseEvent(json, name);
  if (event === undefined) return { state: before, fault: unreadable(before.answer, json) };
  if (event.type === "error") return { state: before, fault: { at: "stream", error: json } };
  const { state, events } = fromEvent(before, event, newCallId);
  const { finish, calls } = state.answer;
  const isOver = event.type === "message_stop" || event.type === "message";
  return {
    state,
    events,
    ...(event.type === "other" && name !== "ping" && { isStrange: true }),
    ...(isOver && { isOver }),
    // The usage comes with the finish here, so only "message_stop" is the end.
    ...(finish !== undefined && {
      settles: { isCounted: false, hasCalls: finish === "tool-calls" || calls.length > 0 },
    }),
  };
}

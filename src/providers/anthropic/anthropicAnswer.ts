import type { JsonObject } from "../../model/message.ts";
import type { ModelEvent } from "../../model/model.ts";
import { hasBegun, isComplete, newCallId, troubleAtEnd } from "../answer/answerEnd.ts";
import { StreamFaultError } from "../http/streamFaultError.ts";
import { sseEvents } from "../http/sseEvents.ts";
import { type Endpoint, urlOf } from "../http/endpoint.ts";
import { type AnswerState, endOfAnswer } from "../answer/answerState.ts";
import type { StreamingRequest } from "../http/streamingRequest.ts";
import { parseEvent } from "./anthropicEvent.ts";
import { endThoughts, fromEvent, startOfMessage } from "./fromEvent.ts";

/**
 * Sends one Messages request and streams its answer. Throws TroubleError. When `signal` fires it may end without an
 * error and without "done": the caller looks at the signal first.
 */
export async function* answer(
  wire: StreamingRequest,
  endpoint: Endpoint,
  body: JsonObject,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent, void> {
  let state = startOfMessage;
  try {
    const response = await wire.fetch(urlOf(endpoint, "messages"), { body: JSON.stringify(body), signal });
    for await (const { name, json } of sseEvents(response.body)) {
      const event = parseEvent(json, name);
      if (event === undefined) throw new StreamFaultError({ at: "garbled" }, hasBegun(state.answer));
      if (event.type === "error") throw new StreamFaultError({ at: "stream", error: json }, hasBegun(state.answer));
      const next = fromEvent(state, event, newCallId);
      state = next.state;
      yield* next.events;
      if (event.type === "message_stop" || event.type === "message") break;
      const { finish, calls } = state.answer;
      // The usage comes with the finish here: "message_stop" alone is the end.
      if (finish !== undefined) wire.settle(false, finish === "tool-calls" || calls.length > 0);
    }
  } catch (error) {
    // Behind a complete answer nothing can be wrong any more.
    if (!isComplete(state.answer)) throw troubleFrom(error, wire, state.answer);
  }
  if (signal.aborted) return;
  const trouble = troubleAtEnd(wire, state.answer);
  if (trouble) throw new StreamFaultError(trouble, hasBegun(state.answer));
  yield* endThoughts(state).events;
  yield* endOfAnswer(state.answer);
}

function troubleFrom(error: unknown, wire: StreamingRequest, state: AnswerState): StreamFaultError {
  if (error instanceof StreamFaultError) return error;
  const begun = hasBegun(state);
  // A line cut off by the end of the stream is no JSON either; then the end is the trouble.
  const isGarbled = error instanceof SyntaxError && wire.end === undefined;
  return new StreamFaultError(isGarbled ? { at: "garbled" } : (troubleAtEnd(wire, state) ?? { at: "cut" }), begun);
}

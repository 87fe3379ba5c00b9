import type { JsonObject } from "../../model/message.ts";
import type { ModelEvent } from "../../model/model.ts";
import { hasBegun, isComplete, newCallId, troubleAtEnd } from "../answer/answerEnd.ts";
import { StreamFaultError } from "../http/streamFaultError.ts";
import { sseEvents } from "../http/sseEvents.ts";
import { choiceError, errorOf, parseChunk } from "./chunk.ts";
import { type Endpoint, urlOf } from "../http/endpoint.ts";
import { fromChunk } from "./fromChunk.ts";
import { type AnswerState, endOfAnswer, startOfAnswer } from "../answer/answerState.ts";
import type { StreamingRequest } from "../http/streamingRequest.ts";

/**
 * Sends one request and streams its answer. Throws TroubleError. When `signal` fires it may end without an error and
 * without "done": the caller looks at the signal first.
 */
export async function* answer(
  wire: StreamingRequest,
  endpoint: Endpoint,
  body: JsonObject,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent, void> {
  let state = startOfAnswer;
  let isCounted = false;
  try {
    const response = await wire.fetch(urlOf(endpoint, "chat/completions"), { body: JSON.stringify(body), signal });
    for await (const { name, json } of sseEvents(response.body)) {
      const refusal = errorOf(json, name);
      if (refusal !== undefined) throw new StreamFaultError({ at: "stream", error: refusal }, hasBegun(state));
      const chunk = parseChunk(json);
      if (chunk === undefined) throw new StreamFaultError({ at: "garbled" }, hasBegun(state));
      const error = isComplete(state) ? undefined : choiceError(json);
      const next = fromChunk(state, chunk, newCallId);
      // What came beside the error is told first; a "stop" beside it is none.
      const read = error === undefined ? next.state : { ...next.state, finish: "error" as const };
      isCounted ||= isEndCount(state, read);
      state = read;
      yield* next.events;
      if (error !== undefined) throw new StreamFaultError({ at: "stream", error }, hasBegun(state));
      if (state.finish !== undefined) wire.settle(isCounted, state.finish === "tool-calls" || state.calls.length > 0);
    }
  } catch (error) {
    // Behind a complete answer nothing can be wrong any more.
    if (!isComplete(state)) throw troubleFrom(error, wire, state);
  }
  if (signal.aborted) return;
  const trouble = troubleAtEnd(wire, state);
  if (trouble) throw new StreamFaultError(trouble, hasBegun(state));
  yield* endOfAnswer(state);
}

/** The usage that ends an answer. Some servers count with every chunk: then a count is no sign of the end. */
const isEndCount = (before: AnswerState, now: AnswerState): boolean =>
  now.finish !== undefined && before.usage === undefined && now.usage !== undefined;

function troubleFrom(error: unknown, wire: StreamingRequest, state: AnswerState): StreamFaultError {
  if (error instanceof StreamFaultError) return error;
  const begun = hasBegun(state);
  // A line cut off by the end of the stream is no JSON either; then the end is the trouble.
  const isGarbled = error instanceof SyntaxError && wire.end === undefined;
  return new StreamFaultError(isGarbled ? { at: "garbled" } : (troubleAtEnd(wire, state) ?? { at: "cut" }), begun);
}

import type { JsonObject } from "../../model/message.ts";
import type { ModelEvent } from "../../model/model.ts";
import { hasBegun, newCallId, troubleAtEnd } from "../answer/answerEnd.ts";
import { StreamFaultError } from "../http/streamFaultError.ts";
import { type Endpoint, urlOf } from "../http/endpoint.ts";
import { type AnswerState, endOfAnswer, startOfAnswer } from "../answer/answerState.ts";
import type { StreamingRequest } from "../http/streamingRequest.ts";
import { jsonLines } from "./ndjsonGate.ts";
import { fromLine, parseLine } from "./ollamaLine.ts";

/**
 * Sends one request to `/api/chat` and streams its answer. Throws TroubleError. When `signal` fires it may end without
 * "done": the caller looks at the signal first.
 *
 * The npm package `ollama` is not used: it can stop a request only once its head has come, it drops lines that are no
 * JSON after printing them to the console, and it turns every failure into a bare Error. What is left of it is reading
 * JSON lines.
 */
export async function* answer(
  wire: StreamingRequest,
  endpoint: Endpoint,
  body: JsonObject,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent, void> {
  let state = startOfAnswer;
  try {
    const response = await wire.fetch(urlOf(endpoint, "api/chat"), { body: JSON.stringify(body), signal });
    for await (const json of jsonLines(response.body)) {
      const line = parseLine(json);
      if (line === undefined) throw new StreamFaultError({ at: "garbled" }, hasBegun(state));
      if (line.error !== undefined) throw new StreamFaultError({ at: "stream", error: json }, hasBegun(state));
      const next = fromLine(state, line, newCallId);
      state = next.state;
      yield* next.events;
      if (line.done === true) break;
    }
  } catch (error) {
    throw troubleFrom(error, wire, state);
  }
  if (signal.aborted) return;
  const trouble = troubleAtEnd(wire, state);
  if (trouble) throw new StreamFaultError(trouble, hasBegun(state));
  yield* endOfAnswer(state);
}

function troubleFrom(error: unknown, wire: StreamingRequest, state: AnswerState): StreamFaultError {
  if (error instanceof StreamFaultError) return error;
  const trouble = error instanceof SyntaxError ? { at: "garbled" as const } : troubleAtEnd(wire, state);
  return new StreamFaultError(trouble ?? { at: "cut" }, hasBegun(state));
}

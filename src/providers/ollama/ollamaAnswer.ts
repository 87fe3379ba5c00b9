import type { JsonObject } from "../../model/message.ts";
import type { ModelEvent } from "../../model/model.ts";
import { newCallId } from "../answer/answerEnd.ts";
import { type AnswerState, startOfAnswer } from "../answer/answerState.ts";
import { readAnswer, type Taken, unreadable } from "../answer/readAnswer.ts";
import { type Endpoint, urlOf } from "../http/transport/endpoint.ts";
import type { StreamingRequest } from "../http/streamingRequest.ts";
import { jsonLines } from "./ndjsonGate.ts";
import { fromLine, parseLine } from "./ollamaLine.ts";

/**
 * Sends one request to `/api/chat` and streams its answer. Throws and ends like `readAnswer`.
 * The npm package `ollama` is not used: it can stop a request only after the response headers, prints and drops lines
 * that are not JSON, and turns every failure into a bare Error. The rest of it only reads JSON lines.
 */
export const answer = (
  wire: StreamingRequest,
  endpoint: Endpoint,
  body: JsonObject,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent, void> =>
  readAnswer(
    wire,
    () => wire.fetch(urlOf(endpoint, "api/chat"), { body: JSON.stringify(body), signal }),
    { start: startOfAnswer, pieces: jsonLines, take, answerOf: (state) => state },
    signal,
  );

function take(before: AnswerState, json: unknown): Taken<AnswerState> {
  const line = parseLine(json);
  // A progress message of the server; reported if no answer comes.
  if (line === undefined && isOther(json)) return { state: before, isStrange: true };
  if (line === undefined) return { state: before, fault: unreadable(before, json) };
  if (line.error !== undefined && line.error !== null) return { state: before, fault: { at: "stream", error: json } };
  return { ...fromLine(before, line, newCallId), ...(line.done === true && { isOver: true }) };
}

const isOther = (json: unknown): boolean =>
  typeof json === "object" && json !== null && ["message", "done", "error"].every((field) => !(field in json));

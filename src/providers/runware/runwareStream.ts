import type { ModelEvent } from "../../model/model.ts";
import { hasBegun, isComplete, troubleAtEnd } from "../answer/answerEnd.ts";
import { StreamFaultError } from "../http/streamFaultError.ts";
import { sseEvents } from "../http/sseEvents.ts";
import { type Endpoint, urlOf } from "../http/endpoint.ts";
import { endOfAnswer, startOfAnswer } from "../answer/answerState.ts";
import type { StreamingRequest } from "../http/streamingRequest.ts";
import { taskPath } from "./runwareEndpoint.ts";
import { fromResult, parseAnswer } from "./runwareResult.ts";
import type { RunwareTask } from "./runwareTask.ts";

/**
 * Sends one task with delivery "stream" and streams its answer. Throws TroubleError. When `signal` fires it may end
 * without "done": the caller looks at the signal first.
 */
export async function* streamTask(
  wire: StreamingRequest,
  endpoint: Endpoint,
  task: RunwareTask,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent, void> {
  let state = startOfAnswer;
  try {
    const response = await wire.fetch(urlOf(endpoint, taskPath), { body: JSON.stringify([task]), signal });
    for await (const { json } of sseEvents(response.body)) {
      const answer = parseAnswer(json);
      if (answer === undefined) throw new StreamFaultError({ at: "garbled" }, hasBegun(state));
      if (answer.type === "error") throw new StreamFaultError({ at: "stream", error: json }, hasBegun(state));
      for (const result of answer.results) {
        if (result.status === "error") throw new StreamFaultError({ at: "stream", error: json }, hasBegun(state));
        const next = fromResult(state, result);
        state = next.state;
        yield* next.events;
      }
      if (isComplete(state)) wire.settle(state.usage !== undefined, false);
    }
  } catch (error) {
    // Behind a complete answer nothing can be wrong any more.
    if (!isComplete(state)) {
      if (error instanceof StreamFaultError) throw error;
      const isGarbled = error instanceof SyntaxError && wire.end === undefined;
      const trouble = isGarbled ? { at: "garbled" as const } : troubleAtEnd(wire, state);
      throw new StreamFaultError(trouble ?? { at: "cut" }, hasBegun(state));
    }
  }
  if (signal.aborted) return;
  const trouble = troubleAtEnd(wire, state);
  if (trouble) throw new StreamFaultError(trouble, hasBegun(state));
  yield* endOfAnswer(state);
}

import { setTimeout as pause } from "node:timers/promises";
import type { ModelEvent } from "../../model/model.ts";
import { ModelError } from "../../model/modelError.ts";
import { faultOf, isLoading, type StreamFault } from "../faults/faultOf.ts";
import { type FaultTarget, isOwnServer } from "../faults/reading/faultTarget.ts";
import type { StreamingRequest } from "./streamingRequest.ts";
import { StreamFaultError } from "./streamFaultError.ts";

/** Milliseconds between two checks whether a model is loaded: grows from `first` to `last`. */
const loadingPoll = { first: 250, growth: 1.5, last: 2000 };

export type RequestAttempt = {
  signal: AbortSignal;
  target: FaultTarget;
  /** A new connection for each attempt. */
  open: () => StreamingRequest;
  /** Sends the request over it and streams the answer; throws StreamFaultError. */
  send: (wire: StreamingRequest) => AsyncIterable<ModelEvent>;
  /** Whether the request was changed because of this fault, so that sending it again is useful. */
  repair?: (streamFault: StreamFault) => boolean;
};

/**
 * Requests one answer. Sends again only before the first output: while a server of the user's own loads, or if `repair`
 * changed the request. Throws ModelError, "aborted" when the signal fired. Leaving the loop closes the connection.
 */
export async function* untilAnswered({
  signal,
  target,
  open,
  send,
  repair,
}: RequestAttempt): AsyncGenerator<ModelEvent, void> {
  for (let wait = loadingPoll.first; ; wait = Math.min(wait * loadingPoll.growth, loadingPoll.last)) {
    if (signal.aborted) throw stopped();
    const wire = open();
    try {
      yield* send(wire);
      if (signal.aborted) throw stopped();
      return;
    } catch (error) {
      if (signal.aborted) throw stopped();
      if (!(error instanceof StreamFaultError)) throw error;
      if (!error.begun && repair?.(error.fault)) continue;
      if (!isLoading(error.fault) || !isOwnServer(target)) throw faultOf(error.fault, target, error.begun);
    } finally {
      wire.close();
    }
    yield { type: "waiting", phase: "loading" };
    await pause(wait, undefined, { signal }).catch(() => undefined);
  }
}

export const stopped = (): ModelError => new ModelError({ kind: "aborted" }, "Stopped.");

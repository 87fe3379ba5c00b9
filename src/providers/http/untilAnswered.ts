import { setTimeout as pause } from "node:timers/promises";
import type { ModelEvent } from "../../model/model.ts";
import { ModelError } from "../../model/modelError.ts";
import { faultOf, isLoading, type StreamFault } from "../faults/faultOf.ts";
import { type FaultTarget, isOwnServer } from "../faults/reading/faultTarget.ts";
import type { StreamingRequest } from "./streamingRequest.ts";
import { StreamFaultError } from "./streamFaultError.ts";

/** Milliseconds between two questions whether a model is loaded: it begins with `first` and grows to `last`. */
const loadingPoll = { first: 250, growth: 1.5, last: 2000 };

export type RequestAttempt = {
  signal: AbortSignal;
  target: FaultTarget;
  /** A new connection for each attempt. */
  open: () => StreamingRequest;
  /** Sends the request over it and streams the answer; throws TroubleError. */
  send: (wire: StreamingRequest) => AsyncIterable<ModelEvent>;
  /** Whether the request was changed because of this trouble, so that it is worth sending again. */
  mend?: (trouble: StreamFault) => boolean;
};

/**
 * One answer. Nothing is sent twice but what a loading server of the user's own, or one that `mend` could satisfy, had
 * refused before the first output. Throws ModelError, "aborted" when the signal fired; leaving the loop closes the connection.
 */
export async function* untilAnswered({
  signal,
  target,
  open,
  send,
  mend,
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
      if (!error.begun && mend?.(error.trouble)) continue;
      if (!isLoading(error.trouble) || !isOwnServer(target)) throw faultOf(error.trouble, target, error.begun);
    } finally {
      wire.close();
    }
    yield { type: "waiting", phase: "loading" };
    await pause(wait, undefined, { signal }).catch(() => undefined);
  }
}

export const stopped = (): ModelError => new ModelError({ kind: "aborted" }, "Stopped.");

import type { Model } from "../model/model.ts";
import { ModelError, toModelError } from "../model/modelError.ts";
import type { TurnPolicy } from "./policy.ts";
import { retryLimits, retryWait } from "./retry.ts";

export type Patience = {
  retries(): number;
  /** Resolves after that time, or at once when the signal fires. */
  wait(ms: number, signal: AbortSignal): Promise<unknown>;
  random: TurnPolicy["random"];
};

/**
 * A model that waits out what passes before its first output, as a turn of the chat does, for uses that have no card to
 * show it: it tells of a wait as "waiting".
 */
export function patientModel(model: Model, { retries, wait, random }: Patience): Model {
  return {
    get info() {
      return model.info;
    },
    async *stream(request, signal) {
      let before = { retries: 0, waitedMs: 0 };
      for (;;) {
        let begun = false;
        try {
          for await (const event of model.stream(request, signal)) {
            begun ||= event.type !== "waiting" && event.type !== "usage";
            yield event;
          }
          return;
        } catch (error) {
          const { fault } = toModelError(error, signal);
          const ms = begun ? undefined : retryWait(fault, before, { ...retryLimits, retries: retries() }, random());
          if (ms === undefined) throw error;
          before = { retries: before.retries + 1, waitedMs: before.waitedMs + ms };
          yield { type: "waiting", phase: "queued" };
          await wait(ms, signal);
          if (signal.aborted) throw new ModelError({ kind: "aborted" }, "Stopped.");
        }
      }
    },
  };
}

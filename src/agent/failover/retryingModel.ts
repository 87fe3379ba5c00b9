import type { Model } from "../../model/model.ts";
import { ModelError, toModelError } from "../../model/modelError.ts";
import { canAnotherAnswer } from "./fallback.ts";
import type { TurnPolicy, WakeReason } from "./policy.ts";
import { RETRIES_BEFORE_STAND_IN, retryLimits, retryWait } from "./retry.ts";
import { nameOf } from "./modelFailover.ts";

/** A model that may answer in place of the chosen one; set up only when it is needed. */
type FallbackModel = { label: string; provider: string; model(signal: AbortSignal): Promise<Model> };

export type RetryOptions = {
  retries(): number;
  /**
   * Shows that one waits, and why: `message` is the fault's, `next` the model that stands ready. Resolves after that
   * time, or at once when the signal fires or the user ends the wait.
   */
  wait(ms: number, why: { message: string; next?: string }, signal: AbortSignal): Promise<WakeReason | "cancel">;
  fallbackModels(): readonly FallbackModel[];
  /** Another model answers, because of the fault in `message`. */
  fellBack(from: string, to: string, message: string): void;
  random: TurnPolicy["random"];
};

/**
 * A model that waits out what passes before its first output and lets others stand in, as a turn of the chat does, for
 * uses outside of the panel. While it waits it says "waiting".
 */
export function retryingModel(model: Model, patience: RetryOptions): Model {
  return {
    get info() {
      return model.info;
    },
    async *stream(request, signal) {
      const fallbackModels = [...patience.fallbackModels()];
      let current = model;
      /** Whose turn it is, before it is set up. */
      let coming: FallbackModel | undefined;
      let before = { retries: 0, waitedMs: 0 };
      for (;;) {
        let begun = false;
        try {
          if (coming) current = await coming.model(signal);
          coming = undefined;
          for await (const event of current.stream(request, signal)) {
            begun ||= event.type !== "waiting" && event.type !== "usage" && event.type !== "notice";
            yield event;
          }
          return;
        } catch (error) {
          const { fault, message } = toModelError(error, signal);
          if (begun) throw error;
          const failed = coming ?? current.info;
          const at = fallbackModels.findIndex((each) => canAnotherAnswer(fault, each.provider !== failed.provider));
          const next = fallbackModels[at];
          const retries = next ? Math.min(patience.retries(), RETRIES_BEFORE_STAND_IN) : patience.retries();
          const ms = retryWait(fault, before, { ...retryLimits, retries }, patience.random());
          if (ms !== undefined) {
            yield { type: "waiting", phase: "queued" };
            const woken = await patience.wait(ms, { message, ...(next && { next: nameOf(next) }) }, signal);
            if (signal.aborted || woken === "cancel") throw new ModelError({ kind: "aborted" }, "Stopped.");
            before = { retries: before.retries + 1, waitedMs: before.waitedMs + (woken === "time" ? ms : 0) };
            if (woken !== "switch" || !next) continue;
          }
          if (!next) throw error;
          patience.fellBack(nameOf(failed), nameOf(next), message);
          fallbackModels.splice(0, at + 1);
          coming = next;
          before = { retries: 0, waitedMs: 0 };
        }
      }
    },
  };
}

import type { Model } from "../../model/model.ts";
import { type ModelError, toModelError } from "../../model/modelError.ts";
import { type ModelFailover, nameOf, type Opened } from "./modelFailover.ts";
import type { WakeReason } from "./policy.ts";
import { RETRIES_BEFORE_FALLBACK, retryLimits, retryWait } from "./retry.ts";

/** Why one waits: `attempt` is the number of the next try, `message` the fault's, `next` the model that stands ready. */
export type Wait = { ms: number; attempt: number; message: string; next?: string };

/** Whether something of an answer has come: from then on nothing is asked again. */
export type Progress = { begun: boolean };

export type Failover<Answerer extends { model: Model }, Event, Result> = {
  /** Whose turn it is; keeps it for the requests that follow. */
  models: ModelFailover<Answerer>;
  /** How often a request that brought nothing is sent again; 0: never. */
  retries: number;
  /** From 0 up to 1. */
  random(): number;
  /** Asks once. */
  attempt(answerer: Answerer, progress: Progress, signal: AbortSignal): AsyncGenerator<Event, Result>;
  /** Waits, and tells of it. Throws where nobody wants the answer any more. */
  wait(wait: Wait, signal: AbortSignal): AsyncGenerator<Event, WakeReason>;
  /** Another model answers now, because of the fault in `message`. */
  fellBack(from: string, to: Opened<Answerer>, message: string): Iterable<Event>;
  /** Whether the request was changed because of the failure, so that it is sent again at once. */
  repairs?(failure: ModelError): boolean;
  /** Whether an error that is none of a model's ends it all. */
  isFinal?(error: unknown): boolean;
};

/**
 * One answer: of the model whose turn it is, after waits where those help, or else of a fallback model. The one loop of
 * retries and fallbacks, for chat, inline edits and whatever else asks a model.
 * Throws the ModelError that nobody could help, and what `attempt` throws once an answer has begun.
 */
export async function* withFailover<Answerer extends { model: Model }, Event, Result>(
  failover: Failover<Answerer, Event, Result>,
  signal: AbortSignal,
): AsyncGenerator<Event, Result> {
  const { models } = failover;
  const left: { from: string; message: string }[] = [];
  let before = { retries: 0, waitedMs: 0 };
  for (;;) {
    const progress: Progress = { begun: false };
    let failure: ModelError;
    try {
      const answerer = await models.answerer(signal);
      const opened = { answerer, name: models.fallbackName ?? nameOf(answerer.model.info) };
      for (const { from, message } of left.splice(0)) yield* failover.fellBack(from, opened, message);
      return yield* failover.attempt(answerer, progress, signal);
    } catch (error) {
      if (progress.begun || failover.isFinal?.(error) === true) throw error;
      failure = toModelError(error, signal);
    }
    if (failover.repairs?.(failure) === true) continue;
    const { fault, message } = failure;
    const next = models.next(fault);
    const retries = next ? Math.min(failover.retries, RETRIES_BEFORE_FALLBACK) : failover.retries;
    const ms = retryWait(fault, before, { ...retryLimits, retries }, failover.random());
    if (ms === undefined && !next) throw failure;
    if (ms !== undefined) {
      const attempt = before.retries + 1;
      const woken = yield* failover.wait({ ms, attempt, message, ...(next && { next: nameOf(next) }) }, signal);
      if (woken !== "switch") {
        before = { retries: attempt, waitedMs: before.waitedMs + (woken === "time" ? ms : 0) };
        continue;
      }
    }
    left.push({ from: models.label, message });
    before = { retries: 0, waitedMs: 0 };
    if (next) models.handOver(next);
    else models.chooseAnew();
  }
}

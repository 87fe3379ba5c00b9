import type { Model } from "../../model/model.ts";
import { type ModelError, toModelError } from "../../model/modelError.ts";
import { settling } from "../../model/settling.ts";
import { untilStopped } from "../../model/untilStopped.ts";
import { type ModelFailover, nameOf, type Opened } from "./modelFailover.ts";
import type { WakeReason } from "./policy.ts";
import { RETRIES_BEFORE_FALLBACK, retryLimits, retryWait } from "./retry.ts";

/**
 * A wait before a retry. `ms`: its length in milliseconds; `attempt`: the number of the retry; `message`: the fault's;
 * `next`: the fallback model that the user may switch to.
 */
export type Wait = { ms: number; attempt: number; message: string; next?: string };

/** Whether part of an answer has arrived; after that, the request is not sent again. */
export type Progress = { begun: boolean };

export type Failover<Profile extends { model: Model }, Event, Result> = {
  /** The model in use; later requests of the turn continue with it. */
  models: ModelFailover<Profile>;
  /** How often a request without any output is retried; 0: never. */
  retries: number;
  /** From 0 up to 1. */
  random(): number;
  /** Sends the request once. */
  attempt(profile: Profile, progress: Progress, signal: AbortSignal): AsyncGenerator<Event, Result>;
  /** Waits, and reports it. Throws if the user no longer wants the answer. */
  wait(wait: Wait, signal: AbortSignal): AsyncGenerator<Event, WakeReason>;
  /** Reports that another model answers, because of the fault in `message`. */
  fellBack(from: string, to: Opened<Profile>, message: string): Iterable<Event>;
  /** Whether the request was changed because of the failure. If so, it is sent again at once. */
  repairs?(failure: ModelError): boolean;
  /** Whether an error ends the request without retry or fallback. */
  isFinal?(error: unknown): boolean;
};

/** How long a stop waits for a model to end by itself, and to tell its last count, in milliseconds. */
const STOP_WAITS_MS = 500;

/**
 * Requests one answer, retrying, then falling back to the next model. Chat and inline edits share this loop.
 * Throws the ModelError of the last attempt, and whatever `attempt` throws after output has begun.
 */
export async function* withFailover<Profile extends { model: Model }, Event, Result>(
  failover: Failover<Profile, Event, Result>,
  signal: AbortSignal,
): AsyncGenerator<Event, Result> {
  const { models } = failover;
  const left: { from: string; message: string }[] = [];
  let before = { retries: 0, waitedMs: 0 };
  for (;;) {
    const progress: Progress = { begun: false };
    let failure: ModelError;
    try {
      const profile = await untilStopped(models.profile(signal), signal);
      const opened = { profile, name: models.fallbackName ?? nameOf(profile.model.info) };
      for (const { from, message } of left.splice(0)) yield* failover.fellBack(from, opened, message);
      return yield* settling(failover.attempt(profile, progress, signal), signal, STOP_WAITS_MS);
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
      const reason = yield* failover.wait({ ms, attempt, message, ...(next && { next: nameOf(next) }) }, signal);
      if (reason !== "switch") {
        before = { retries: attempt, waitedMs: before.waitedMs + (reason === "time" ? ms : 0) };
        continue;
      }
    }
    left.push({ from: models.label, message });
    before = { retries: 0, waitedMs: 0 };
    if (next) models.fallBackTo(next);
    else models.reset();
  }
}

import type { ModelFault } from "../../model/modelError.ts";

export type RetryLimits = {
  /** How often one request is retried; 0: never. */
  retries: number;
  /** The longest back-off before the first retry; it doubles each time. All times in milliseconds. */
  firstMs: number;
  /** The maximum back-off. */
  longestMs: number;
  /** The longest wait that a server may ask for; beyond it the user decides. */
  statedMs: number;
  /** The maximum total wait for one answer. */
  totalMs: number;
};

export const retryLimits: RetryLimits = {
  retries: 4,
  firstMs: 1000,
  longestMs: 30_000,
  statedMs: 60_000,
  totalMs: 120_000,
};

/** The most retries if a fallback model is available. */
export const RETRIES_BEFORE_FALLBACK = 1;

/** The shortest wait, in milliseconds; a card that only flashes is useless. */
const SHORTEST = 250;
/** Random extension of a wait stated by the server, so that clients don't return all at once. Milliseconds. */
const STATED_JITTER_MS = 1000;

/**
 * How long to wait before a retry, in milliseconds; undefined: don't retry. Uses the wait that the server states,
 * otherwise exponential back-off with full jitter.
 * @param before earlier retries of this request, and their total wait in milliseconds
 * @param random uniformly distributed in [0, 1)
 */
export function retryWait(
  fault: ModelFault,
  before: { retries: number; waitedMs: number },
  limits: RetryLimits,
  random: number,
): number | undefined {
  if (fault.kind !== "rate-limit" && fault.kind !== "unavailable") return undefined;
  if (fault.lasting === true) return undefined;
  if (before.retries >= limits.retries) return undefined;
  const stated = fault.retryAfterMs;
  if (stated !== undefined && stated > limits.statedMs) return undefined;
  const backOff = Math.min(limits.longestMs, limits.firstMs * 2 ** before.retries) * random;
  const wait = stated === undefined ? backOff : stated + STATED_JITTER_MS * random;
  const whole = Math.round(Math.max(SHORTEST, wait));
  return before.waitedMs + whole > limits.totalMs ? undefined : whole;
}

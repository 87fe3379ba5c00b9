import type { ModelFault } from "../../model/modelError.ts";

export type RetryLimits = {
  /** How often one request is sent again; 0: never. */
  retries: number;
  /** The longest back-off before the first retry; it doubles with each. Milliseconds, as all that follow. */
  firstMs: number;
  /** The longest back-off of all. */
  longestMs: number;
  /** How long a server may ask to wait at once: beyond it the user decides. */
  statedMs: number;
  /** How long all waits for one answer may take together. */
  totalMs: number;
};

export const retryLimits: RetryLimits = {
  retries: 4,
  firstMs: 1000,
  longestMs: 30_000,
  statedMs: 60_000,
  totalMs: 120_000,
};

/** With a fallback model ready, a fault that passes is waited for no more often than this. */
export const RETRIES_BEFORE_STAND_IN = 1;

/** No wait is shorter: a card that only flashes says nothing. Milliseconds. */
const SHORTEST = 250;
/** How far a wait that the server stated is stretched, so that not all who were sent away come back at once. */
const STATED_JITTER_MS = 1000;

/**
 * How long to wait in milliseconds before a request that brought no output is sent again; undefined: not at all.
 * What the server states is honoured, else the back-off is exponential with full jitter.
 * @param before how often this request was sent again already, and how long was waited for that, in milliseconds
 * @param random evenly distributed from 0 up to 1
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

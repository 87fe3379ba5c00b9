/**
 * How long a request may be silent, in milliseconds.
 * - `first`: until the first byte; absent: no limit.
 * - `lifeless`: without `first`, how long health checks may fail before giving up.
 * - `idle`: between two bytes.
 * - `settle`: after a finish with a usage count.
 * - `late`: after a finish without an end mark or a count, because gateways before Ollama and others finish with the
 * first of several calls.
 */
export type StreamTimeouts = { first?: number; lifeless?: number; idle: number; settle: number; late: number };

/** A finished answer without calls waits this many settling times. */
const wordsMaySettle = 5;

/** How long to wait after a finish, in milliseconds. `isCounted`: the usage came with it or after it. */
export function afterFinish({ idle, settle, late }: StreamTimeouts, isCounted: boolean, hasCalls: boolean): number {
  if (isCounted) return settle;
  return hasCalls ? Math.min(idle, late) : Math.min(idle, settle * wordsMaySettle);
}

/**
 * A hosted server sends keep-alives or fails within two minutes. A server of the user's own may load a model or read a
 * long prompt for any time, as long as it answers health checks. Later it may be silent while it holds back a long tool
 * call until it is complete (Ollama).
 */
export const defaultTimeouts = (isOwn: boolean): StreamTimeouts =>
  isOwn
    ? { lifeless: 300_000, idle: 300_000, settle: 3000, late: 60_000 }
    : { first: 120_000, idle: 120_000, settle: 3000, late: 60_000 };

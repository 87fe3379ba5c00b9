import { setTimeout as pause } from "node:timers/promises";

/** The longest time between two health checks, and for one check, in milliseconds. */
const EVERY_MS = 30_000;

/**
 * Tells a loading server from a dead one. Sends small health checks, and resolves with true once none was answered for
 * `silentMs`; with false when the signal fires.
 * @param ask any answer is a sign of life; rejects if there is none
 */
export async function isLifeless(
  ask: (signal: AbortSignal) => Promise<unknown>,
  silentMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  const everyMs = Math.min(EVERY_MS, silentMs / 4);
  let sign = performance.now();
  while (!signal.aborted) {
    await pause(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(everyMs)]);
    const answered = await ask(inTime).then(
      () => true,
      () => false,
    );
    if (answered) sign = performance.now();
    else if (!signal.aborted && performance.now() - sign >= silentMs) return true;
  }
  return false;
}

import { setTimeout as pause } from "node:timers/promises";

/** The longest time between two questions, in milliseconds; a question may take as long. */
const EVERY_MS = 30_000;

/**
 * Tells a server that is loading or reading from one that is gone: asks it something small again and again, and resolves
 * with true when it has left all of that unanswered for `patienceMs`; with false when the signal fires.
 * @param ask any answer is a sign of life, whatever it says; rejects where none comes
 */
export async function isLifeless(
  ask: (signal: AbortSignal) => Promise<unknown>,
  patienceMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  const everyMs = Math.min(EVERY_MS, patienceMs / 4);
  let sign = performance.now();
  while (!signal.aborted) {
    await pause(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(everyMs)]);
    const answered = await ask(inTime).then(
      () => true,
      () => false,
    );
    if (answered) sign = performance.now();
    else if (!signal.aborted && performance.now() - sign >= patienceMs) return true;
  }
  return false;
}

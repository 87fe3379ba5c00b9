import { setTimeout as pause } from "node:timers/promises";

/**
 * Waits until `look` finds something; tests use it where there is no event to wait for.
 * @param what named in the error
 * @param look returns the found value, or undefined to look again
 * @throws {Error} after `timeoutMs`; an error of `look` itself ends the wait at once
 */
export async function until<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  timeoutMs = 20_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`Waited ${timeoutMs} ms for ${what}.`);
    await pause(25);
  }
}

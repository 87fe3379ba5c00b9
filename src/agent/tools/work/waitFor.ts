/**
 * Waits for something, at most so many milliseconds; false if it has not come. Rejects with the signal's reason once it
 * fires.
 */
export function waitFor(what: Promise<unknown>, ms: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      settle();
    };
    const stop = (): void => end(() => reject(signal.reason as Error));
    const timer = setTimeout(() => end(() => resolve(false)), ms);
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) return stop();
    what.then(
      () => end(() => resolve(true)),
      () => end(() => resolve(true)),
    );
  });
}

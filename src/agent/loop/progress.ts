/** How long a stop waits for work that may be in the middle of a write, in milliseconds. */
const STOP_WAITS_MS = 800;

/**
 * Runs work and yields the events that it reports, in order. Returns the work's result after all its events; later ones
 * are dropped. Rejects like the work. Once the signal fires, it waits a moment for the work to end, so that a finished
 * effect is reported, but not for work that hangs.
 */
export async function* withProgress<E, T>(
  work: (tell: (event: E) => void) => Promise<T>,
  signal: AbortSignal,
): AsyncGenerator<E, T> {
  const told: E[] = [];
  let wake = (): void => undefined;
  let isOver = false;
  let isLate = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (event: E): void => {
    if (isOver) return;
    told.push(event);
    wake();
  };
  // One period for all of it: events after the stop don't change it.
  const stop = (): void => {
    timer = setTimeout(() => {
      isLate = true;
      wake();
    }, STOP_WAITS_MS);
  };
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop, { once: true });
  try {
    const ended = work(tell).finally(() => {
      isOver = true;
      wake();
    });
    // Awaited below; until then its failure must not count as unhandled.
    ended.catch(() => undefined);
    for (;;) {
      while (told.length > 0) yield* told.splice(0);
      if (isOver) return await ended;
      if (isLate) throw signal.reason as Error;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    isOver = true;
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

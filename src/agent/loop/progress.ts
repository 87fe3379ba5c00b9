/** How long a stop waits for a work that may be in the midst of a write. Milliseconds. */
const STOP_WAITS_MS = 800;

/**
 * Runs a piece of work and yields what it tells of itself meanwhile, in order. Returns what the work returns, after all
 * that it told; what it tells after its end is dropped. Rejects as the work does. Once the signal fires, it waits a moment
 * for the work to end, so that what is done is told; a work that hangs holds no stop up.
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
  // One span for all of it: what is told after the stop makes it neither longer nor shorter.
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
    // Awaited below; until then its failure is nobody's unhandled one.
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

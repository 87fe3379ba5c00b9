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
  let hasWaited = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (event: E): void => {
    if (isOver) return;
    told.push(event);
    wake();
  };
  const stop = (): void => wake();
  signal.addEventListener("abort", stop);
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
      if (signal.aborted && hasWaited) signal.throwIfAborted();
      hasWaited = signal.aborted;
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (signal.aborted) timer = setTimeout(resolve, STOP_WAITS_MS);
      });
    }
  } finally {
    isOver = true;
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

/**
 * Runs a piece of work and yields what it tells of itself meanwhile, in order. Returns what the work returns, after all
 * that it told; what it tells after its end is dropped. Rejects as the work does, and at once when the signal fires:
 * a work that hangs holds no stop up.
 */
export async function* withProgress<E, T>(
  work: (tell: (event: E) => void) => Promise<T>,
  signal: AbortSignal,
): AsyncGenerator<E, T> {
  const told: E[] = [];
  let wake = (): void => undefined;
  let isOver = false;
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
      yield* told.splice(0);
      signal.throwIfAborted();
      if (isOver) return await ended;
      if (told.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    isOver = true;
    signal.removeEventListener("abort", stop);
  }
}

/**
 * Runs generators side by side, at most `most` at once, started in order. Their events come as they happen; what each
 * returns at its end comes in the order of the runs. Throws the first failure, after every started run has ended; no
 * further run is started then.
 */
export async function* sideBySide<E>(
  runs: readonly (() => AsyncGenerator<E, E>)[],
  most: number,
): AsyncGenerator<E, void> {
  const open = new Map<number, { run: AsyncGenerator<E, E>; next: Promise<Stepped<E>> }>();
  const ends = new Map<number, E>();
  let started = 0;
  let ended = 0;
  let failure: { error: unknown } | undefined;
  const step = (at: number, run: AsyncGenerator<E, E>): void => {
    const next = run.next().then(
      (result) => ({ at, result }),
      (error: unknown) => ({ at, error }),
    );
    open.set(at, { run, next });
  };
  try {
    for (;;) {
      for (; started < runs.length && open.size < most && !failure; started++) step(started, runs[started]!());
      if (open.size === 0) break;
      const stepped = await Promise.race([...open.values()].map(({ next }) => next));
      const { run } = open.get(stepped.at)!;
      open.delete(stepped.at);
      if ("error" in stepped) {
        failure ??= stepped;
      } else if (stepped.result.done) {
        ends.set(stepped.at, stepped.result.value);
      } else {
        step(stepped.at, run);
        yield stepped.result.value;
      }
      for (; ends.has(ended); ended++) yield ends.get(ended)!;
    }
  } finally {
    for (const { run } of open.values()) void run.return(undefined as never).catch(() => undefined);
  }
  if (failure) throw failure.error;
}

type Stepped<E> = { at: number } & ({ result: IteratorResult<E, E> } | { error: unknown });

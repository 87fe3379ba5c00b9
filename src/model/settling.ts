import { ModelError } from "./modelError.ts";
import { untilStopped } from "./untilStopped.ts";

/** How long events may come without a pause in which the host does something else, such as a stop, in milliseconds. */
const LONGEST_RUN_MS = 40;

/**
 * The same events, but settled for sure once the signal fires: work gets `graceMs` to end by itself, so that what it
 * finished is reported; what hangs, or goes on without end, is left alone. Then it throws "aborted".
 */
export async function* settling<E, R>(
  events: AsyncGenerator<E, R>,
  signal: AbortSignal,
  graceMs: number,
): AsyncGenerator<E, R> {
  const late = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => {
    timer = setTimeout(() => late.abort(new ModelError({ kind: "aborted" }, "Stopped.")), graceMs);
  };
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop, { once: true });
  let since = performance.now();
  try {
    for (;;) {
      const next = await untilStopped(events.next(), late.signal);
      if (next.done) return next.value;
      yield next.value;
      if (performance.now() - since < LONGEST_RUN_MS) continue;
      await new Promise((resolve) => setTimeout(resolve));
      since = performance.now();
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
    // Work that hangs never comes to this, so nobody waits for it.
    const left = events.return(undefined as R).catch(() => undefined);
    if (!late.signal.aborted) await untilStopped(left, late.signal).catch(() => undefined);
  }
}

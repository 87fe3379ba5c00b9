import { setTimeout as pause } from "node:timers/promises";
import { whatHappened } from "../../model/whatHappened.ts";
import { inform } from "../show/notices.ts";
import { withNotice } from "../show/progress.ts";

type Why = { message: string; next?: string };

/**
 * Waits before an inline edit's request is retried, with a countdown and the reason in a cancellable notification.
 * Resolves at once when the signal fires.
 */
export function shownWait(ms: number, { message, next }: Why, signal: AbortSignal): Promise<"time" | "cancel"> {
  return withNotice("Gemma Code", async (report, cancelled) => {
    const end = Date.now() + ms;
    const stop = AbortSignal.any([signal, cancelled]);
    const then = next === undefined ? "" : ` After that: ${next}.`;
    for (let left = ms; left > 0 && !stop.aborted; left = end - Date.now()) {
      const seconds = Math.ceil(left / 1000);
      report(`${whatHappened(message)} Asking again in ${seconds} s.${then}`);
      await pause(Math.min(left, 1000), undefined, { signal: stop }).catch(() => undefined);
    }
    return cancelled.aborted ? "cancel" : "time";
  });
}

/** Says that another model writes this edit, and why. */
export function tellFallback(from: string, to: string, message: string): void {
  void inform(`Gemma Code: ${to} answers. ${from}: ${whatHappened(message)}`);
}

import { setTimeout as pause } from "node:timers/promises";
import * as vscode from "vscode";
import { whatHappened } from "../../model/whatHappened.ts";

type Why = { message: string; next?: string };

/**
 * Waits before an inline edit's request is retried, with a countdown and the reason in a cancellable notification.
 * Resolves at once when the signal fires.
 */
export function shownWait(ms: number, { message, next }: Why, signal: AbortSignal): Promise<"time" | "cancel"> {
  const options = { location: vscode.ProgressLocation.Notification, cancellable: true, title: "Gemma Code" };
  return Promise.resolve(
    vscode.window.withProgress(options, async (progress, token) => {
      const end = Date.now() + ms;
      const cancelled = new AbortController();
      token.onCancellationRequested(() => cancelled.abort());
      const stop = AbortSignal.any([signal, cancelled.signal]);
      const then = next === undefined ? "" : ` After that: ${next}.`;
      for (let left = ms; left > 0 && !stop.aborted; left = end - Date.now()) {
        const seconds = Math.ceil(left / 1000);
        progress.report({ message: `${whatHappened(message)} Asking again in ${seconds} s.${then}` });
        await pause(Math.min(left, 1000), undefined, { signal: stop }).catch(() => undefined);
      }
      return cancelled.signal.aborted ? "cancel" : "time";
    }),
  );
}

/** Says that another model writes this edit, and why. */
export function tellFallback(from: string, to: string, message: string): void {
  void vscode.window.showInformationMessage(`Gemma Code: ${to} answers. ${from}: ${whatHappened(message)}`);
}

import * as vscode from "vscode";
import { inertWords } from "../../words/inert.ts";

/** Tells how far the work is, in words; `increment` in per cent since the last report. */
export type Report = (message: string, increment?: number) => void;

/** Runs work under a notification that can cancel it; the signal fires when the user does. */
export function withNotice<T>(title: string, work: (report: Report, signal: AbortSignal) => Promise<T>): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title: inertWords(title), cancellable: true };
  return Promise.resolve(
    vscode.window.withProgress(options, async (progress, token) => {
      const cancelled = new AbortController();
      token.onCancellationRequested(() => cancelled.abort());
      const report: Report = (message, increment) =>
        progress.report({ message: inertWords(message), ...(increment !== undefined && { increment }) });
      return work(report, cancelled.signal);
    }),
  );
}

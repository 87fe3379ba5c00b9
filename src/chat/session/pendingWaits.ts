import type { WakeReason } from "../../agent/failover/policy.ts";

/** The pending wait of a turn before a retry; time or the user ends it. */
export class PendingWaits {
  private end: ((by: WakeReason) => void) | undefined;

  get isWaiting(): boolean {
    return this.end !== undefined;
  }

  /** Resolves with the reason for the end of the wait. A fired signal counts as time. */
  wait(ms: number, signal: AbortSignal): Promise<WakeReason> {
    return new Promise((resolve) => {
      const end = (by: WakeReason) => {
        clearTimeout(timer);
        signal.removeEventListener("abort", stop);
        this.end = undefined;
        resolve(by);
      };
      const stop = () => end("time");
      const timer = setTimeout(stop, ms);
      this.end = end;
      signal.addEventListener("abort", stop, { once: true });
      if (signal.aborted) stop();
    });
  }

  /** Ends the wait for the user; ignored if nothing waits (a second click, a wait that just ended). */
  wake(by: "now" | "switch"): void {
    this.end?.(by);
  }
}

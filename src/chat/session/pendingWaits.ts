import type { WakeReason } from "../../agent/failover/policy.ts";

/** Holds the turn that waits to ask a server again; time or the user ends the wait. */
export class PendingWaits {
  private end: ((by: WakeReason) => void) | undefined;

  get isWaiting(): boolean {
    return this.end !== undefined;
  }

  /** Resolves with what ended the wait; a fired signal ends it as time does. */
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

  /** The user's word; ignored when nothing waits (a second click, a wait that has just ended). */
  wake(by: "now" | "switch"): void {
    this.end?.(by);
  }
}

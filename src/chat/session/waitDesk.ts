import type { Woken } from "../../agent/failover/policy.ts";

/** Holds the turn that waits to ask a server again; time or the person ends the wait. */
export class WaitDesk {
  private woken: ((by: Woken) => void) | undefined;

  get isWaiting(): boolean {
    return this.woken !== undefined;
  }

  /** Resolves with what ended the wait; a fired signal ends it as time does. */
  wait(ms: number, signal: AbortSignal): Promise<Woken> {
    return new Promise((resolve) => {
      const end = (by: Woken) => {
        clearTimeout(timer);
        signal.removeEventListener("abort", stop);
        this.woken = undefined;
        resolve(by);
      };
      const stop = () => end("time");
      const timer = setTimeout(stop, ms);
      this.woken = end;
      signal.addEventListener("abort", stop, { once: true });
      if (signal.aborted) stop();
    });
  }

  /** The person's word; ignored when nothing waits (a second click, a wait that has just ended). */
  wake(by: "now" | "switch"): void {
    this.woken?.(by);
  }
}

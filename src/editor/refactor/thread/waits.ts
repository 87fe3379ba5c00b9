import type { RetryOptions } from "../../../agent/failover/retryingModel.ts";
import { PendingWaits } from "../../../chat/session/pendingWaits.ts";
import { whatHappened } from "../../../model/whatHappened.ts";
import { escapedMarkdown } from "../../../words/markdown.ts";

/** A pending retry: its reason as plain text and with actions as Markdown, and the seconds left. */
export type Waiting = { said: string; body: string; secondsLeft: number };

/** The commands linked from a wait's text. */
export const wakeCommands = ["gemma.askNow", "gemma.switchNow"];

/** The retry waits of one inline refactor. `told` is called every second and at the end. */
export class Waits {
  private readonly pending = new PendingWaits();
  private readonly told: (waiting: Waiting | undefined) => void;

  constructor(told: (waiting: Waiting | undefined) => void) {
    this.told = told;
  }

  get isWaiting(): boolean {
    return this.pending.isWaiting;
  }

  readonly wait: RetryOptions["wait"] = async (ms, why, signal) => {
    const end = Date.now() + ms;
    const [said, body] = [whatHappened(why.message), bodyOf(why)];
    const tell = () => this.told({ said, body, secondsLeft: Math.max(1, Math.ceil((end - Date.now()) / 1000)) });
    tell();
    const ticking = setInterval(tell, 1000);
    try {
      return await this.pending.wait(ms, signal);
    } finally {
      clearInterval(ticking);
      this.told(undefined);
    }
  };

  wake(by: "now" | "switch"): void {
    this.pending.wake(by);
  }
}

function bodyOf({ message, next }: Parameters<RetryOptions["wait"]>[1]): string {
  const links = ["[Ask now](command:gemma.askNow)"];
  if (next !== undefined) links.push(`[Switch to ${escapedMarkdown(next)}](command:gemma.switchNow)`);
  return `${escapedMarkdown(whatHappened(message))}\n\n${links.join(" · ")}`;
}

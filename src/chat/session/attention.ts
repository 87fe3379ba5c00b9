import type { TurnOutcome } from "../../agent/transcript/turnEvent.ts";

/** Why the user should look: something waits for an answer, the turn is done, or it ended and needs a decision. */
export type Attention = "asks" | "done" | "needs-you";

export type Activity = { running: boolean; approvals: number };

/** Whether a change of the session's activity is worth a notice. `outcome`: that of the last turn, once it ended. */
export function attentionFor(before: Activity, now: Activity, outcome: TurnOutcome | undefined): Attention | undefined {
  if (now.approvals > 0) return before.approvals === 0 ? "asks" : undefined;
  if (!before.running || now.running || outcome === undefined) return undefined;
  switch (outcome.type) {
    case "answered":
      return "done";
    case "stopped":
      return undefined;
    case "cut":
    case "out-of-steps":
    case "looped":
    case "failed":
      return "needs-you";
  }
}

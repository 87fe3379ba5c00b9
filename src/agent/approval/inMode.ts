import type { Mode } from "../transcript/turnEvent.ts";
import type { Approvals } from "./approvals.ts";
import { readingOnly } from "./readingOnly.ts";

/** The approvals of a turn in a mode: only Agent changes anything. */
export function approvalsIn(mode: Mode, approvals: Approvals): Approvals {
  switch (mode) {
    case "agent":
      return approvals;
    case "plan":
      return readingOnly(approvals, "Plan mode only reads, so nothing was done. Put this into the plan.");
    case "ask":
      return readingOnly(approvals, "Ask mode only reads, so nothing was done. Tell the user what to do instead.");
  }
}

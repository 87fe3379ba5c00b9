import type { Approvals } from "../../../src/agent/approval/approvals.ts";
import type { ApprovalDecision } from "../../../src/agent/transcript/turnEvent.ts";

let requests = 0;

/** Every call that asks is asked about, and is answered so at once. */
export const answering = (decision: ApprovalDecision): Approvals => ({
  verdict: async () => ({ decision: "ask" }),
  request: () => ({ nonce: `request ${requests++}`, answer: Promise.resolve(decision) }),
});

/** Every call that asks is allowed by a rule. */
export const allowAll: Approvals = {
  ...answering({ type: "stopped" }),
  verdict: async () => ({ decision: "allow" }),
};

import type { ApprovalDecision } from "../transcript/turnEvent.ts";
import type { AskingCall } from "./ask.ts";
import type { Verdict } from "./rules.ts";

/**
 * A request to the user. `nonce` names it for its answer: no other request ever bears the same, whatever the id of its
 * call. `answer` never rejects.
 */
export type ApprovalRequest = { nonce: string; answer: Promise<ApprovalDecision> };

/** Who may do what without asking, and who asks the user. */
export interface Approvals {
  /** What the rules say of a call. */
  verdict(call: AskingCall, signal: AbortSignal): Promise<Verdict>;
  /** Waits for the user from now on; the answer is "stopped" once the signal fires: stopping is not refusing. */
  request(call: AskingCall, signal: AbortSignal): ApprovalRequest;
}

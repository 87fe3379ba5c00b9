import type { ApprovalDecision } from "../transcript/turnEvent.ts";
import type { AskingCall } from "./ask.ts";
import type { DescribedCommand, Verdict } from "./rules.ts";

/**
 * A request to the user. `nonce` identifies it for its answer and is unique, whatever the id of its call. `answer`
 * never rejects.
 */
export type ApprovalRequest = { nonce: string; answer: Promise<ApprovalDecision> };

/** Decides calls by rules, or asks the user. */
export interface Approvals {
  /** The decision of the rules on a call. */
  verdict(call: AskingCall, signal: AbortSignal): Promise<Verdict>;
  /** What a card says of a command line beside it; undefined for other calls. */
  described?(call: AskingCall): DescribedCommand | undefined;
  /** Asks the user. The answer is "stopped" once the signal fires, because stopping is not refusing. */
  request(call: AskingCall, signal: AbortSignal): ApprovalRequest;
}

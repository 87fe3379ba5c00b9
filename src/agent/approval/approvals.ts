import type { Tool } from "../ports/tool.ts";
import type { ApprovalDecision, FileChange } from "../transcript/turnEvent.ts";

export type ApprovalRequest = { callId: string; tool: Tool; change: FileChange };

/**
 * Who may do what without asking. `standing` answers for a tool at once or says "ask"; `wait` resolves with the
 * user's answer, or "stopped" when the signal fires: stopping is not refusing.
 */
export interface Approvals {
  standing(tool: Tool): "allow" | "ask";
  wait(request: ApprovalRequest, signal: AbortSignal): Promise<ApprovalDecision>;
}

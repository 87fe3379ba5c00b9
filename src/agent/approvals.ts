import type { ApprovalDecision } from "./turnEvent.ts";
import type { Tool } from "./tool.ts";

/**
 * Who may do what without asking. `standing` answers for a tool at once or says "ask"; `wait` resolves with the
 * person's answer, or "stopped" when the signal fires: stopping is not refusing.
 */
export interface Approvals {
  standing(tool: Tool): "allow" | "ask";
  wait(callId: string, tool: Tool, signal: AbortSignal): Promise<ApprovalDecision>;
}

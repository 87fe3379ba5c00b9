import type { ApprovalRequest, Approvals } from "../../agent/approval/approvals.ts";
import type { Tool } from "../../agent/ports/tool.ts";
import type { ApprovalDecision, FileChange } from "../../agent/transcript/turnEvent.ts";

/** What the user allowed for good in this workspace, kept by the editor. */
export type StandingConsent = { has(toolName: string): boolean; add(toolName: string): void };

/** Holds the approvals that wait for an answer, and what was allowed for the rest of this chat. */
export class PendingApprovals implements Approvals {
  private readonly waiting = new Map<string, { tool: Tool; answer: (decision: ApprovalDecision) => void }>();
  private readonly changes = new Map<string, FileChange>();
  private readonly allowedInChat = new Set<string>();
  private readonly workspace: StandingConsent;
  private readonly changed: (waiting: number) => void;

  /** `changed` hears how many cards wait, for the view's badge. */
  constructor(workspace: StandingConsent, changed: (waiting: number) => void) {
    this.workspace = workspace;
    this.changed = changed;
  }

  standing(tool: Tool): "allow" | "ask" {
    const free = tool.touches === "reads" || this.allowedInChat.has(tool.name) || this.workspace.has(tool.name);
    return free ? "allow" : "ask";
  }

  wait({ callId, tool, change }: ApprovalRequest, signal: AbortSignal): Promise<ApprovalDecision> {
    this.changes.set(callId, change);
    return new Promise((resolve) => {
      const stop = () => answer({ type: "stopped" });
      const answer = (decision: ApprovalDecision) => {
        signal.removeEventListener("abort", stop);
        this.waiting.delete(callId);
        this.changed(this.waiting.size);
        resolve(decision);
      };
      this.waiting.set(callId, { tool, answer });
      this.changed(this.waiting.size);
      signal.addEventListener("abort", stop, { once: true });
      if (signal.aborted) stop();
    });
  }

  /** The whole texts behind an approval card of this window, for a diff editor. */
  changeOf(callId: string): FileChange | undefined {
    return this.changes.get(callId);
  }

  /** The user's answer; ignored when nothing of that id waits (a second click, a card of an earlier window). */
  settle(callId: string, decision: ApprovalDecision): void {
    const entry = this.waiting.get(callId);
    if (!entry) return;
    if (decision.type === "allowed" && decision.scope === "chat") this.allowedInChat.add(entry.tool.name);
    if (decision.type === "allowed" && decision.scope === "workspace") this.workspace.add(entry.tool.name);
    entry.answer(decision);
  }
}

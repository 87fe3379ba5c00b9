import type { ApprovalRequest, Approvals } from "../../agent/approval/approvals.ts";
import { type AskingCall, changesOf } from "../../agent/approval/ask.ts";
import { canonical } from "../../agent/approval/canonical.ts";
import {
  canStand,
  type CommandJudge,
  type CommandPolicy,
  type DescribedCommand,
  describedCommand,
  isCommand,
  type JudgedCommands,
  plainPolicy,
  type Rule,
  ruleFor,
  type Verdict,
  verdict,
} from "../../agent/approval/rules.ts";
import type { ApprovalDecision, FileChange } from "../../agent/transcript/turnEvent.ts";

/** The standing consents of this workspace, stored by the editor. */
export type StandingConsent = {
  rules(): readonly Rule[];
  add(rule: Rule): void;
  /** How command lines are judged, with the rules of the user for all workspaces. */
  commands?(): CommandPolicy;
  /** Adds a rule for command lines in all workspaces. */
  addForUser?(rule: string): void;
};

/**
 * Holds the pending approval requests, each by its own nonce, and the consents for the rest of this chat. Concurrent
 * tasks ask at the same time.
 */
export class PendingApprovals implements Approvals {
  private readonly waiting = new Map<string, { call: AskingCall; answer: (decision: ApprovalDecision) => void }>();
  private inChat: Rule[] = [];
  private judge: CommandJudge | undefined;
  private readonly workspace: StandingConsent;
  private readonly changed: (waiting: number) => void;

  /** `changed` is called with the number of pending requests, for the view's badge. */
  constructor(workspace: StandingConsent, changed: (waiting: number) => void) {
    this.workspace = workspace;
    this.changed = changed;
  }

  async verdict(call: AskingCall): Promise<Verdict> {
    // The parsers of command lines are large, and many chats run none.
    if (isCommand(call.ask)) this.judge ??= await import("../../agent/approval/command/decideCommand.ts");
    return verdict(call, this.rules, this.commands);
  }

  /** For a command line: only after its verdict. */
  described({ ask }: AskingCall): DescribedCommand | undefined {
    const { commands } = this;
    return ask.kind === "command" && commands ? describedCommand(ask, this.rules, commands) : undefined;
  }

  private get commands(): JudgedCommands | undefined {
    return this.judge && { judge: this.judge, policy: this.workspace.commands?.() ?? plainPolicy };
  }

  private get rules(): readonly Rule[] {
    return [...this.inChat, ...this.workspace.rules()];
  }

  request(call: AskingCall, signal: AbortSignal): ApprovalRequest {
    const nonce = crypto.randomUUID();
    const answer = new Promise<ApprovalDecision>((resolve) => {
      const stop = () => answer({ type: "stopped" });
      const answer = (decision: ApprovalDecision) => {
        signal.removeEventListener("abort", stop);
        this.waiting.delete(nonce);
        this.changed(this.waiting.size);
        resolve(decision);
      };
      this.waiting.set(nonce, { call, answer });
      this.changed(this.waiting.size);
      signal.addEventListener("abort", stop, { once: true });
      if (signal.aborted) stop();
    });
    return { nonce, answer };
  }

  /** The whole texts of a pending change, for a diff editor. `at`: which one, of several. */
  changeOf(nonce: string, at = 0): FileChange | undefined {
    const ask = this.waiting.get(nonce)?.call.ask;
    return ask && changesOf(ask)[at];
  }

  /** Handles the user's answer; ignored if no such request is pending (a second click, a card of an earlier window). */
  settle(nonce: string, decision: ApprovalDecision): void {
    const entry = this.waiting.get(nonce);
    if (!entry) return;
    const { call } = entry;
    if (decision.type !== "allowed" || decision.scope === "once") return entry.answer(decision);
    if (!canStand(call, this.commands)) return entry.answer({ type: "allowed", scope: "once" });
    const offered = decision.withRules === true ? (this.described(call)?.rules ?? []) : [];
    const rules: Rule[] = offered.map((rule) => ({ kind: "command-rule", rule }));
    // Only rules for command lines hold in all workspaces.
    if (decision.scope === "user") for (const rule of offered) this.workspace.addForUser?.(rule);
    else
      for (const rule of rules.length > 0 ? rules : [ruleFor(call)]) {
        if (decision.scope === "chat") this.inChat.push(rule);
        else this.workspace.add(rule);
      }
    entry.answer(decision);
  }

  /** What is allowed for the rest of this chat. */
  get chatRules(): readonly Rule[] {
    return this.inChat;
  }

  /** Takes back what was allowed in this chat: one rule, or all. */
  revoke(rule?: Rule): void {
    this.inChat = rule === undefined ? [] : this.inChat.filter((each) => canonical(each) !== canonical(rule));
  }
}

import type * as vscode from "vscode";
import { parseRules } from "../../agent/approval/rules.ts";
import type { StandingConsent } from "../../chat/session/pendingApprovals.ts";

const KEY = "gemma.alwaysAllowed";

/** The user's standing consents in this workspace. */
export function consentIn(memory: vscode.Memento): StandingConsent {
  const rules = () => parseRules(memory.get(KEY));
  return { rules, add: (rule) => void memory.update(KEY, [...rules(), rule]) };
}

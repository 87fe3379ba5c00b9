import { homedir } from "node:os";
import * as vscode from "vscode";
import type { CommandPolicy, Rule } from "../../../agent/approval/rules.ts";
import { commandShell } from "../../agent/terminal/workspaceCommands.ts";

/** The rules of a setting. Only the user's own settings count: a workspace must not allow its own commands. */
function own(key: string): readonly string[] {
  const value: unknown = vscode.workspace.getConfiguration("gemma").inspect(key)?.globalValue;
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];
}

const keep = (rules: readonly string[]): void =>
  void vscode.workspace
    .getConfiguration("gemma")
    .update("agent.allowedCommands", rules.length === 0 ? undefined : rules, vscode.ConfigurationTarget.Global);

/** The commands that the user allowed in all workspaces, in the settings. */
export const userCommands = {
  rules: (): readonly Rule[] => own("agent.allowedCommands").map((rule) => ({ kind: "command-rule", rule })),
  add: (rule: string): void => keep([...new Set([...own("agent.allowedCommands"), rule])]),
  revoke: (rule?: Rule): void =>
    keep(rule?.kind === "command-rule" ? own("agent.allowedCommands").filter((each) => each !== rule.rule) : []),
};

/** How command lines are judged now. With several folders, the first is the workspace of a path without a folder. */
export function commandPolicy(): CommandPolicy {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return {
    shell: commandShell().name,
    home: homedir(),
    allowed: vscode.workspace.isTrusted ? own("agent.allowedCommands") : [],
    denied: own("agent.deniedCommands"),
    ...(folder && { workspace: folder.uri.fsPath }),
  };
}

import * as v from "valibot";
import * as vscode from "vscode";
import { canonical } from "../../../agent/approval/canonical.ts";
import { type CommandPolicy, parseRules, type Rule } from "../../../agent/approval/rules.ts";
import { commandPolicy, userCommands } from "./userCommands.ts";
import type { StandingConsent } from "../../../chat/session/pendingApprovals.ts";

const KEY = "gemma.alwaysAllowed";

/** `folders`: those of the workspace for which the rules were given. Version 0.1.0 stored the rules alone. */
const storedSchema = v.object({ folders: v.array(v.string()), rules: v.unknown() });

/**
 * What the user allowed for good in this workspace. It holds for the folders that it was given in, as long as they are
 * trusted: another folder may mean something else by the same words.
 */
export class WorkspaceConsent implements StandingConsent, vscode.Disposable {
  private readonly memory: vscode.Memento;
  private readonly listening: vscode.Disposable;

  /** `ended` hears that the folders changed, which ends all standing consent. */
  constructor(memory: vscode.Memento, ended: () => void) {
    this.memory = memory;
    if (!vscode.workspace.isTrusted) void this.keep([]);
    this.listening = vscode.workspace.onDidChangeWorkspaceFolders(() => {
      void this.keep([]);
      ended();
    });
  }

  rules(): readonly Rule[] {
    const stored = this.memory.get<unknown>(KEY);
    const parsed = v.safeParse(storedSchema, stored);
    if (!vscode.workspace.isTrusted) return [];
    if (!parsed.success) return parseRules(stored);
    return canonical(parsed.output.folders) === canonical(foldersNow()) ? parseRules(parsed.output.rules) : [];
  }

  add(rule: Rule): void {
    void this.keep([...this.rules(), rule]);
  }

  commands(): CommandPolicy {
    return commandPolicy();
  }

  addForUser(rule: string): void {
    userCommands.add(rule);
  }

  /** Takes back one rule, or all. */
  revoke(rule?: Rule): void {
    void this.keep(rule === undefined ? [] : this.rules().filter((each) => canonical(each) !== canonical(rule)));
  }

  dispose(): void {
    this.listening.dispose();
  }

  private keep(rules: readonly Rule[]): Thenable<void> {
    return this.memory.update(KEY, rules.length === 0 ? undefined : { folders: foldersNow(), rules });
  }
}

const foldersNow = (): string[] => (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString());

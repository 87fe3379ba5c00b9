import * as vscode from "vscode";
import type { Rule } from "../../../agent/approval/rules.ts";
import { shownRows } from "../../show/inputs.ts";
import { inform } from "../../show/notices.ts";

/** What can be taken back: the rules of this chat, and those of the workspace. */
export type Revocable = { rules(): readonly Rule[]; revoke(rule?: Rule): void };
export type ConsentByScope = { chat: Revocable; workspace: Revocable; user: Revocable };

type Row = vscode.QuickPickItem & { revoke?: () => void };

/** Lists what Gemma may do without asking. The user takes back one thing by its button or by Enter, or all of it. */
export async function manageConsent(scopes: ConsentByScope): Promise<void> {
  if (rowsOf(scopes).length === 0) {
    await inform("Gemma Code: nothing is allowed without asking.");
    return;
  }
  const picker = vscode.window.createQuickPick<Row>();
  picker.title = "Allowed without asking";
  picker.placeholder = "Pick one to take it back";
  const list = (): void => {
    const rows = rowsOf(scopes);
    if (rows.length === 0) return picker.hide();
    const all: Row = {
      label: "Take back all",
      alwaysShow: true,
      iconPath: new vscode.ThemeIcon("clear-all"),
      revoke: () => {
        scopes.chat.revoke();
        scopes.workspace.revoke();
        scopes.user.revoke();
      },
    };
    picker.items = shownRows([...rows, { label: "", kind: vscode.QuickPickItemKind.Separator }, all]);
  };
  const take = (row: Row | undefined): void => {
    row?.revoke?.();
    list();
  };
  list();
  picker.onDidAccept(() => take(picker.activeItems[0]));
  picker.onDidTriggerItemButton(({ item }) => take(item));
  await new Promise<void>((resolve) => {
    picker.onDidHide(() => {
      picker.dispose();
      resolve();
    });
    picker.show();
  });
}

const rowsOf = ({ chat, workspace, user }: ConsentByScope): Row[] => [
  ...chat.rules().map((rule) => rowOf(rule, "in this chat", chat)),
  ...workspace.rules().map((rule) => rowOf(rule, "always in this workspace", workspace)),
  ...user.rules().map((rule) => rowOf(rule, "in all workspaces", user)),
];

const rowOf = (rule: Rule, where: string, owner: Revocable): Row => ({
  ...ruleWords(rule),
  description: where,
  buttons: [{ iconPath: new vscode.ThemeIcon("trash"), tooltip: "Take this back" }],
  revoke: () => owner.revoke(rule),
});

/** What a rule allows, in words. */
function ruleWords(rule: Rule): { label: string; detail?: string } {
  switch (rule.kind) {
    case "edit":
      return {
        label: `Change files by ${rule.tool}`,
        detail: "Files that programs run or obey are always asked about.",
      };
    case "files":
      return {
        label: `${doesWords(rule.does)} by ${rule.tool}`,
        detail: "Deletions, and files that programs run or obey, are always asked about.",
      };
    case "command":
      return { label: `Run ${rule.command}`, detail: `in ${rule.cwd}` };
    case "sandboxed-command":
      return { label: "Run commands in the sandbox", detail: "They write only in the workspace, and have no network." };
    case "input":
      return { label: `Type ${rule.text}`, detail: `into ${rule.program}` };
    case "task":
      return { label: `Run the task ${rule.name}`, detail: rule.runs };
    case "command-rule":
      return { label: `Run ${rule.rule} …`, detail: "with any arguments that are not destructive" };
    case "fetch":
      return { label: `Fetch ${rule.url}` };
    case "foreign-tool":
      return { label: `Use ${rule.tool} of ${rule.server}`, detail: `with ${rule.arguments}` };
    case "read-outside":
      return { label: `Read ${rule.path}`, detail: "outside the workspace" };
    case "read-private":
      return { label: `Read ${rule.path}`, detail: "which may hold secrets" };
  }
}

const doings = { write: "change files", move: "move files", "make-folder": "make folders" } as const;

function doesWords(does: Extract<Rule, { kind: "files" }>["does"]): string {
  const words = does.map((each) => doings[each]).join(", ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

import * as vscode from "vscode";
import type { ChatSummary } from "../../chat/store/chatStore.ts";
import type { KeptUse } from "../../chat/store/kept/prune.ts";
import { shownRows } from "../show/inputs.ts";
import { inform } from "../show/notices.ts";

export type KeptOverview = {
  use(): Promise<KeptUse[]>;
  chats(): Promise<readonly ChatSummary[]>;
  remove(chat: string): Promise<void>;
};

type Row = vscode.QuickPickItem & { chats: readonly string[] };

/** Lists how much is kept for each chat, the largest first. The user removes one, or all. */
export async function manageCheckpoints(kept: KeptOverview): Promise<void> {
  const picker = vscode.window.createQuickPick<Row>();
  picker.title = "Kept versions of files";
  picker.placeholder = "Pick one to remove it: the changes of that chat can then no longer be taken back";
  const list = async (): Promise<void> => {
    const rows = rowsOf(await kept.use(), await kept.chats());
    const all: Row = {
      label: "Remove all",
      description: megabytes(sumOf(rows.map(({ bytes }) => bytes))),
      alwaysShow: true,
      iconPath: new vscode.ThemeIcon("clear-all"),
      chats: rows.flatMap(({ chats }) => chats),
    };
    if (rows.length === 0) return picker.hide();
    picker.items = shownRows([...rows, { label: "", kind: vscode.QuickPickItemKind.Separator, chats: [] }, all]);
  };
  const remove = async (row: Row | undefined): Promise<void> => {
    for (const chat of row?.chats ?? []) await kept.remove(chat);
    await list();
  };
  if ((await kept.use()).every(({ files }) => files.length === 0)) {
    picker.dispose();
    return void inform("Gemma Code: no files are kept in this workspace.");
  }
  picker.onDidAccept(() => void remove(picker.activeItems[0]));
  picker.onDidTriggerItemButton(({ item }) => void remove(item));
  const hidden = new Promise<void>((resolve) => picker.onDidHide(() => resolve()));
  picker.show();
  await list();
  await hidden;
  picker.dispose();
}

function rowsOf(use: readonly KeptUse[], chats: readonly ChatSummary[]): (Row & { bytes: number })[] {
  return use
    .filter(({ files }) => files.length > 0)
    .map(({ chat, files }) => {
      const bytes = sumOf(files.map((file) => file.bytes));
      return {
        label: chats.find(({ id }) => id === chat)?.title ?? "A chat that is no longer listed",
        description: `${megabytes(bytes)}, ${files.length} ${files.length === 1 ? "version" : "versions"} of files`,
        buttons: [{ iconPath: new vscode.ThemeIcon("trash"), tooltip: "Remove" }],
        chats: [chat],
        bytes,
      };
    })
    .toSorted((a, b) => b.bytes - a.bytes);
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);
const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`;

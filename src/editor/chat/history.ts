import * as vscode from "vscode";
import { type ChatStore, type ChatSummary, MOST_LISTED } from "../../chat/store/chatStore.ts";
import { shownRows } from "../show/inputs.ts";
import { askModal } from "../show/notices.ts";

/** Lists earlier chats and opens the picked one; a row's button deletes it after a question. */
export async function pickChat(
  store: ChatStore,
  remove: (id: string) => Promise<void>,
): Promise<ChatSummary | undefined> {
  type Row = vscode.QuickPickItem & { chat: ChatSummary };
  const trash = { iconPath: new vscode.ThemeIcon("trash"), tooltip: "Delete this chat" };
  const picker = vscode.window.createQuickPick<Row>();
  const list = async (): Promise<void> => {
    const { chats, all } = await store.list();
    picker.placeholder =
      all > MOST_LISTED
        ? `The newest ${MOST_LISTED} of ${all} earlier chats of this workspace`
        : "Earlier chats of this workspace";
    const rows: Row[] = chats.map((chat) => ({
      label: chat.title,
      description: new Date(chat.updatedAt).toLocaleString(),
      buttons: [trash],
      chat,
    }));
    picker.items = shownRows(rows);
  };
  await list();
  return new Promise((resolve) => {
    picker.onDidTriggerItemButton(async ({ item }) => {
      picker.ignoreFocusOut = true;
      const sure = await askModal({ headline: `Delete "${item.chat.title}"?` }, "Delete");
      if (sure) await remove(item.chat.id);
      await list();
      picker.ignoreFocusOut = false;
    });
    picker.onDidAccept(() => {
      resolve(picker.activeItems[0]?.chat);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

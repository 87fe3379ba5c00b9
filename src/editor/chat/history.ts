import * as vscode from "vscode";
import type { ChatStore, ChatSummary } from "../../chat/store/chatStore.ts";
import { shownRows } from "../show/inputs.ts";
import { askModal } from "../show/notices.ts";

/** Lists earlier chats and opens the picked one; a row's button deletes it after a question. */
export async function pickChat(
  store: ChatStore,
  remove: (id: string) => Promise<void>,
): Promise<ChatSummary | undefined> {
  type Row = vscode.QuickPickItem & { chat: ChatSummary };
  const trash = { iconPath: new vscode.ThemeIcon("trash"), tooltip: "Delete this chat" };
  const rows = async (): Promise<Row[]> =>
    (await store.list()).map((chat) => ({
      label: chat.title,
      description: new Date(chat.updatedAt).toLocaleString(),
      buttons: [trash],
      chat,
    }));
  const picker = vscode.window.createQuickPick<Row>();
  picker.placeholder = "Earlier chats of this workspace";
  picker.items = shownRows(await rows());
  return new Promise((resolve) => {
    picker.onDidTriggerItemButton(async ({ item }) => {
      picker.ignoreFocusOut = true;
      const sure = await askModal({ headline: `Delete "${item.chat.title}"?` }, "Delete");
      if (sure) await remove(item.chat.id);
      picker.items = shownRows(await rows());
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

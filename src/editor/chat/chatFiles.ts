import { homedir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import type { ChatStore } from "../../chat/store/chatStore.ts";
import { inform, tellError } from "../show/notices.ts";

const filters = { "Gemma Code chat": ["jsonl"] };

/** Saves a chat with its attachments to a file that the user names. */
export async function exportChatFile(store: ChatStore, id: string): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? homedir();
  const target = await vscode.window.showSaveDialog({
    filters,
    defaultUri: vscode.Uri.file(join(folder, "gemma-chat.jsonl")),
  });
  if (!target) return;
  try {
    await store.exportTo(id, target.fsPath);
    void inform(`Gemma Code: the chat is in ${target.fsPath}.`);
  } catch {
    void tellError("Gemma Code: the chat could not be written there, or it has no messages yet.");
  }
}

/** Takes up a chat from a file that the user picks; its new id, or undefined. */
export async function importChatFile(store: ChatStore): Promise<string | undefined> {
  const [source] = (await vscode.window.showOpenDialog({ filters, openLabel: "Import" })) ?? [];
  if (!source) return undefined;
  try {
    const { id, lost } = await store.importFrom(source.fsPath);
    if (lost > 0) void inform(`Gemma Code: ${lost} lines of the file could not be read.`);
    return id;
  } catch (error) {
    void tellError(`Gemma Code: ${error instanceof Error ? error.message : "the file could not be read."}`);
    return undefined;
  }
}

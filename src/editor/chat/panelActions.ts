import { stat } from "node:fs/promises";
import * as vscode from "vscode";
import type { FileChange } from "../../agent/tool.ts";
import { locate } from "../files/containment.ts";
import { virtualTexts } from "./virtualTexts.ts";

/** Opens VS Code's own diff editor on a change that waits for approval or was settled in this window. */
export async function showChange(change: FileChange | undefined): Promise<void> {
  if (!change) {
    void vscode.window.showInformationMessage("The texts of this change are no longer kept; open the file instead.");
    return;
  }
  const before = virtualTexts.put(change.path, change.before ?? "");
  const after = virtualTexts.put(change.path, change.after);
  await vscode.commands.executeCommand("vscode.diff", before, after, `${change.path} (proposed by Gemma)`);
}

/** Opens a web address outside, `path` or `path:line` of the workspace in the editor; other schemes are refused. */
export async function openLink(href: string): Promise<void> {
  if (/^https?:\/\//i.test(href)) {
    await vscode.env.openExternal(vscode.Uri.parse(href, true));
    return;
  }
  const [, path = "", line] = /^(?:\.\/)?(.+?)(?:(?::|#L)(\d+))?(?:[-:].*)?$/.exec(href) ?? [];
  const folders = vscode.workspace.workspaceFolders?.map(({ name, uri }) => ({ name, path: uri.fsPath })) ?? [];
  const place = await locate(folders, decodeURI(path)).catch(() => undefined);
  const isFile = place && (await stat(place.absolute).catch(() => undefined))?.isFile();
  if (!place || !isFile) {
    void vscode.window.showInformationMessage(`Gemma Code: there is no file "${path}" in this workspace.`);
    return;
  }
  const at = new vscode.Position(Math.max(0, Number(line ?? 1) - 1), 0);
  await vscode.window.showTextDocument(vscode.Uri.file(place.absolute), { selection: new vscode.Range(at, at) });
}

import { stat } from "node:fs/promises";
import * as vscode from "vscode";
import type { Attachment } from "../../agent/transcript/turnEvent.ts";
import { type LinkTarget, linkTargets } from "../../edit/reply/pathLinks.ts";
import { addressOf, allowedUri } from "../core/documents.ts";
import { find } from "../core/reading.ts";
import { inform } from "../show/notices.ts";

/** Opens a web address outside, or a workspace file at its line; refuses anything else with words. */
export async function openLink(href: string): Promise<void> {
  if (/^https?:\/\//i.test(href)) {
    await vscode.env.openExternal(vscode.Uri.parse(href, true));
    return;
  }
  const targets = linkTargets(href);
  for (const target of targets) {
    const uri = await fileAt(target);
    if (uri) return show(uri, target.line);
  }
  const path = targets[0]?.path ?? href;
  void inform(`Gemma Code: there is no file "${path}" in this workspace.`);
}

/** Opens an attachment's document at its lines. */
export async function openAttachment({ uri, path, startLine }: Attachment): Promise<void> {
  const known = uri === undefined ? undefined : allowedUri(uri);
  if (known && (known.scheme !== "file" || (await isFile(known.fsPath)))) return show(known, startLine);
  if (path !== undefined) await openLink(startLine === undefined ? path : `${path}:${startLine}`);
}

async function fileAt({ path }: LinkTarget): Promise<vscode.Uri | undefined> {
  const place = await find(path).catch(() => undefined);
  return place && (await isFile(place.address)) ? addressOf(place) : undefined;
}

const isFile = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined))?.isFile() ?? false;

async function show(uri: vscode.Uri, line: number | undefined): Promise<void> {
  const cell = vscode.workspace.notebookDocuments
    .flatMap((notebook) => notebook.getCells())
    .find(({ document }) => document.uri.toString() === uri.toString());
  if (cell) {
    const selections = [new vscode.NotebookRange(cell.index, cell.index + 1)];
    await vscode.window.showNotebookDocument(cell.notebook, { selections });
    return;
  }
  const at = new vscode.Position(Math.max(0, (line ?? 1) - 1), 0);
  // Opens it in its default editor, because a notebook or picture is not text.
  await vscode.commands.executeCommand("vscode.open", uri, { selection: new vscode.Range(at, at) });
}

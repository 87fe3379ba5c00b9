import { access, constants, stat } from "node:fs/promises";
import * as vscode from "vscode";
import { CELL_SCHEME } from "./cells.ts";
import type { ReadOnlyBy } from "../../../agent/ports/workspaceFault.ts";

/**
 * Why a document can't be written: a display-only scheme, file permissions, a setting, or the user's choice for this
 * session. Undefined if it can.
 */
export async function whyReadOnly(document: vscode.TextDocument): Promise<ReadOnlyBy | undefined> {
  const { uri } = document;
  if (uri.scheme === "untitled" || uri.scheme === CELL_SCHEME) return undefined;
  if (await isLocked(uri)) return "file";
  const isSet = isSetReadOnly(uri);
  // There is no API for this. Saving an unchanged document does nothing, and fails if it is read-only. Unsaved text would
  // be written, so only a setting is known then, and an edit that the session's own word forbids is refused when made.
  if (document.isDirty) return isSet && !(await takesEdits(document)) ? "setting" : undefined;
  if (await document.save()) return undefined;
  return isSet ? "setting" : "session";
}

/** What keeps a file from being moved or deleted, by its permissions or a setting. */
export async function lockedBy(uri: vscode.Uri): Promise<ReadOnlyBy | undefined> {
  if (await isLocked(uri)) return "file";
  return isSetReadOnly(uri) ? "setting" : undefined;
}

/** What locks a document whose editor took no edit. */
export async function lockOf(uri: vscode.Uri): Promise<ReadOnlyBy> {
  if (await isLocked(uri)) return "file";
  return isSetReadOnly(uri) ? "setting" : "session";
}

/**
 * Whether an editor that shows the document takes edits, since the user made it writable for this session. This writes one
 * character as it is: a read-only editor says it has done so, and has not.
 */
async function takesEdits(document: vscode.TextDocument): Promise<boolean> {
  const editor = vscode.window.visibleTextEditors.find((each) => each.document === document);
  const [character = ""] = document.lineAt(0).text;
  if (!editor || character === "") return false;
  const { version } = document;
  const range = new vscode.Range(0, 0, 0, character.length);
  const stops = { undoStopBefore: false, undoStopAfter: false };
  const done = await editor.edit((edit) => edit.replace(range, character), stops);
  return !done || document.version !== version;
}

/** Whether the settings make a file read-only, even one that doesn't exist yet. */
export function isSetReadOnly(uri: vscode.Uri): boolean {
  const settings = vscode.workspace.getConfiguration("files", uri);
  const matches = (key: string): boolean =>
    Object.entries(settings.get<Record<string, unknown>>(key) ?? {}).some(
      ([glob, on]) => on === true && isIn(uri, glob),
    );
  return matches("readonlyInclude") && !matches("readonlyExclude");
}

/** Whether a file matches a glob of the settings: absolute, or relative to its workspace folder. */
function isIn(uri: vscode.Uri, glob: string): boolean {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const patterns = [glob, ...(folder ? [new vscode.RelativePattern(folder, glob)] : [])];
  // The editor's own matcher needs nothing else of a document.
  const place = { uri, languageId: "" } as vscode.TextDocument;
  return patterns.some((pattern) => vscode.languages.match({ pattern }, place) > 0);
}

async function isLocked(uri: vscode.Uri): Promise<boolean> {
  if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) !== true) return true;
  const info = await Promise.resolve(vscode.workspace.fs.stat(uri)).catch(() => undefined);
  if (((info?.permissions ?? 0) & vscode.FilePermission.Readonly) !== 0) return true;
  if (uri.scheme !== "file" || !info) return false;
  // Root can write anything, but a file without any write permission is meant to stay unchanged.
  const { mode } = await stat(uri.fsPath);
  const refused = await access(uri.fsPath, constants.W_OK).then(
    () => false,
    () => true,
  );
  return refused || (mode & 0o222) === 0;
}

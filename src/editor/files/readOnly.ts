import { access, constants, stat } from "node:fs/promises";
import * as vscode from "vscode";
import type { ReadOnlyBy } from "../../agent/ports/workspaceFault.ts";

/**
 * Why nothing can be written to a document: a kind of place that is only shown, a file without leave, a setting, or the
 * user's word for this session. Undefined where it can be written.
 */
export async function whyReadOnly(document: vscode.TextDocument): Promise<ReadOnlyBy | undefined> {
  const { uri } = document;
  if (uri.scheme === "untitled") return undefined;
  if (await isLocked(uri)) return "file";
  if (document.isDirty) return undefined;
  // The API doesn't tell. Saving a document without changes does nothing, and fails where the editor takes none.
  if (await document.save()) return undefined;
  return isSetReadOnly(uri) ? "setting" : "session";
}

/** Whether the settings make a file read-only that may not exist yet. */
export function isSetReadOnly(uri: vscode.Uri): boolean {
  const settings = vscode.workspace.getConfiguration("files", uri);
  const matches = (key: string): boolean =>
    Object.entries(settings.get<Record<string, unknown>>(key) ?? {}).some(
      ([glob, on]) => on === true && isIn(uri, glob),
    );
  return matches("readonlyInclude") && !matches("readonlyExclude");
}

/** Whether a file lies in a glob, as settings have them: absolute, or relative to its workspace folder. */
function isIn(uri: vscode.Uri, glob: string): boolean {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const patterns = [glob, ...(folder ? [new vscode.RelativePattern(folder, glob)] : [])];
  // The editor's own matcher asks nothing else of a document.
  const place = { uri, languageId: "" } as vscode.TextDocument;
  return patterns.some((pattern) => vscode.languages.match({ pattern }, place) > 0);
}

async function isLocked(uri: vscode.Uri): Promise<boolean> {
  if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) !== true) return true;
  const info = await Promise.resolve(vscode.workspace.fs.stat(uri)).catch(() => undefined);
  if (((info?.permissions ?? 0) & vscode.FilePermission.Readonly) !== 0) return true;
  if (uri.scheme !== "file" || !info) return false;
  // Root may write everything; a file that nobody is given leave to write is meant to stay as it is.
  const { mode } = await stat(uri.fsPath);
  const refused = await access(uri.fsPath, constants.W_OK).then(
    () => false,
    () => true,
  );
  return refused || (mode & 0o222) === 0;
}

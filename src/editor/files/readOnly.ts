import { access, constants, stat } from "node:fs/promises";
import * as vscode from "vscode";

/** Whether nothing can be written there: a kind of place that is only shown, or a file without leave. */
export async function isReadOnly(uri: vscode.Uri): Promise<boolean> {
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

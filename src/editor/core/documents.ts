import { realpathSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { isAbsolute, relative, sep } from "node:path";
import * as vscode from "vscode";
import type { Place } from "./workspace/containment.ts";
import { type Folder, namedApart } from "./workspace/folderNames.ts";

/**
 * Identifies documents. Attachments, marks, reads and edits use the one `uri` of a document. A shown path is only for
 * display.
 */

/** The workspace's folders on disk, with unique names. */
export const folders = (): Folder[] =>
  namedApart(
    (vscode.workspace.workspaceFolders ?? [])
      .filter((folder) => folder.uri.scheme === "file")
      .map((folder) => ({ name: folder.name, path: folder.uri.fsPath })),
  );

/** The display names of the workspace's folders, including those that are not on disk. */
export function folderNames(): string[] {
  const all = (vscode.workspace.workspaceFolders ?? []).map(({ name, uri }) => ({ name, path: uri.path }));
  return namedApart(all).map(({ name }) => name);
}

/**
 * A document's path for user and model: relative to the workspace if inside, with the folder's name if there are
 * several. A notebook cell is identified by its number.
 */
export function shownPath(uri: vscode.Uri): string {
  const cell = cellAt(uri);
  if (cell) return `${shownPath(cell.notebook.uri)}, cell ${cell.index + 1}`;
  const owner = vscode.workspace.getWorkspaceFolder(uri);
  if (!owner) return linkedPath(uri) ?? vscode.workspace.asRelativePath(uri, undefined);
  const all = folders();
  const folder = all.length > 1 ? all.find(({ path }) => path === owner.uri.fsPath) : undefined;
  if (!folder) return vscode.workspace.asRelativePath(uri, undefined);
  return [folder.name, ...relative(folder.path, uri.fsPath).split(sep)].filter((part) => part !== "").join("/");
}

/** The shown path of a file that was opened by its real path while the workspace reaches it through a link. */
function linkedPath({ scheme, fsPath }: vscode.Uri): string | undefined {
  if (scheme !== "file") return undefined;
  const all = folders();
  for (const { name, path } of all) {
    const inside = relative(realPathOf(path), fsPath).split(sep);
    if (inside[0] === ".." || isAbsolute(inside[0] ?? "") || path === realPathOf(path)) continue;
    return [...(all.length > 1 ? [name] : []), ...inside].join("/");
  }
  return undefined;
}

function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** The cell of an open notebook whose document this is. */
function cellAt(uri: vscode.Uri): vscode.NotebookCell | undefined {
  if (uri.scheme !== "vscode-notebook-cell") return undefined;
  const address = uri.toString();
  for (const notebook of vscode.workspace.notebookDocuments) {
    const cell = notebook.getCells().find(({ document }) => document.uri.toString() === address);
    if (cell) return cell;
  }
  return undefined;
}

/** The open document with this URI; undefined if there is none. */
export function openAt(uri: vscode.Uri): vscode.TextDocument | undefined {
  const address = uri.toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === address);
}

/**
 * The URI to open a file with: the one that the user has open, by whatever link, with unsaved text first; otherwise the
 * workspace's own.
 */
export async function addressOf(place: Place): Promise<vscode.Uri> {
  const own = vscode.Uri.file(place.address);
  const files = vscode.workspace.textDocuments.filter(({ uri, isClosed }) => uri.scheme === "file" && !isClosed);
  const same = await onlySame(files, ({ uri }) => uri.fsPath, place.absolute);
  const at = (address: string) => same.find(({ uri }) => uri.toString() === address);
  const front = vscode.window.activeTextEditor?.document.uri.toString() ?? "";
  const document = same.find(({ isDirty }) => isDirty) ?? at(own.toString()) ?? at(front) ?? same[0];
  return document?.uri ?? own;
}

/** The open notebook of a file. */
export async function notebookAt(place: Place): Promise<vscode.NotebookDocument | undefined> {
  const open = vscode.workspace.notebookDocuments.filter(({ uri, isClosed }) => uri.scheme === "file" && !isClosed);
  const [notebook] = await onlySame(open, ({ uri }) => uri.fsPath, place.absolute);
  return notebook;
}

async function onlySame<T>(all: readonly T[], pathOf: (one: T) => string, real: string): Promise<T[]> {
  const paths = await Promise.all(all.map((one) => realpath(pathOf(one)).catch(() => undefined)));
  return all.filter((_, at) => paths[at] === real);
}

/** The document of an attachment's URI, if it is open or in the workspace. */
export function allowedUri(address: string): vscode.Uri | undefined {
  const uri = parsed(address);
  if (!uri) return undefined;
  return openAt(uri) || (uri.scheme === "file" && vscode.workspace.getWorkspaceFolder(uri)) ? uri : undefined;
}

function parsed(address: string): vscode.Uri | undefined {
  try {
    return vscode.Uri.parse(address, true);
  } catch {
    return undefined;
  }
}

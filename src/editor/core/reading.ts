import { stat } from "node:fs/promises";
import * as vscode from "vscode";
import { isPrivate } from "../../agent/approval/files/privateFiles.ts";
import { WorkspaceError } from "../../agent/ports/workspaceFault.ts";
import { addressOf, folders, openAt } from "./documents.ts";
import { locate, type Place } from "./workspace/containment.ts";
import { hiddenBelow } from "./workspace/hiddenFiles.ts";

/**
 * The one way to files outside of src/editor/files and src/editor/review (a lint rule): each function says whose wish it
 * follows, and judges the place with all links resolved.
 */

/** Bytes of a file that goes to a model without the user naming it. */
const MOST = 1_000_000;

/** The place of a path in the workspace. Throws WorkspaceError, also for what `.gemmaignore` hides. */
export async function find(path: string): Promise<Place> {
  const isElsewhere = folders().length === 0 && (vscode.workspace.workspaceFolders ?? []).length > 0;
  if (isElsewhere) throw new WorkspaceError({ kind: "not-on-disk" });
  const place = await locate(folders(), path);
  if ((await hiddenBelow(folders(), place.address))(""))
    throw new WorkspaceError({ kind: "hidden", path: place.shown });
  return place;
}

/**
 * The text of a file that goes to a model without the user naming it: instructions, manifests, examples. Undefined
 * unless it is really inside the workspace, of bounded size, and doesn't look like one that holds secrets.
 */
export async function insideText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const address = uri.scheme === "file" ? await insideAddress(uri) : uri;
    if (!address || !vscode.workspace.getWorkspaceFolder(uri)) return undefined;
    const open = openAt(address);
    if (open) return open.getText();
    const { size, type } = await vscode.workspace.fs.stat(address);
    if (size > MOST || (type & vscode.FileType.File) === 0) return undefined;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(address));
  } catch {
    return undefined;
  }
}

async function insideAddress(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
  const place = await find(uri.fsPath);
  return isPrivate(place.judged) ? undefined : addressOf(place);
}

/**
 * The document at an address that a command or a stored chat names: one that is open, or a file that is really inside
 * the workspace. Throws WorkspaceError for a file outside, also behind a link.
 */
export async function documentAt(uri: vscode.Uri): Promise<vscode.TextDocument> {
  const open = openAt(uri);
  if (open) return open;
  return vscode.workspace.openTextDocument(await addressInside(uri));
}

/** Where a file of the workspace is or will be, with all links resolved. Throws WorkspaceError for a place outside. */
export async function addressInside(uri: vscode.Uri): Promise<vscode.Uri> {
  return uri.scheme === "file" ? addressOf(await find(uri.fsPath)) : uri;
}

/** Opens an unsaved document with a text. */
export const openUntitled = (content: string, language?: string): Thenable<vscode.TextDocument> =>
  vscode.workspace.openTextDocument({ content, ...(language !== undefined && { language }) });

/** The bytes of a file that the user dropped or picked, wherever it is. */
export const bytesOfPicked = (uri: vscode.Uri): Thenable<Uint8Array> => vscode.workspace.fs.readFile(uri);

/**
 * Creates a file that the user just confirmed. Returns why not, if there is one by now or the place is no longer the one
 * that was shown. Throws the file system's errors.
 */
export async function writeConfirmed(uri: vscode.Uri, text: string): Promise<string | undefined> {
  if (uri.scheme === "file") {
    const place = await find(uri.fsPath);
    if (await stat(place.absolute).catch(() => undefined)) return "There is such a file by now.";
    if (place.address !== uri.fsPath) return "A link leads elsewhere by now.";
  }
  await vscode.workspace.fs.writeFile(uri, await vscode.workspace.encode(text, { uri }));
  return undefined;
}

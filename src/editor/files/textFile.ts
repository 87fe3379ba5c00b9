import { access, constants, stat } from "node:fs/promises";
import * as vscode from "vscode";
import { WorkspaceError, type WorkspaceFault } from "../../agent/ports/workspaceFault.ts";
import type { Place } from "../core/workspace/containment.ts";
import { addressOf, notebookAt } from "../core/documents.ts";
import { followsDisk, harmOfSaving, unwritable } from "./encodings.ts";
import { whyReadOnly } from "../core/workspace/readOnly.ts";

/** Larger files, in bytes, are useless to a model and would block the editor. */
const MAX_BYTES = 5_000_000;

/** The editor's document of a file, with its current buffer or disk text. Throws WorkspaceError. */
export async function openText(place: Place): Promise<vscode.TextDocument> {
  const { absolute, shown: path } = place;
  const info = await stat(absolute).catch(() => undefined);
  if (!info) throw new WorkspaceError({ kind: "missing-file", path });
  if (info.isDirectory()) throw new WorkspaceError({ kind: "is-folder", path });
  if (info.size > MAX_BYTES) throw new WorkspaceError({ kind: "too-large", path, bytes: info.size, most: MAX_BYTES });
  // The cells are not the file's text: writing would overwrite unsaved ones.
  if ((await notebookAt(place))?.isDirty === true) throw new WorkspaceError({ kind: "unsaved-notebook", path });
  const document = await opened(await addressOf(place), path);
  if (!(await followsDisk(document))) throw new WorkspaceError({ kind: "behind-disk", path });
  return document;
}

async function opened(uri: vscode.Uri, path: string): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    const isReadable = await access(uri.fsPath, constants.R_OK).then(
      () => true,
      () => false,
    );
    throw new WorkspaceError({ kind: isReadable ? "binary" : "unreadable", path });
  }
}

/** Throws WorkspaceError unless the document can become `after` and be saved without other changes. */
export async function refuseHarm(path: string, document: vscode.TextDocument, after: string): Promise<void> {
  const fault = await harmTo(path, document);
  if (fault) throw new WorkspaceError(fault);
  await refuseUnwritable(path, after, document.encoding);
}

/** Why a document can't be changed and saved without other changes; undefined if it can. */
export async function harmTo(path: string, document: vscode.TextDocument): Promise<WorkspaceFault | undefined> {
  const by = await whyReadOnly(document);
  if (by) return { kind: "read-only", path, by };
  const harm = await harmOfSaving(document);
  switch (harm) {
    case "misread":
      return { kind: harm, path, encoding: document.encoding };
    case "line-ends":
      return { kind: harm, path };
    case undefined:
      return undefined;
  }
}

/** Throws WorkspaceError if an encoding lacks a character of a text. */
export async function refuseUnwritable(path: string, text: string, encoding: string): Promise<void> {
  const character = await unwritable(text, encoding);
  if (character !== undefined) throw new WorkspaceError({ kind: "no-such-character", path, encoding, character });
}

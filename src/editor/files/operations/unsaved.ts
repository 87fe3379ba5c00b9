import { realpath } from "node:fs/promises";
import { relative, sep } from "node:path";
import * as vscode from "vscode";
import { WorkspaceError } from "../../../agent/ports/workspaceFault.ts";
import type { Place } from "../../core/workspace/containment.ts";

/** Throws WorkspaceError if the editor holds unsaved text or cells of a file at or below a place. */
export async function refuseUnsaved(place: Place): Promise<void> {
  const texts = vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty);
  if (await someWithin(texts, place)) throw new WorkspaceError({ kind: "unsaved", path: place.shown });
  const notebooks = vscode.workspace.notebookDocuments.filter(({ isDirty }) => isDirty);
  if (await someWithin(notebooks, place)) throw new WorkspaceError({ kind: "unsaved-notebook", path: place.shown });
}

async function someWithin(all: readonly { uri: vscode.Uri }[], place: Place): Promise<boolean> {
  const paths = all.flatMap(({ uri }) => (uri.scheme === "file" || uri.scheme === "untitled" ? [uri.fsPath] : []));
  const real = await Promise.all(paths.map((path) => realpath(path).catch(() => path)));
  const isWithin = (path: string): boolean => {
    const inside = relative(place.absolute, path);
    return inside === "" || (inside !== ".." && !inside.startsWith(`..${sep}`));
  };
  return [...paths, ...real].some((path) => isWithin(path));
}

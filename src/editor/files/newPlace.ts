import { stat } from "node:fs/promises";
import * as vscode from "vscode";
import { WorkspaceError } from "../../agent/ports/workspaceFault.ts";
import { find } from "../core/reading.ts";
import { type Place, refuseGitData } from "../core/workspace/containment.ts";

/** A place where nothing is, on disk or unsaved in the editor. Throws WorkspaceError. */
export async function newPlace(path: string): Promise<Place> {
  const place = await find(path);
  refuseGitData(place);
  const exists = await stat(place.absolute).then(
    () => true,
    () => false,
  );
  if (exists) throw new WorkspaceError({ kind: "exists", path: place.shown });
  if (/[\\/]$/.test(path)) throw new WorkspaceError({ kind: "is-folder", path: place.shown });
  const { fsPath } = vscode.Uri.file(place.address);
  // An untitled document may become that file when saved.
  const isUnsaved = ({ uri, isDirty }: vscode.TextDocument): boolean =>
    isDirty && (uri.scheme === "file" || uri.scheme === "untitled") && uri.fsPath === fsPath;
  if (vscode.workspace.textDocuments.some(isUnsaved)) throw new WorkspaceError({ kind: "unsaved", path: place.shown });
  return place;
}

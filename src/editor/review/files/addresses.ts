import type * as vscode from "vscode";
import { CELL_SCHEME } from "../../core/workspace/cells.ts";

/** Whether a document is a file, or lies below a folder: the editor tells of a folder alone. Cells have their notebook's path. */
export function liesWithin(uri: vscode.Uri, place: vscode.Uri): boolean {
  const isOfPlace = uri.scheme === place.scheme || uri.scheme === CELL_SCHEME;
  if (!isOfPlace || uri.authority !== place.authority) return false;
  return uri.path === place.path || uri.path.startsWith(`${place.path.replace(/\/$/, "")}/`);
}

/** The address of a document within `from` once that is `to`. */
export const movedTo = (uri: vscode.Uri, from: vscode.Uri, to: vscode.Uri): vscode.Uri =>
  uri.with({ path: to.path.replace(/\/$/, "") + uri.path.slice(from.path.replace(/\/$/, "").length) });

import type * as vscode from "vscode";
import { CELL_SCHEME } from "../../core/workspace/cells.ts";

/** Whether a document is at or below a place: the editor reports only the folder itself. Cells have their notebook's path. */
export function liesWithin(uri: vscode.Uri, place: vscode.Uri): boolean {
  const isOfPlace = uri.scheme === place.scheme || uri.scheme === CELL_SCHEME;
  if (!isOfPlace || uri.authority !== place.authority) return false;
  return uri.path === place.path || uri.path.startsWith(`${place.path.replace(/\/$/, "")}/`);
}

/** The address of a document within `from` after `from` was renamed to `to`. */
export const movedTo = (uri: vscode.Uri, from: vscode.Uri, to: vscode.Uri): vscode.Uri =>
  uri.with({ path: to.path.replace(/\/$/, "") + uri.path.slice(from.path.replace(/\/$/, "").length) });

import type * as vscode from "vscode";
import { CELL_SCHEME } from "../../core/workspace/cells.ts";
import type { PendingFile } from "./pendingFile.ts";

/** Pending hunks of deleted notebook cells. Undoing the deletion restores the cell and its hunks. */
export class CellsAway {
  private readonly away = new Map<string, PendingFile>();

  /**
   * Removes the pending hunks of removed cells from `files` and restores those of added cells. A moved cell keeps its hunks.
   * @returns the cells whose hunks were removed or restored
   */
  follow({ contentChanges }: vscode.NotebookDocumentChangeEvent, files: Map<string, PendingFile>): vscode.Uri[] {
    const cells = (of: "removedCells" | "addedCells") =>
      new Map(contentChanges.flatMap((each) => each[of]).map(({ document: { uri } }) => [uri.toString(), uri]));
    const [removed, added] = [cells("removedCells"), cells("addedCells")];
    const gone = [...removed].filter(([key]) => !added.has(key) && moveEntry(key, files, this.away));
    const back = [...added].filter(([key]) => !files.has(key) && moveEntry(key, this.away, files));
    return [...gone, ...back].map(([, uri]) => uri);
  }

  /** The cells with pending hunks that a just opened notebook doesn't have. */
  static missingIn(notebook: vscode.NotebookDocument, uris: readonly vscode.Uri[]): vscode.Uri[] {
    const there = new Set(notebook.getCells().map(({ document }) => document.uri.toString()));
    return uris.filter(
      (uri) => uri.scheme === CELL_SCHEME && uri.path === notebook.uri.path && !there.has(uri.toString()),
    );
  }
}

function moveEntry<T>(key: string, from: Map<string, T>, to: Map<string, T>): boolean {
  const value = from.get(key);
  if (value === undefined) return false;
  from.delete(key);
  to.set(key, value);
  return true;
}

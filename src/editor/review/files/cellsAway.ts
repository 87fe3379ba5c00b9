import type * as vscode from "vscode";
import { CELL_SCHEME } from "../../core/workspace/cells.ts";
import type { PendingFile } from "./pendingFile.ts";

/** What is pending in notebook cells that were deleted. Undoing the deletion puts the same cell, and this, back. */
export class CellsAway {
  private readonly away = new Map<string, PendingFile>();

  /**
   * Takes what is pending in removed cells out of `files`, and puts that of added ones in; a cell that was only moved stays.
   * @returns the cells of which something came or went
   */
  follow({ contentChanges }: vscode.NotebookDocumentChangeEvent, files: Map<string, PendingFile>): vscode.Uri[] {
    const cells = (of: "removedCells" | "addedCells") =>
      new Map(contentChanges.flatMap((each) => each[of]).map(({ document: { uri } }) => [uri.toString(), uri]));
    const [removed, added] = [cells("removedCells"), cells("addedCells")];
    const gone = [...removed].filter(([key]) => !added.has(key) && moveEntry(key, files, this.away));
    const back = [...added].filter(([key]) => !files.has(key) && moveEntry(key, this.away, files));
    return [...gone, ...back].map(([, uri]) => uri);
  }

  /** Cells with something pending that a notebook, just opened, does not have. */
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

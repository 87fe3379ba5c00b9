import type * as vscode from "vscode";

/** Lines, from 0, both included. */
export type Lines = { first: number; last: number };

/**
 * The folded region that a line heads: what an editor shows has a gap behind that line. Undefined where the line heads
 * none, or the region's end is not on screen.
 * @param visible the ranges an editor shows, in order
 */
export function foldedAt(line: number, visible: readonly vscode.Range[]): Lines | undefined {
  const at = visible.findIndex(({ start, end }) => start.line <= line && line <= end.line);
  const next = visible[at + 1];
  if (at < 0 || visible[at]?.end.line !== line || !next) return undefined;
  return { first: line, last: next.start.line - 1 };
}

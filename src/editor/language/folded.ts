import type * as vscode from "vscode";

/** Lines, from 0, both included. */
export type Lines = { first: number; last: number };

/**
 * The folded region that starts at a line: the visible ranges have a gap after it. Undefined if there is none, or if
 * its end is off screen.
 * @param visible the ranges an editor shows, in order
 */
export function foldedAt(line: number, visible: readonly vscode.Range[]): Lines | undefined {
  const at = visible.findIndex(({ start, end }) => start.line <= line && line <= end.line);
  const next = visible[at + 1];
  if (at < 0 || visible[at]?.end.line !== line || !next) return undefined;
  return { first: line, last: next.start.line - 1 };
}

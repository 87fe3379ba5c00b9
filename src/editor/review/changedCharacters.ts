import * as vscode from "vscode";
import { innerDiff, type InnerSpan } from "../../edit/diff/innerDiff.ts";
import type { PendingHunk } from "../../edit/pending/pendingHunks.ts";

/**
 * The characters of pending hunks that differ from the original. Called on every key press beside a hunk, so results
 * are cached per hunk.
 */
export class ChangedCharacters {
  private readonly known = new WeakMap<vscode.TextDocument, Map<string, readonly InnerSpan[]>>();

  /** A range per stretch; none for a hunk that only adds lines. */
  of(document: vscode.TextDocument, hunks: readonly PendingHunk[]): vscode.Range[] {
    const before = this.known.get(document);
    const now = new Map<string, readonly InnerSpan[]>();
    this.known.set(document, now);
    return hunks.flatMap((hunk) => {
      if (hunk.original === "" || hunk.start === hunk.end) return [];
      const [start, end] = [document.positionAt(hunk.start), document.positionAt(hunk.end)];
      const text = document.getText(new vscode.Range(start, end));
      const key = `${hunk.original}\0${text}`;
      const spans = before?.get(key) ?? innerDiff(linesOf(hunk.original), linesOf(text)).after;
      now.set(key, spans);
      // A hunk may start with the break of the line above it.
      const shift = (line: number): number => (line === 0 ? start.character : 0);
      return spans.map(
        (span) =>
          new vscode.Range(
            start.line + span.line,
            shift(span.line) + span.start,
            start.line + span.line,
            shift(span.line) + span.end,
          ),
      );
    });
  }
}

const linesOf = (text: string): string[] => text.replace(/\r?\n$/, "").split(/\r?\n/);

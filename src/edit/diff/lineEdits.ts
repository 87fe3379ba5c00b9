import { dominantEol, splitLines } from "../text/lines.ts";
import { lineDiff } from "./lineDiff.ts";
import { minimal } from "../text/splices.ts";
import type { TextEdit } from "../text/types.ts";

/** Lines [start, end) of a text (from 0) that shall be replaced by others, given without line breaks. */
export type LineReplacement = { start: number; end: number; lines: readonly string[] };

/** The splices that give a text the lines of another; line breaks are the text's own. */
export function lineEdits(doc: string, text: string): TextEdit[] {
  const after = text.split("\n");
  const hunks = lineDiff(splitLines(doc).lines, after);
  return replaceLines(
    doc,
    hunks.map(({ beforeStart, beforeEnd, afterStart, afterEnd }) => ({
      start: beforeStart,
      end: beforeEnd,
      lines: after.slice(afterStart, afterEnd),
    })),
  );
}

/**
 * The splices of ascending replacements of lines (such as the hunks of a streaming diff). Lines that stay keep their
 * bytes; a new line takes the break of the line it replaces, else of the line before it.
 */
export function replaceLines(doc: string, hunks: readonly LineReplacement[]): TextEdit[] {
  const { lines, eols } = splitLines(doc);
  const usual = dominantEol(doc);
  const offsets = [0];
  lines.forEach((line, i) => offsets.push((offsets[i] ?? 0) + line.length + (eols[i] ?? "").length));
  const eolOf = (line: number): string => eols[line] || usual;
  return hunks.flatMap(({ start, end, lines: added }) => {
    const breaks = added.map((_, i) =>
      start < end ? eolOf(Math.min(start + i, end - 1)) : eolOf(Math.max(0, start - 1)),
    );
    const before = (first: string): string =>
      added.map((line, i) => (i > 0 ? (breaks[i - 1] ?? usual) : first) + line).join("");
    let from = offsets[start] ?? doc.length;
    let text: string;
    if (end < lines.length) text = added.map((line, i) => line + (breaks[i] ?? usual)).join("");
    else if (start === 0) text = before("");
    else {
      // The last lines: the break that parts them from what stays belongs to the change.
      from -= (eols[start - 1] ?? "").length;
      text = before(eolOf(start - 1));
    }
    return minimal(doc, { start: from, end: offsets[end] ?? doc.length, text }) ?? [];
  });
}

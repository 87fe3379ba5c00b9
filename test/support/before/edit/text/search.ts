import { isBlank, toLf } from "./lines.ts";

/**
 * A text to be found. One that ends with a line break speaks of whole lines: it matches from the start of a line (or
 * after its indentation), and its last break may be the end of the file.
 */
export type Search = {
  /** As given, a byte order mark taken away. */
  raw: string;
  /** With "\n" for every line break. */
  text: string;
  /** The lines to be matched, without the empty one after a final break. */
  lines: string[];
  wholeLines: boolean;
  /** No line holds anything but white space. */
  blank: boolean;
};

export function searchFor(oldText: string): Search {
  const raw = withoutBom(oldText);
  const text = toLf(raw);
  const lines = text.split("\n");
  const wholeLines = text.endsWith("\n");
  if (wholeLines) lines.pop();
  return { raw, text, lines, wholeLines, blank: lines.every(isBlank) };
}

export const withoutBom = (text: string): string => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);

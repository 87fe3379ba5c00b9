/**
 * Lines and their ends. A line ends with "\n" or "\r\n"; a lone "\r" is a character like any other, so that logs and
 * other odd files keep it.
 */

/** Where the line holding `offset` starts. */
export function lineStart(text: string, offset: number): number {
  return offset <= 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

/** Whether a line starts at an offset. Cheap however long the line is. */
export const beginsLine = (text: string, offset: number): boolean => offset <= 0 || text.charCodeAt(offset - 1) === 10;

/** The white space between the start of a line and an offset; nothing if there is anything else. */
export function indentBefore(text: string, offset: number): string | undefined {
  let start = offset;
  while (start > 0 && isBlankCode(text.charCodeAt(start - 1))) start--;
  return beginsLine(text, start) ? text.slice(start, offset) : undefined;
}

/** Whether nothing but white space follows in a line behind an offset. */
export function endsLine(text: string, offset: number): boolean {
  let at = offset;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
  if (text.charCodeAt(at) === 13) at++;
  return at >= text.length || text.charCodeAt(at) === 10;
}

/** Where the line holding `offset` breaks: the place of its "\n", or the end of the text. */
export function lineBreak(text: string, offset: number): number {
  const at = text.indexOf("\n", offset);
  return at < 0 ? text.length : at;
}

/** The end of a line's content, given where it breaks: before "\r\n" or "\n". */
export function contentEnd(text: string, start: number, breakAt: number): number {
  return breakAt < text.length && breakAt > start && text.charCodeAt(breakAt - 1) === 13 ? breakAt - 1 : breakAt;
}

/** The 1-based number of the line that holds `offset`. */
export function lineNumber(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return line;
}

/** The offsets at which lines start; the text after a final line break counts as an empty last line. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** The index in `starts` of the line that holds `offset`. */
export function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? Infinity) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The text with every "\r\n" as "\n". */
export function toLf(text: string): string {
  return text.includes("\r\n") ? text.replaceAll("\r\n", "\n") : text;
}

/** The line break in use at `offset`: that of its own line, else of the line before, else "\n". */
export function eolAt(text: string, offset: number): string {
  const next = text.indexOf("\n", offset);
  const at = next >= 0 ? next : text.lastIndexOf("\n", Math.max(0, offset - 1));
  return at > 0 && text.charCodeAt(at) === 10 && text.charCodeAt(at - 1) === 13 ? "\r\n" : "\n";
}

/** Where the lines of a text start and break, and by which line break. */
export type LineReader = {
  startOf: (offset: number) => number;
  breakOf: (offset: number) => number;
  eolAt: (offset: number) => string;
};

/** `lineStart`, `lineBreak` and `eolAt` that remember the last line: many offsets in one long line cost one pass. */
export function lineReader(text: string): LineReader {
  let [start, end, from, to, eol] = [0, -1, 0, -1, "\n"];
  const look = (offset: number): void => {
    if (offset >= start && offset <= end) return;
    [start, end] = [lineStart(text, offset), lineBreak(text, offset)];
  };
  return {
    startOf: (offset) => (look(offset), start),
    breakOf: (offset) => (look(offset), end),
    eolAt: (offset) => {
      look(offset);
      if (from !== start || to !== end) [from, to, eol] = [start, end, eolAt(text, offset)];
      return eol;
    },
  };
}

/** The line break most lines of the text have; "\n" for a text without any. */
export function dominantEol(text: string): string {
  let crlf = 0;
  let all = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
    all++;
    if (at > 0 && text.charCodeAt(at - 1) === 13) crlf++;
  }
  return crlf * 2 > all ? "\r\n" : "\n";
}

/** Whether lines end in more than one way, or with a "\\r" alone. */
export function hasMixedEnds(text: string): boolean {
  return /\r(?!\n)/.test(text) || (text.includes("\r\n") && /(?<!\r)\n/.test(text));
}

/** The text with one kind of line end: that of most lines where there are several. A "\\r" alone counts as one. */
export function oneLineEnd(text: string): string {
  return hasMixedEnds(text) ? text.replace(/\r\n?|\n/g, dominantEol(text)) : text;
}

/** The text's lines without their breaks, and the break after each ("" after the last). */
export function splitLines(text: string): { lines: string[]; eols: string[] } {
  const lines: string[] = [];
  const eols: string[] = [];
  let start = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", start)) {
    const end = contentEnd(text, start, at);
    lines.push(text.slice(start, end));
    eols.push(text.slice(end, at + 1));
    start = at + 1;
  }
  lines.push(text.slice(start));
  eols.push("");
  return { lines, eols };
}

/** The line without spaces and tabs at its end. */
export function trimRight(line: string): string {
  let end = line.length;
  while (end > 0 && isBlankCode(line.charCodeAt(end - 1))) end--;
  return end === line.length ? line : line.slice(0, end);
}

/** The spaces and tabs a line begins with. */
export function indentOf(line: string): string {
  let end = 0;
  while (end < line.length && isBlankCode(line.charCodeAt(end))) end++;
  return line.slice(0, end);
}

export const isBlank = (line: string): boolean => indentOf(line).length === line.length;

const isBlankCode = (code: number): boolean => code === 32 || code === 9;

/** Lines per call; a longer file is returned in pieces, so that one call can't fill a small model's window. */
const MAX_LINES = 400;
export const MAX_CHARACTERS = 24_000;

/**
 * Some lines of a text, and a note on what is left out.
 * @param startLine from 1; `endLine` included. Throws an Error for the model if the text ends before.
 */
export function excerpt(
  text: string,
  startLine: number,
  endLine: number | undefined,
  most: number = MAX_CHARACTERS,
): string {
  if (text === "") return "(The file is empty.)";
  const lines = text.split(/\r?\n/);
  if (startLine > lines.length) throw new Error(`The file has only ${lines.length} lines.`);
  const wanted = Math.max(startLine, Math.min(endLine ?? lines.length, startLine + MAX_LINES - 1, lines.length));
  const last = lastThatFits(lines, startLine, wanted, most);
  const shown = lines.slice(startLine - 1, last).join("\n");
  const cut = shown.length > most ? `${shown.slice(0, most)}\n(cut: a very long line)` : shown;
  const whole = startLine === 1 && last === lines.length;
  return whole ? cut : `${cut}\n(Lines ${startLine} to ${last} of ${lines.length}.)`;
}

/** The last whole line to return; at least the first one. */
function lastThatFits(lines: readonly string[], startLine: number, wanted: number, most: number): number {
  let characters = 0;
  for (let line = startLine; line <= wanted; line++) {
    characters += (lines[line - 1]?.length ?? 0) + 1;
    if (characters > most) return Math.max(startLine, line - 1);
  }
  return wanted;
}

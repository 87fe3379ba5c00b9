import { isBlank } from "../text/lines.ts";
import { pathFromLine } from "../paths/pathLines.ts";
import { isComment, isSentence } from "../marks/remarks.ts";

/** Whether a line, flush left, can only be said of a change: it names a file, or announces what follows. */
const announces = (line: string): boolean =>
  !/^[\s+@\\]/.test(line) && ((isSentence(line) && /:\**$/.test(line)) || pathFromLine(line) !== undefined);

/** How many of the lines before a diff's first change may announce it, the empty ones behind them included. */
export function openingWords(lines: readonly string[]): number {
  let count = 0;
  lines.every((line, i) => {
    if (isBlank(line)) count = count > 0 ? i + 1 : 0;
    else if (announces(line) || (isComment(line) && !/^[\s+-]/.test(line))) count = i + 1;
    else return false;
    return true;
  });
  return count;
}

/** Whether lines, the empty ones apart, are sentences or names of files. */
export const areWords = (lines: readonly string[]): boolean =>
  lines.every((line) => isBlank(line) || announces(line) || isSentence(line));

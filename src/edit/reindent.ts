import type { Reindent } from "./indentation.ts";
import { indentOf, isBlank } from "./lines.ts";

/** How a replacement is to be indented: as its place is (a rule), or after an indentation its only line left out. */
export type Indented = { rule: Reindent } | { omitted: string } | undefined;

/**
 * Gives a replacement's own lines the indentation of the place; blank lines stay blank. `lines`, `searched` and `file`
 * are the replacement's, the search's and the place's lines. The function returned gives nothing for a line that has
 * no counterpart in the place's indentation.
 */
export function addedIndent(
  indented: Indented,
  lines: readonly string[],
  searched: readonly string[],
  file: readonly string[],
): (line: string, index: number) => string | undefined {
  if (!indented) return (line) => line;
  if ("omitted" in indented) {
    // The place begins after this indentation. A replacement that has it on all further lines needs no more of it.
    const { omitted } = indented;
    const has = (line: string): boolean => isBlank(line) || line.startsWith(omitted);
    if (lines.slice(1).every(has)) {
      const first = lines[0] ?? "";
      const shift = lines.length > 1 && !isBlank(first) && has(first) ? omitted.length : 0;
      return (line, index) => (index === 0 ? line.slice(shift) : line);
    }
    return (line, index) => (index === 0 ? line : isBlank(line) ? "" : omitted + line);
  }
  if (alreadyIndented(lines, searched, file)) return (line) => line;
  return (line) => {
    if (isBlank(line)) return "";
    const indent = indentOf(line);
    const there = indented.rule(indent);
    return there === undefined ? undefined : there + line.slice(indent.length);
  };
}

/** Whether the replacement, unlike the search, is in the place's indentation: its least indented line is as there. */
function alreadyIndented(lines: readonly string[], searched: readonly string[], file: readonly string[]): boolean {
  const least = leastIndent(lines);
  if (least === undefined || least === leastIndent(searched) || least !== leastIndent(file)) return false;
  return lines.every((line) => isBlank(line) || line.startsWith(least));
}

function leastIndent(lines: readonly string[]): string | undefined {
  let least: string | undefined;
  for (const line of lines) {
    if (isBlank(line)) continue;
    const indent = indentOf(line);
    if (least === undefined || indent.length < least.length) least = indent;
  }
  return least;
}

import type { Reindent } from "../text/indentation.ts";
import { indentOf, isBlank } from "../text/lines.ts";

/**
 * How a replacement is to be indented: by the rule of its place, or with an indentation that the search left out. `sure`:
 * the replacement is known to be in the search's indentation, not yet in the file's.
 */
export type Indented = { rule: Reindent; sure?: boolean } | { omitted: string } | undefined;

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
    const { omitted } = indented;
    const added = (line: string): string => (isBlank(line) ? "" : omitted + line);
    // Only a replacement that has the indentation on all further lines needs no more of it there.
    if (!hasIndent(lines, omitted)) return added;
    const all = lines.length > 1 && (lines[0] ?? "").startsWith(omitted);
    return (line, index) => (index === 0 && !all ? added(line) : line);
  }
  if (indented.sure !== true && alreadyIndented(lines, searched, file)) return (line) => line;
  return (line) => {
    if (isBlank(line)) return "";
    const indent = indentOf(line);
    const there = indented.rule(indent);
    return there === undefined ? undefined : there + line.slice(indent.length);
  };
}

const definition =
  /^(?:(?:export|default|public|private|protected|static|async|abstract|pub)\s+)*(?:def|class|function|func|fn|impl|struct|interface|enum|type|trait|module|@\w+)\b/;

/**
 * Whether nobody can tell how deep the replacement of one line, written flush left, is meant to be: it closes brackets
 * that it does not open, or goes on with a definition after a blank line, so that its later lines may belong outside.
 */
export function isUnclear(replacement: string, searched: string, omitted: string): boolean {
  const lines = replacement.split("\n");
  if (lines.slice(1).every(isBlank) || hasIndent(lines, omitted)) return false;
  if (lowestDepth(replacement) < lowestDepth(searched)) return true;
  const leaves = lines.some((line, i) => i > 0 && isBlank(lines[i - 1] ?? "") && definition.test(line));
  return leaves && !definition.test(lines.find((line) => !isBlank(line)) ?? "");
}

/** How many brackets a text closes, at most, before it has opened them: 0 or less. */
function lowestDepth(text: string): number {
  let depth = 0;
  let lowest = 0;
  for (const bracket of text.match(/[()[\]{}]/g) ?? []) {
    depth += "([{".includes(bracket) ? 1 : -1;
    lowest = Math.min(lowest, depth);
  }
  return lowest;
}

/**
 * Whether the lines after the first are in the place's indentation, which the first left out. Lines no deeper than that
 * under a first line that opens a block would not be inside it: then they are written flush left, and one level deep.
 */
function hasIndent(lines: readonly string[], omitted: string): boolean {
  const first = lines[0] ?? "";
  const further = lines.slice(1).filter((line) => !isBlank(line));
  if (!further.every((line) => line.startsWith(omitted))) return false;
  const opens = /(?:[:{([]|=>|\b(?:do|then|else|begin))\s*$/.test(first) && !first.startsWith(omitted);
  return !(opens && indentOf(further[0] ?? "").length === omitted.length);
}

/**
 * Whether the replacement, unlike the search, is in the place's indentation already: as many lines as there, each as
 * deep, and none taken over from the search.
 */
function alreadyIndented(lines: readonly string[], searched: readonly string[], file: readonly string[]): boolean {
  const filled = (all: readonly string[]): string[] => all.filter((line) => !isBlank(line));
  const [here, before, there] = [filled(lines), filled(searched), filled(file)];
  if (here.length === 0 || here.length !== there.length) return false;
  const had = new Set(before);
  if (here.some((line) => had.has(line))) return false;
  return here.every((line, i) => indentOf(line) === indentOf(there[i] ?? ""));
}

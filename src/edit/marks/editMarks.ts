/** The kinds of lines that edits are written with and files are not: of blocks, conflicts, patches and diffs. */
const kinds: readonly ((line: string, next: string) => boolean)[] = [
  (line) =>
    /^\s*(?:\S+\s*)?<{5,30}\s*(?:SEARCH|ORIGINAL)\b|^\s*-{5,30}\s+SEARCH>?(?:\s+\S*[=./]\S*)?\s*$/.test(line) ||
    /^\s*(?:>{5,30}|\+{5,30})\s*(?:REPLACE|UPDATED)\b/.test(line),
  (line) => /^\s*(?:<{3,4}\s*(?:SEARCH|ORIGINAL)|>{3,4}\s*(?:REPLACE|UPDATED))(?:\s+\S*[=./]\S*)?\s*$/.test(line),
  (line) => /^(?:<{7}|>{7})(?: |$)/.test(line),
  (line) => /^\s*\*\*\* (?:Begin(?: of)? Patch|End(?: of)? ?Patch|Patch End|(?:Update|Add|Delete) File:)/i.test(line),
  (line) => /^@@+ -\d|^@@(?:$| .*)/.test(line),
  (line, next) => /^diff --git \S/.test(line) || (/^--- \S/.test(line) && /^\+\+\+ \S/.test(next)),
];

/** The first line of a kind of marks that `after` has more often than `before`; nothing if there is none. */
export function addedMark(before: string, after: string): string | undefined {
  const lines = after.split("\n");
  const had = before.split("\n");
  for (const is of kinds) {
    const marks = marked(lines, is);
    const [first] = marks;
    if (first !== undefined && marks.length > marked(had, is).length) return first;
  }
  const trios = conflicts(lines);
  return trios.length > conflicts(had).length ? trios[0] : undefined;
}

/** The first lines of what is marked as a conflict is, by signs of any number: `<<<<` … `====` … `>>>>`. */
function conflicts(lines: readonly string[]): string[] {
  const found: string[] = [];
  let [first, divided]: [string | undefined, boolean] = [undefined, false];
  for (const line of lines) {
    if (/^\s*<{3,30}(?:\s+\S.*)?\s*$/.test(line)) [first, divided] = [line, false];
    else if (/^\s*={3,30}\s*$/.test(line)) divided = true;
    else if (/^\s*>{3,30}(?:\s+\S.*)?\s*$/.test(line) && first !== undefined && divided) {
      found.push(first);
      first = undefined;
    }
  }
  return found;
}

/** Whether lines hold any mark of an edit. */
export const holdsMark = (lines: readonly string[]): boolean =>
  kinds.some((is) => marked(lines, is).length > 0) || conflicts(lines).length > 0;

/** The first line of a new file's text, where it begins as a block or a patch does. */
export function firstMark(text: string): string | undefined {
  const first = text.split("\n").find((line) => line.trim() !== "") ?? "";
  return kinds.slice(0, -1).some((is) => is(first, "")) || conflicts(text.split("\n"))[0] === first ? first : undefined;
}

const marked = (lines: readonly string[], is: (line: string, next: string) => boolean): string[] =>
  lines.filter((line, i) => is(line, lines[i + 1] ?? ""));

/**
 * A line behind the mark of a diff, where the text is no text but a diff of `before`: it has marks for what goes and what
 * comes, or in front of all its lines, or adds marked lines alone.
 */
export function diffLine(before: string, after: string): string | undefined {
  const lines = after.split("\n").filter((line) => line.trim() !== "");
  const had = new Set(before.split("\n"));
  const added = lines.filter((line) => line.startsWith("+") && !had.has(line));
  const isOld = (line: string): boolean => !had.has(line) && line.slice(1).trim() !== "" && had.has(line.slice(1));
  const removed = lines.find((line) => line.startsWith("-") && isOld(line));
  const [first] = added;
  if (removed !== undefined && first !== undefined) return removed;
  if (first !== undefined && !/^\+/m.test(before) && lines.every((line) => line.startsWith("+") || had.has(line)))
    return first;
  if (removed !== undefined && !/^-/m.test(before) && lines.every((line) => line === removed || had.has(line)))
    return removed;
  if (!lines.every((line) => /^[ +-]/.test(line))) return undefined;
  return (
    removed ?? (first !== undefined && lines.some((line) => line.startsWith(" ") && isOld(line)) ? first : undefined)
  );
}

/** A line behind its number as tools show it (`12 | x`, or with a tab), where all lines are so and most of them are lines of `before`. */
export function numberedLine(before: string, after: string): string | undefined {
  const had = new Set(before.split("\n"));
  const lines = after.split("\n").filter((line) => line.trim() !== "");
  const rows = lines.map((line) => /^\s*(\d{1,7})(?:\s*[|│→:] ?|\t)(.*)$/.exec(line));
  const isNext = (row: RegExpExecArray | null, i: number): boolean =>
    row !== null && Number(row[1]) === Number(rows[0]?.[1]) + i;
  const known = rows.filter((row) => had.has(row?.[2] ?? "")).length;
  return rows.length > 1 && rows.every(isNext) && 2 * known > rows.length && !had.has(lines[0] ?? "")
    ? lines[0]
    : undefined;
}

/** The first line of a text that is one search and its replacement in tags, and nothing else. */
export const taggedPair = (text: string): string | undefined =>
  /^\s*(<(search|find|old_\w+)>(?:(?!<\/\2>)[^])*<\/\2>)\s*<(replace|new_\w+)>(?:(?!<\/\3>)[^])*<\/\3>\s*$/i
    .exec(text)?.[1]
    ?.split("\n")[0];

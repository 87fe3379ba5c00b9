import { nameOf, nameOneFile } from "../patch/diffNames.ts";

const part =
  /^(?:[ +\-\\@]|diff --git|index |new file|deleted file|old mode|new mode|similarity|rename |copy |Binary )/;

/**
 * The last line of the diff that begins at a line in prose, no fence around it, perhaps indented as a whole; nothing if
 * none does. An unmarked line is its end, unless rows are still to come: then it is context that lost its mark.
 */
export function endOfDiff(lines: readonly string[], at: number, to: number): number | undefined {
  const first = lines[at] ?? "";
  if (!/^\s*(?:diff --git|---) \S/.test(first)) return undefined;
  const line = dedented(lines, first);
  return /^diff --git \S/.test(line(at)) || areNames(line, at) ? endFrom(line, at, to) : undefined;
}

/** The same for hunks that have no names above them, such as stand below a line that names their file. */
export function endOfHunks(lines: readonly string[], at: number, to: number): number | undefined {
  if (!/^\s*@@/.test(lines[at] ?? "")) return undefined;
  const line = dedented(lines, lines[at] ?? "");
  if (!/^@@(?: -\d+(?:,\d+)? \+\d+(?:,\d+)? @@(?: .*)?| \.\.\. @@)?$/.test(line(at))) return undefined;
  let changed = false;
  let end = at + 1;
  for (; end < to && line(end) !== ""; end++) {
    if (!/^[ +\-\\@]/.test(line(end))) break;
    changed ||= /^[+-]/.test(line(end));
  }
  return changed ? endFrom(line, at, readCount(line(at)) ? to : end) : undefined;
}

/** The lines without the indentation of the first. */
function dedented(lines: readonly string[], first: string): (i: number) => string {
  const indent = /^\s*/.exec(first)?.[0] ?? "";
  return (i) => {
    const text = lines[i] ?? "";
    return text.startsWith(indent) ? text.slice(indent.length) : text.trimStart();
  };
}

function endFrom(line: (i: number) => string, at: number, to: number): number {
  let end = at;
  let left: Count | undefined;
  /** A change that is known to follow. */
  let change = at;
  for (let i = at; i < to; i++) {
    const text = line(i);
    const isOver = left !== undefined && left.old <= 0 && left.new <= 0;
    if (/^@@/.test(text)) left = readCount(text);
    // A hunk that has all its lines is over with an empty one: a list may follow.
    else if (text === "" && isOver && !/^(?:@@|diff |--- )/.test(line(i + 1))) break;
    else if (left) take(left, text);
    if (part.test(text)) end = i;
    else if (text !== "") {
      if (change <= i) change = isOver ? i : changeBehind(line, i, to);
      if (change <= i) break;
    }
  }
  return end;
}

/** Whether the names of one file, or of any before a hunk, stand at a line. */
function areNames(line: (i: number) => string, at: number): boolean {
  const from = /^--- (\S.*)/.exec(line(at))?.[1];
  const to = /^\+\+\+ (\S.*)/.exec(line(at + 1))?.[1];
  if (from === undefined || to === undefined) return false;
  return /^@@/.test(line(at + 2)) || nameOneFile({ from: nameOf(from), to: nameOf(to) });
}

/** The first change that follows in the same paragraph and is no item of a list; the line itself if none does. */
function changeBehind(line: (i: number) => string, at: number, to: number): number {
  for (let i = at + 1; i < to && line(i).trim() !== "" && !/^(?:`{3}|~{3}|#)/.test(line(i)); i++)
    if (/^\+|^-(?! \S)/.test(line(i))) return i;
  return at;
}

/** How many old and new lines of a hunk are to come. */
type Count = { old: number; new: number };

function readCount(header: string): Count | undefined {
  const match = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(header);
  return match ? { old: Number(match[1] ?? 1), new: Number(match[2] ?? 1) } : undefined;
}

function take(left: Count, line: string): void {
  if (!line.startsWith("+")) left.old--;
  if (!line.startsWith("-")) left.new--;
}

/** A line of a hunk. `bare`: it had no mark and is read as context, as it is. */
export type Row = { mark: " " | "+" | "-"; text: string; bare?: boolean };

export type Hunk = {
  rows: Row[];
  /** Lines above the hunk that tell where it belongs (V4A's `@@ class A`), outermost first. */
  anchors: string[];
  /** The 1-based line of the old file where the hunk says it begins. */
  line?: number;
  /** What stands behind the numbers: a line above the hunk, which may be out of date. */
  heading?: string;
  /** The hunk says it ends with the file. */
  atEnd: boolean;
  /** How many rows its header announced, where an empty line and further rows follow those. */
  announced?: number;
  /** How many rows at its start may be words about it, where it has no header. */
  words?: number;
  /** "\ No newline at end of file" after the last old or new line. */
  oldUnended: boolean;
  newUnended: boolean;
};

export type FilePatch = {
  op: "add" | "update" | "delete";
  /** The file as named; for a diff with its `a/` or `b/`. */
  path: string;
  /** Other names the file may go by: without the prefix, the other side's. */
  aliases: string[];
  moveTo?: string;
  /** The file is copied to `moveTo`, and stays as it is. */
  stays?: boolean;
  /** The text of an added file, and of one that is updated from nothing: it may be a new one. */
  content?: string;
  hunks: Hunk[];
};

export type Parsed = { ok: true; files: FilePatch[] } | { ok: false; reason: string };

export const newHunk = (): Hunk => ({ rows: [], anchors: [], atEnd: false, oldUnended: false, newUnended: false });

/** Takes one line into a hunk. */
export function addRow(hunk: Hunk, line: string): void {
  const mark = line.charAt(0);
  if (line === "") hunk.rows.push({ mark: " ", text: "", bare: true });
  else if (mark === " " || mark === "+" || mark === "-") hunk.rows.push({ mark, text: line.slice(1) });
  else if (mark === "\\") {
    const last = hunk.rows.at(-1)?.mark;
    if (last !== "+") hunk.oldUnended = true;
    if (last !== "-") hunk.newUnended = true;
  } else hunk.rows.push({ mark: " ", text: line, bare: true });
}

/** A hunk header's line number and heading, or the text it names instead. */
export function readHeader(line: string): { line?: number; heading?: string; anchor?: string } {
  const [, number, heading = ""] = /^@@+\s*-(\d+)(?:,\d+)?\s+\+\d+(?:,\d+)?(?:\s*@@+\s*(\S.*?)\s*$)?/.exec(line) ?? [];
  if (number !== undefined) return { line: Number(number), ...(heading !== "" && { heading }) };
  const anchor = line
    .replace(/^@@+/, "")
    .replace(/@@\s*$/, "")
    .trim();
  return anchor === "" || /^(?:\.{3}|…|[-+\d, ]+)$/.test(anchor) ? {} : { anchor };
}

/** The rows without the unmarked empty lines at their ends, which may only part a hunk from what is around it. */
export function trimmedRows(rows: readonly Row[]): Row[] {
  const empty = (row: Row | undefined): boolean => row?.bare === true && row.text === "";
  let [from, to] = [0, rows.length];
  while (from < to && empty(rows[from])) from++;
  while (to > from && empty(rows[to - 1])) to--;
  return rows.slice(from, to);
}

export const changes = (hunk: Hunk): boolean => hunk.rows.some(({ mark }) => mark !== " ");

/**
 * The anchors that a hunk takes from the one before it: context without a change, under which a bare `@@` stands, names
 * the line above the change.
 */
export function carriedAnchors(before: Hunk | undefined, { line, anchor }: ReturnType<typeof readHeader>): string[] {
  if (!before || line !== undefined || anchor !== undefined || changes(before)) return [];
  const named = before.rows.findLast(({ text }) => /[\p{L}\p{N}]/u.test(text));
  return named ? [...before.anchors, named.text.trim()] : [];
}

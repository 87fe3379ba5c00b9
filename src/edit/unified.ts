import { addRow, newHunk, readHeader, trimmedRows, type FilePatch, type Hunk, type Parsed } from "./patchTypes.ts";

/**
 * Reads a unified or git diff. Line numbers and counts are hints at most: models get them wrong. What stands around the
 * diff is left aside. A diff without any header is one hunk of a file without a name (path "").
 */
export function parseUnified(text: string): Parsed {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  if (lines.at(-1) === "") lines.pop();
  const files: FilePatch[] = [];
  const reader = new Reader(files);
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (/^(?:Binary files .* differ|GIT binary patch)/.test(line))
      return { ok: false, reason: "it changes a binary file, which cannot be done as text" };
    if (/^copy from /.test(line)) return { ok: false, reason: "it copies a file, which is not supported" };
    if (reader.takeGitHeader(line)) continue;
    const names = fileHeader(lines, at, reader);
    if (names) {
      reader.takeNames(names.from, names.to);
      at++;
    } else if (/^@@/.test(line)) reader.openHunk(line);
    else reader.takeLine(line);
  }
  reader.closeHunk();
  const useful = files.filter((file) => file.hunks.length > 0 || file.op !== "update" || file.moveTo !== undefined);
  if (useful.length === 0) return { ok: false, reason: "it holds no line that begins with + or -" };
  for (const file of useful) if (file.op === "add") file.content = addedText(file);
  return { ok: true, files: useful };
}

/** The names of a `---`, `+++` pair at this line; inside a hunk only if the pair cannot be two of its lines. */
function fileHeader(lines: readonly string[], at: number, reader: Reader): { from: string; to: string } | undefined {
  const from = /^--- (.+)$/.exec(lines[at] ?? "");
  const to = /^\+\+\+ (.+)$/.exec(lines[at + 1] ?? "");
  if (!from?.[1] || !to?.[1]) return undefined;
  const third = lines[at + 2];
  if (reader.inHunk() && !reader.isFull() && !third?.startsWith("@@")) return undefined;
  return { from: name(from[1]), to: name(to[1]) };
}

/** A file name as diffs write it: perhaps quoted, perhaps with a time after a tab. */
function name(text: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"/.exec(text);
  if (quoted?.[1] !== undefined) return quoted[1].replace(/\\(["\\])/g, "$1");
  return (text.split("\t")[0] ?? "").trimEnd();
}

const withoutPrefix = (path: string): string => path.replace(/^[abciwo]\//, "");

class Reader {
  private file: FilePatch | undefined;
  private hunk: Hunk | undefined;
  private left: { old: number; new: number } | undefined;
  /** Empty lines after a hunk that has all lines its header announced. */
  private empty = 0;
  private readonly files: FilePatch[];

  constructor(files: FilePatch[]) {
    this.files = files;
  }

  inHunk(): boolean {
    return this.hunk !== undefined;
  }

  /** Whether the hunk has as many lines as its header said; not if it said nothing. */
  isFull(): boolean {
    return this.left !== undefined && this.left.old <= 0 && this.left.new <= 0;
  }

  takeGitHeader(line: string): boolean {
    const git = /^diff --git (?:"?a\/(.+?)"?) (?:"?b\/(.+?)"?)$/.exec(line);
    if (git) {
      this.closeHunk();
      this.open(git[2] ?? "", [git[1] ?? ""]);
      return true;
    }
    if (!this.file || this.hunk) return false;
    const moved = /^rename (from|to) (.+)$/.exec(line);
    if (moved) {
      if (moved[1] === "from") this.file.path = name(moved[2] ?? "");
      else this.file.moveTo = name(moved[2] ?? "");
      return true;
    }
    if (/^new file mode/.test(line)) this.file.op = "add";
    else if (/^deleted file mode/.test(line)) this.file.op = "delete";
    else return /^(?:index |similarity |dissimilarity |old mode|new mode)/.test(line);
    return true;
  }

  takeNames(from: string, to: string): void {
    this.closeHunk();
    const known = this.file?.hunks.length === 0 ? this.file : undefined;
    if (from === "/dev/null" && to === "/dev/null") return;
    const path = to === "/dev/null" ? from : to;
    const others = [path, from].filter((other) => other !== "/dev/null");
    const aliases = others.flatMap((other) => [withoutPrefix(other), other]);
    const file = known ?? this.open(withoutPrefix(path), aliases);
    file.aliases = [...new Set([...file.aliases, ...aliases])];
    if (from === "/dev/null") file.op = "add";
    if (to === "/dev/null") file.op = "delete";
  }

  private open(path: string, aliases: string[]): FilePatch {
    this.file = { op: "update", path, aliases, hunks: [] };
    this.files.push(this.file);
    return this.file;
  }

  openHunk(line: string): void {
    this.closeHunk();
    this.hunk = newHunk();
    const { line: number, anchor } = readHeader(line);
    if (number !== undefined) this.hunk.line = number;
    if (anchor !== undefined) this.hunk.anchors.push(anchor);
    const counts = /^@@+\s*-\d+(?:,(\d+))?\s+\+\d+(?:,(\d+))?/.exec(line);
    this.left = counts ? { old: Number(counts[1] ?? 1), new: Number(counts[2] ?? 1) } : undefined;
  }

  takeLine(line: string): void {
    if (/^\s*(?:`{3,}|~{3,})/.test(line)) {
      // The fence around a diff, unless the hunk says that more of its lines follow.
      if (!this.hunk || this.left === undefined || this.isFull()) return this.closeHunk();
    }
    if (!this.hunk) {
      // A first change without a hunk header: the header was left out.
      if (this.file && this.file.hunks.length > 0) return;
      if (!/^[+-](?![+-]{2} )/.test(line) && !(this.file && /^ .*\S/.test(line))) return;
      this.hunk = newHunk();
    }
    if (this.isFull() && !/^[ +\-\\]/.test(line)) {
      // Behind a hunk, unless more of it follows: models count badly.
      if (line === "") this.empty++;
      else this.closeHunk();
      return;
    }
    for (; this.empty > 0; this.empty--) addRow(this.hunk, "");
    addRow(this.hunk, line);
    const mark = line.charAt(0);
    if (!this.left || mark === "\\") return;
    if (mark !== "+") this.left.old--;
    if (mark !== "-") this.left.new--;
  }

  closeHunk(): void {
    if (this.hunk) {
      const file = this.file ?? this.open("", []);
      if (trimmedRows(this.hunk.rows).length > 0) file.hunks.push(this.hunk);
    }
    this.hunk = undefined;
    this.left = undefined;
    this.empty = 0;
  }
}

function addedText(file: FilePatch): string {
  const rows = file.hunks.flatMap(({ rows }) => trimmedRows(rows).filter(({ mark }) => mark !== "-"));
  const text = rows.map((row) => row.text).join("\n");
  return rows.length === 0 || file.hunks.at(-1)?.newUnended ? text : `${text}\n`;
}

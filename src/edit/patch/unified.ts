import { isBlank } from "../text/lines.ts";
import { nameOf, namesAt, unescaped, withoutPrefix } from "./diffNames.ts";
import { areWords, openingWords } from "./openingWords.ts";
import {
  addRow,
  carriedAnchors,
  newHunk,
  readHeader,
  trimmedRows,
  type FilePatch,
  type Hunk,
  type Parsed,
} from "./patchTypes.ts";
import { patchReason } from "../words/modelWords.ts";

/**
 * Reads a unified or git diff. Line numbers and counts are hints at most: models get them wrong. What stands around the
 * diff is left aside. A diff without any header is one hunk of a file without a name (path "").
 */
export function parseUnified(text: string): Parsed {
  const lines = withoutIndent(text.replaceAll("\r\n", "\n").split("\n"));
  if (lines.at(-1) === "") lines.pop();
  const signature = lines.findLastIndex((line) => line === "-- ");
  if (signature >= 0 && /^\d+(?:\.\d+)+\S*\s*$/.test(lines.slice(signature + 1).join("\n"))) lines.length = signature;
  const files: FilePatch[] = [];
  const start = endOfProse(lines);
  const reader = new Reader(
    files,
    lines.slice(0, start).filter((line) => /^\s*(?:`{3,}|~{3,})/.test(line)).length % 2 === 1,
  );
  for (let at = start; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (/^(?:Binary files .* differ|GIT binary patch)/.test(line)) return { ok: false, reason: patchReason.binary };
    if (/^@@@+ -\d+(?:,\d+)? -\d/.test(line)) return { ok: false, reason: patchReason.merge };
    if (reader.takeGitHeader(line)) continue;
    const names = namesAt(lines, at, { inHunk: reader.inHunk(), full: reader.isFull() });
    if (names) {
      reader.takeNames(names.from, names.to);
      at += names.lines - 1;
    } else if (/^@@/.test(line)) reader.openHunk(line);
    else reader.takeLine(line);
  }
  reader.closeHunk();
  if (reader.stray !== undefined) return { ok: false, reason: patchReason.stray(reader.stray) };
  const useful = files.filter((file) => file.hunks.length > 0 || file.op !== "update" || file.moveTo !== undefined);
  if (useful.length === 0) return { ok: false, reason: patchReason.noMark };
  for (const file of useful) if (file.op === "add" || isFromNothing(file)) file.content = addedText(file);
  return { ok: true, files: useful };
}

/** The lines of a diff that stands in a list, all of it indented as its headers are. */
function withoutIndent(lines: string[]): string[] {
  if (lines.some((line) => /^(?:[-+@]|diff --git )/.test(line))) return lines;
  const indent = lines
    .map((line) => /^\s+(?=@@|--- \S|diff --git )/.exec(line)?.[0])
    .find((each) => each !== undefined);
  const isIn = (line: string): boolean => isBlank(line) || (indent !== undefined && line.startsWith(indent));
  return indent !== undefined && lines.every(isIn) ? lines.map((line) => line.slice(indent.length)) : lines;
}

/** Where the diff begins if what stands before its first header is prose (whose lists look like removed lines), else 0. */
function endOfProse(lines: readonly string[]): number {
  const first = lines.findIndex(
    (line, i) =>
      /^(?:diff --git |@@)/.test(line) ||
      (/^(?:---|\+\+\+) \S/.test(line) && /^(?:\+\+\+ \S|@@)/.test(lines[i + 1] ?? "")),
  );
  const before = lines.slice(0, Math.max(0, first));
  const isRow = (line: string, i: number): boolean =>
    /^\+(?!\+\+ )|^-(?!-| \S|$)/.test(line) ||
    (/^- \S/.test(line) && /^ \S/.test(before[i - 1] ?? before[i + 1] ?? ""));
  return before.some(isRow) ? 0 : before.length;
}

class Reader {
  private file: FilePatch | undefined;
  private hunk: Hunk | undefined;
  private left: { old: number; new: number } | undefined;
  /** Whether a fence is open around the diff: then an unmarked one ends it. */
  private fenced: boolean;
  /** The open fence says that it holds a diff, and no header came since. */
  private more = false;
  /** The file was opened by git's header, and its names may still follow. */
  private unnamed = false;
  /** The lines since the last header or fence: the context of a first change whose hunk header was left out. */
  private lead: string[] = [];
  /** A hunk was ended by a line that has no mark; changes behind it would be lost. */
  private ended = false;
  /** Such a change. */
  stray: string | undefined;
  /** Empty lines after a hunk that has all lines its header announced. */
  private empty = 0;
  private readonly files: FilePatch[];

  constructor(files: FilePatch[], fenced: boolean) {
    this.files = files;
    this.fenced = fenced;
  }

  inHunk(): boolean {
    return this.hunk !== undefined;
  }

  /** Whether the hunk has as many lines as its header said; not if it said nothing. */
  isFull(): boolean {
    return this.left !== undefined && this.left.old <= 0 && this.left.new <= 0;
  }

  takeGitHeader(line: string): boolean {
    const git = /^diff --git ("?)a\/(.+?)\1 ("?)b\/(.+?)\3$/.exec(line);
    if (git) {
      this.closeHunk();
      const [from = "", to = ""] = [git[2], git[4]];
      this.open(git[3] === "" ? to : unescaped(to), [git[1] === "" ? from : unescaped(from)]);
      this.unnamed = true;
      return true;
    }
    if (!this.file || this.hunk) return false;
    const [, how, side, path = ""] = /^(rename|copy) (from|to) (.+)$/.exec(line) ?? [];
    if (side !== undefined) {
      if (side === "from") this.file.path = nameOf(path);
      else this.file.moveTo = nameOf(path);
      if (how === "copy") this.file.stays = true;
      return true;
    }
    if (/^new file mode/.test(line)) this.file.op = "add";
    else if (/^deleted file mode/.test(line)) this.file.op = "delete";
    else return /^(?:index |similarity |dissimilarity |old mode|new mode)/.test(line);
    return true;
  }

  takeNames(from: string, to: string): void {
    this.closeHunk();
    const known = this.unnamed && this.file?.hunks.length === 0 ? this.file : undefined;
    this.unnamed = false;
    this.lead = [];
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
    this.ended = this.more = this.unnamed = false;
    this.lead = [];
    this.file = { op: "update", path, aliases, hunks: [] };
    this.files.push(this.file);
    return this.file;
  }

  openHunk(line: string): void {
    const named = readHeader(line);
    const { line: number, heading, anchor } = named;
    // Below names there is no prose: what stands before a bare header is context.
    const before = this.hunk ?? (this.file?.hunks.length === 0 ? this.leadHunk() : undefined);
    const carried = carriedAnchors(before, named);
    this.closeHunk();
    this.ended = this.more = false;
    this.lead = [];
    this.hunk = newHunk();
    this.hunk.anchors.push(...carried);
    if (number !== undefined) this.hunk.line = number;
    if (heading !== undefined) this.hunk.heading = heading;
    if (anchor !== undefined) this.hunk.anchors.push(anchor);
    const counts = /^@@+\s*-\d+(?:,(\d+))?\s+\+\d+(?:,(\d+))?/.exec(line);
    this.left = counts ? { old: Number(counts[1] ?? 1), new: Number(counts[2] ?? 1) } : undefined;
  }

  private leadHunk(): Hunk {
    const hunk = newHunk();
    for (const line of this.lead) addRow(hunk, line);
    return hunk;
  }

  /** Opens a hunk without a header, with the lines before its first change as context. */
  private openBare(): Hunk {
    const hunk = this.leadHunk();
    const words = openingWords(this.lead);
    if (words > 0) hunk.words = words;
    this.lead = [];
    this.more = false;
    this.hunk = hunk;
    return hunk;
  }

  takeLine(line: string): void {
    if (/^\s*(?:`{3,}|~{3,})/.test(line) && this.isAround(line)) return this.takeFence(line);
    if (!this.hunk) {
      if (this.file && this.file.hunks.length > 0 && !this.more) {
        if (this.ended && /^(?:\+(?!\+\+ )|-(?!-| \S))/.test(line)) this.stray ??= line;
        return;
      }
      // A first change without a hunk header: the header was left out.
      if (!/^[+-](?![+-]{2} )/.test(line)) {
        if (!/^(?:---|\+\+\+) /.test(line)) this.lead.push(line);
        return;
      }
    }
    const hunk = this.hunk ?? this.openBare();
    if (this.isFull() && !/^[ +\-\\]/.test(line)) {
      // Behind a hunk, unless more of it follows: models count badly.
      if (line === "") this.empty++;
      else {
        this.ended = true;
        this.closeHunk();
      }
      return;
    }
    if (this.isFull() && this.empty > 0) hunk.announced ??= hunk.rows.length;
    for (; this.empty > 0; this.empty--) addRow(hunk, "");
    addRow(hunk, line);
    const mark = line.charAt(0);
    if (!this.left || mark === "\\") return;
    if (mark !== "+") this.left.old--;
    if (mark !== "-") this.left.new--;
  }

  private takeFence(line: string): void {
    const opens = this.hunk === undefined && !this.fenced;
    this.more = opens && opensDiff(line);
    this.lead = [];
    // What follows may still be the hunk's; what another fence holds is named by its language.
    this.ended = opens ? !/[\w]/.test(line) : this.hunk !== undefined;
    this.closeHunk();
    this.fenced = opens;
  }

  /** Whether a fence stands around the diff, and is no line of a hunk or of the context before one, marked or not. */
  private isAround(line: string): boolean {
    if (this.hunk) {
      if (/^\s/.test(line)) return false;
      return this.isFull() || (this.left === undefined && this.fenced && isBareFence(line));
    }
    if (this.file && this.file.hunks.length > 0) return true;
    return this.fenced ? isBareFence(line) : opensDiff(line) || areWords(this.lead);
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

const opensDiff = (line: string): boolean => /^\s*[`~]{3,}\s*(?:u?diff|patch)\b/i.test(line);
const isBareFence = (line: string): boolean => /^(?:`{3,}|~{3,})\s*$/.test(line);

/** Whether a diff that does not call the file new says that there was nothing in it. */
const isFromNothing = ({ op, hunks, moveTo }: FilePatch): boolean =>
  op === "update" &&
  moveTo === undefined &&
  hunks.length === 1 &&
  hunks.every(({ line, rows }) => line === 0 && trimmedRows(rows).every(({ mark }) => mark === "+"));

function addedText(file: FilePatch): string {
  const rows = file.hunks.flatMap(({ rows }) => trimmedRows(rows).filter(({ mark }) => mark !== "-"));
  const text = rows.map((row) => row.text).join("\n");
  return rows.length === 0 || file.hunks.at(-1)?.newUnended ? text : `${text}\n`;
}

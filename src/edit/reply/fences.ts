import { indentOf } from "../text/lines.ts";
import { beginsPatch, endsPatch } from "../patch/patchMarks.ts";
import { pathFromLine } from "../paths/pathLines.ts";
import { opensBlock, readSearchBlock } from "./searchBlocks.ts";

/** A fenced block: its info string, and the lines [from, to) inside; line `to` closes it. */
export type Fence = { info: string; indent: string; from: number; to: number };

const opening = /^(\s*)(`{3,}|~{3,})\s*([^`]*)$/;

export const opensFence = (line: string): boolean => opening.test(line);

/**
 * The fences of a text. Knows what models do and Markdown does not: fences within fences of the same length (an info
 * string tells an inner one that opens), and SEARCH/REPLACE blocks or patches inside, whose lines close nothing.
 */
export class FenceReader {
  private readonly lines: readonly string[];
  /** The lines that may open or close anything, ascending; most lines are passed over. */
  private readonly marks: Mark[] = [];
  /** For lines outside of fences: whether all fences from there on are closed. */
  private readonly closed = new Map<number, boolean>();
  /** For each line, the index in `marks` of the first one from it on. */
  private readonly first: Int32Array;

  constructor(lines: readonly string[]) {
    this.lines = lines;
    this.first = new Int32Array(lines.length + 1);
    lines.forEach((line, i) => {
      this.first[i] = this.marks.length;
      const mark = readMark(lines, line, i);
      if (mark) this.marks.push(mark);
    });
    this.first[lines.length] = this.marks.length;
  }

  /** The fence that opens at a line, or nothing if none does or it is never closed. */
  read(at: number): Fence | undefined {
    const open = opening.exec(this.lines[at] ?? "");
    if (!open) return undefined;
    const [, indent = "", marks = "", info = ""] = open;
    const markdown = holdsMarkdown(info, this.lines.slice(Math.max(0, at - 2), at));
    const to = (markdown ? this.closeOf(at, marks, true) : undefined) ?? this.closeOf(at, marks, false);
    return to === undefined ? undefined : { info: info.trim(), indent, from: at + 1, to };
  }

  /**
   * Whether the mark that seems to close a fence rather opens the next one: read so, all fences from it on are closed; read
   * as the end of this one, some fence behind it is not.
   */
  opensNext(fence: Fence): boolean {
    return !this.areClosed(fence.to + 1) && this.areClosed(fence.to);
  }

  private areClosed(from: number): boolean {
    const walked: number[] = [];
    let result: boolean | undefined;
    for (let at = from; result === undefined;) {
      const mark = this.marks[this.first[at] ?? this.marks.length];
      const fence = mark?.kind === "fence" ? this.read(mark.line) : undefined;
      walked.push(at);
      if (!mark) result = true;
      else if (mark.kind === "fence" && !fence) result = false;
      else at = (mark.kind === "region" ? mark.to : (fence?.to ?? 0)) + 1;
      result ??= this.closed.get(at);
    }
    for (const at of walked) this.closed.set(at, result);
    return result;
  }

  /** `loose`: in Markdown text a bare fence with text right after it opens an inner block. */
  private closeOf(at: number, open: string, loose: boolean): number | undefined {
    const sign = open.charAt(0);
    let depth = 0;
    let after = at;
    for (let i = this.first[at + 1] ?? 0; i < this.marks.length; i++) {
      const mark = this.marks[i];
      if (!mark || mark.line <= after) continue;
      if (mark.kind === "region") after = mark.to;
      else if (mark.sign !== sign || mark.length < open.length) continue;
      else if (!mark.bare) depth++;
      else if (depth > 0) depth--;
      else if (loose && mark.textFollows) depth++;
      else return mark.line;
    }
    return undefined;
  }
}

/** A line of fence marks, or the first line of a region whose lines mean nothing here. */
type Mark =
  | { kind: "fence"; line: number; sign: string; length: number; bare: boolean; textFollows: boolean }
  | { kind: "region"; line: number; to: number };

function readMark(lines: readonly string[], text: string, line: number): Mark | undefined {
  const fence = opening.exec(text);
  if (fence) {
    const [, , marks = "", info = ""] = fence;
    const textFollows = (lines[line + 1] ?? "").trim() !== "";
    return { kind: "fence", line, sign: marks.charAt(0), length: marks.length, bare: info.trim() === "", textFollows };
  }
  const block = opensBlock(text) ? readSearchBlock(lines, line)?.end : undefined;
  const to = block ?? (beginsPatch(text) ? endOfPatch(lines, line) : undefined);
  return to === undefined ? undefined : { kind: "region", line, to };
}

/** The line that ends the patch begun at a line; nothing if another begins first, no further in, or none ends it. */
export function endOfPatch(lines: readonly string[], at: number): number | undefined {
  const indent = indentOf(lines[at] ?? "").length;
  for (let i = at + 1; i < lines.length; i++) {
    const line = lines[i] ?? "";
    if (endsPatch(line)) return i;
    if (beginsPatch(line) && indentOf(line).length <= indent) return undefined;
  }
  return undefined;
}

/**
 * Whether a fence holds Markdown, whose own fences may stand inside it: its info string says so, or the line above names
 * such a file.
 * @param above the lines right above the fence, the nearest last; one of them may be blank
 */
export function holdsMarkdown(info: string, above: readonly string[]): boolean {
  if (/^(?:md|mdx|markdown)\b/i.test(info) || /\.mdx?\b/.test(info)) return true;
  const named = (above.at(-1) ?? "").trim() === "" ? above.at(-2) : above.at(-1);
  return /\.mdx?$/i.test(pathFromLine(named ?? "") ?? "");
}

/** The lines inside a fence, without the fence's own indentation. */
export function fenceBody(lines: readonly string[], { indent, from, to }: Fence): string[] {
  return lines.slice(from, to).map((line) => {
    let cut = 0;
    while (cut < indent.length && (line.charAt(cut) === " " || line.charAt(cut) === "\t")) cut++;
    return line.slice(cut);
  });
}

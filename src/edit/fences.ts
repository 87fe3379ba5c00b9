import { pathFromLine } from "./pathLines.ts";
import { opensBlock, readSearchBlock } from "./searchBlocks.ts";

/** A fenced block: its info string, and the lines [from, to) inside; line `to` closes it. */
export type Fence = { info: string; indent: string; from: number; to: number };

const opening = /^(\s*)(`{3,}|~{3,})\s*([^`]*)$/;

export const opensFence = (line: string): boolean => opening.test(line);

/**
 * The fence that opens at a line, or nothing if none does or it is never closed. Knows what models do and Markdown does
 * not: fences within fences of the same length (an info string tells an inner one that opens), and SEARCH/REPLACE
 * blocks or patches inside, whose lines close nothing.
 */
export function readFence(lines: readonly string[], at: number): Fence | undefined {
  const open = opening.exec(lines[at] ?? "");
  if (!open) return undefined;
  const [, indent = "", marks = "", info = ""] = open;
  const markdown = /^(?:md|mdx|markdown)\b/i.test(info) || /\.mdx?\b/.test(info) || namesMarkdown(lines, at);
  const to = (markdown ? closeOf(lines, at, marks, true) : undefined) ?? closeOf(lines, at, marks, false);
  return to === undefined ? undefined : { info: info.trim(), indent, from: at + 1, to };
}

function namesMarkdown(lines: readonly string[], at: number): boolean {
  const above = (lines[at - 1] ?? "").trim() === "" ? lines[at - 2] : lines[at - 1];
  return /\.mdx?$/i.test(pathFromLine(above ?? "") ?? "");
}

/** `loose`: in Markdown text a bare fence with text right after it opens an inner block. */
function closeOf(lines: readonly string[], at: number, marks: string, loose: boolean): number | undefined {
  const mark = marks.charAt(0);
  let depth = 0;
  for (let i = at + 1; i < lines.length; i++) {
    const line = lines[i] ?? "";
    if (opensBlock(line)) {
      const block = readSearchBlock(lines, i);
      if (block) i = block.end;
      continue;
    }
    if (/^\s*\*\*\* Begin Patch\s*$/.test(line)) {
      const end = lines.findIndex((other, j) => j > i && /^\s*\*\*\* End Patch\s*$/.test(other));
      if (end > 0) i = end;
      continue;
    }
    const fence = opening.exec(line);
    if (!fence || !fence[2]?.startsWith(mark) || fence[2].length < marks.length) continue;
    const bare = (fence[3] ?? "").trim() === "";
    if (!bare) depth++;
    else if (depth > 0) depth--;
    else if (loose && (lines[i + 1] ?? "").trim() !== "") depth++;
    else return i;
  }
  return undefined;
}

/** The lines inside a fence, without the fence's own indentation. */
export function fenceBody(lines: readonly string[], { indent, from, to }: Fence): string[] {
  return lines.slice(from, to).map((line) => {
    let cut = 0;
    while (cut < indent.length && (line.charAt(cut) === " " || line.charAt(cut) === "\t")) cut++;
    return line.slice(cut);
  });
}

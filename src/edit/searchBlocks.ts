import { pathFromLine } from "./pathLines.ts";
import type { Replacement } from "./types.ts";

/** A SEARCH/REPLACE block. `end` is the index of its last line, `path` what its first line names, if anything. */
export type SearchBlock = { edit: Replacement; end: number; path?: string };

const opening = /^(\s*)(<{5,30}|-{5,30})\s+(?:SEARCH|ORIGINAL)>?(?:\s+(\S+))?\s*$/i;
const closing = /^\s*(?:>{5,30}|\+{5,30})\s+(?:REPLACE|UPDATED)<?\s*$/i;
const divider = /^\s*(={5,30})\s*$/;
const conflictStart = /^<{7}(?: |$)/;
const conflictEnd = /^>{7}(?: |$)/;
const escaped = /^(\s*)\\(?=[<>=+-]{5})/;

export const opensBlock = (line: string): boolean => opening.test(line);

/**
 * Reads the SEARCH/REPLACE block that opens at a line. Markers may be of any length from five, be indented as a whole,
 * and stand for content where a backslash precedes them or where they belong to a merge conflict. Where the divider
 * cannot be told from content there is no block: nothing is better than a guess.
 */
export function readSearchBlock(lines: readonly string[], at: number): SearchBlock | undefined {
  const open = opening.exec(lines[at] ?? "");
  if (!open) return undefined;
  const [, indent = "", marker = "", named] = open;
  let end = at + 1;
  while (end < lines.length && !closing.test(lines[end] ?? "")) if (opening.test(lines[end++] ?? "")) return undefined;
  if (end === lines.length) return undefined;
  const body = lines.slice(at + 1, end);
  const cut = findDivider(body, marker.length);
  if (cut === undefined) return undefined;
  const dedented = indent !== "" && body.every((line) => line.trim() === "" || line.startsWith(indent));
  const clean = (line: string): string => (dedented ? line.slice(indent.length) : line).replace(escaped, "$1");
  const search = body.slice(0, cut).map(clean);
  const { startLine, skip } = readHint(search);
  const oldText = joined(search.slice(skip));
  const newText = joined(body.slice(cut + 1).map(clean));
  const path = named === undefined ? undefined : pathFromLine(named);
  return {
    edit: {
      oldText: oldText.trim() === "" ? "" : oldText,
      newText,
      ...(startLine !== undefined && { startLine }),
    },
    end,
    ...(path !== undefined && { path }),
  };
}

const joined = (lines: readonly string[]): string => (lines.length > 0 ? lines.join("\n") + "\n" : "");

/** Where search and replacement part: the only divider, or the middle one where both texts have the same ones. */
function findDivider(body: readonly string[], length: number): number | undefined {
  const free: number[] = [];
  const all: number[] = [];
  let depth = 0;
  body.forEach((line, i) => {
    if (conflictStart.test(line)) depth++;
    else if (conflictEnd.test(line)) depth = Math.max(0, depth - 1);
    else if (divider.test(line)) {
      all.push(i);
      if (depth === 0) free.push(i);
    }
  });
  // A conflict that opens and never closes is not one.
  const found = depth > 0 && free.length === 0 ? [] : free;
  const same = found.filter((i) => divider.exec(body[i] ?? "")?.[1]?.length === length);
  const candidates = same.length > 0 ? same : found;
  return candidates.length % 2 === 1 ? candidates[(candidates.length - 1) / 2] : undefined;
}

/** `:start_line:12` and `-------` before the search text. */
function readHint(search: readonly string[]): { startLine?: number; skip: number } {
  let skip = 0;
  let startLine: number | undefined;
  for (;;) {
    const hint = /^\s*:(start|end)_line:\s*\[?(\d+)\]?\s*$/.exec(search[skip] ?? "");
    if (!hint) break;
    if (hint[1] === "start") startLine = Number(hint[2]);
    skip++;
  }
  if (skip > 0 && /^\s*-{5,}\s*$/.test(search[skip] ?? "")) skip++;
  return startLine === undefined ? { skip } : { startLine, skip };
}

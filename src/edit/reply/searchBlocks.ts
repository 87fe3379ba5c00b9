import { pathFromLine } from "../paths/pathLines.ts";
import { isPath } from "../paths/pathNames.ts";
import type { Replacement } from "../text/types.ts";

/**
 * A SEARCH/REPLACE block. `end` is the index of its last line, `path` what its first line names, if anything. `doubled`: a
 * second divider right before the end was read over; in a file with underlined titles it may be one of the search.
 */
export type SearchBlock = { edit: Replacement; end: number; path?: string; doubled?: boolean };

const opening = /^(\s*)(?:([^\s<]+)\s*(?=<))?(<{3,30}|-{3,30})\s+(?:SEARCH|ORIGINAL)>?(?:\s+(\S+))?\s*$/i;
const closing = /^\s*(>{3,30}|\+{3,30})\s+(?:REPLACE|UPDATED)[<>]?(?:\s+(\S+))?\s*$/i;
const divider = /^\s*(={3,30})(?:\s+(\S+))?\s*$/;
const conflictStart = /^<{7}(?: |$)/;
const conflictEnd = /^>{7}(?: |$)/;
const escaped = /^(\s*)\\(?=[<>=+-]{3})/;

/** Markers written as entities: the whole block went through an escaper. */
const entities = /^\s*(?:&lt;){3,}\s|^\s*(?:&gt;){3,}\s/;
const decoded = (line: string): string => (entities.test(line) ? decodeEntities(line) : line);

/** `line`: where the search text begins, said as `line=12`. */
type Opening = { indent: string; length: number; path: string | undefined; line?: number };

function readOpening(text: string): Opening | undefined {
  const open = opening.exec(decoded(text));
  if (!open) return undefined;
  const [, indent = "", before, marker = "", after] = open;
  if (before !== undefined && !isPath(before)) return undefined;
  const line = /^line=(\d+)$/i.exec(after ?? "")?.[1];
  if (line !== undefined) return { indent, length: marker.length, path: before, line: Number(line) };
  const path = before ?? (after === undefined ? undefined : pathFromLine(after));
  return { indent, length: marker.length, path };
}

export const opensBlock = (line: string): boolean => /SEARCH|ORIGINAL/i.test(line) && readOpening(line) !== undefined;

/** Whether a line ends a block that opened with a marker of that length; short ones only where they are usual. */
function closes(line: string, length: number): boolean {
  const marker = closing.exec(decoded(line))?.[1];
  return marker !== undefined && (marker.length >= 5 || length < 5 || marker.startsWith("+"));
}

/** How deep blocks that are content of a block may be nested. */
const maxDepth = 3;

/**
 * Reads the SEARCH/REPLACE block that opens at a line. Markers may be of any length from three, be indented as a whole,
 * name the file, and stand for content where a backslash precedes them or where they belong to a merge conflict or to a
 * block that is content. Where the divider cannot be told from content there is no block: nothing is better than a guess.
 */
export function readSearchBlock(lines: readonly string[], at: number): SearchBlock | undefined {
  const open = readOpening(lines[at] ?? "");
  const end = open && endOfBlock(lines, at, open.length);
  if (!open || end === undefined) return undefined;
  let body = decodedBody(lines, at, end);
  let cut = findDivider(body, open);
  const single = cut === undefined ? withoutExtraDivider(body) : undefined;
  if (single) {
    body = single;
    cut = findDivider(body, open);
    if (cut === undefined || body.slice(cut + 1).every((line) => line.trim() === "")) return undefined;
  }
  if (cut === undefined) return undefined;
  const { indent } = open;
  const dedented = indent !== "" && body.every((line) => line.trim() === "" || line.startsWith(indent));
  const clean = (line: string): string => (dedented ? line.slice(indent.length) : line).replace(escaped, "$1");
  const search = body.slice(0, cut).map(clean);
  const { startLine = open.line, skip } = readHint(search);
  const oldText = joined(search.slice(skip));
  const newText = joined(body.slice(cut + 1).map(clean));
  return {
    edit: {
      oldText: oldText.trim() === "" ? "" : oldText,
      newText,
      ...(startLine !== undefined && { startLine }),
    },
    end,
    ...(open.path !== undefined && { path: open.path }),
    ...(single && { doubled: true }),
  };
}

const joined = (lines: readonly string[]): string => (lines.length > 0 ? lines.join("\n") + "\n" : "");

/** The closing line of the block opened at a line, blocks within it left out. */
function endOfBlock(lines: readonly string[], at: number, length: number): number | undefined {
  let depth = 0;
  for (let i = at + 1; i < lines.length; i++) {
    const line = lines[i] ?? "";
    if (closes(line, length)) {
      if (depth === 0) return i;
      depth--;
    } else if (opensBlock(line) && ++depth > maxDepth) return undefined;
  }
  return undefined;
}

/** The lines of a block, out of entities if the markers are so and no line has a bare angle bracket. */
function decodedBody(lines: readonly string[], at: number, end: number): string[] {
  const body = lines.slice(at + 1, end);
  const plain = !entities.test(lines[at] ?? "") || body.some((line) => /[<>]/.test(line));
  return plain ? body : body.map(decodeEntities);
}

const decodeEntities = (text: string): string =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replace(/&(?:apos|#0?39);/g, "'")
    .replaceAll("&amp;", "&");

/** The lines of a block without a divider right before its end; nothing if there is none, or it underlines a title. */
function withoutExtraDivider(body: readonly string[]): string[] | undefined {
  const last = body.findLastIndex((line) => line.trim() !== "");
  const line = (body[last] ?? "").trim();
  const title = (body[last - 1] ?? "").trim();
  const underlines = title.length === line.length && /^[\p{L}\p{N} ]+$/u.test(title);
  return /^={5,30}$/.test(line) && !underlines ? body.slice(0, last) : undefined;
}

/**
 * The end of the block that follows one which is never closed: where the first one's new text ends is not known, and the
 * second alone would be a part of the change.
 */
export function endOfBroken(lines: readonly string[], at: number): number | undefined {
  const open = readOpening(lines[at] ?? "");
  if (!open) return undefined;
  let isDivided = false;
  for (let i = at + 1; i < lines.length; i++) {
    const line = lines[i] ?? "";
    if (closes(line, open.length)) return undefined;
    if (divider.test(line)) isDivided = true;
    else if (opensBlock(line)) return isDivided ? readSearchBlock(lines, i)?.end : undefined;
  }
  return undefined;
}

/** Where search and replacement part: the only divider, or the middle one where both texts have the same ones. */
function findDivider(body: readonly string[], { length, path }: Opening): number | undefined {
  const free: { at: number; length: number }[] = [];
  let all = 0;
  let depth = 0;
  body.forEach((line, at) => {
    const [, marker, name] = divider.exec(line) ?? [];
    if (conflictStart.test(line) || opensBlock(line)) depth++;
    else if (conflictEnd.test(line) || closes(line, length)) depth = Math.max(0, depth - 1);
    else if (marker !== undefined && (name === undefined || name === path)) {
      all++;
      if (depth === 0) free.push({ at, length: marker.length });
    }
  });
  // A conflict that opens and never closes is not one.
  if (depth > 0 && (free.length === 0 || all > free.length)) return undefined;
  const candidates = [
    free.filter((each) => each.length === length),
    free.filter((each) => each.length >= 5),
    free,
  ].find((each) => each.length > 0);
  if (!candidates || candidates.length % 2 === 0) return undefined;
  return candidates[(candidates.length - 1) / 2]?.at;
}

/** `:start_line:12` and `-------` before the search text. */
function readHint(search: string[]): { startLine?: number; skip: number } {
  let skip = 0;
  let startLine: number | undefined;
  for (;;) {
    const hint = /^\s*:(start|end)_line:\s*\[?(\d+)\]?\s*$/.exec(search[skip] ?? "");
    if (!hint) break;
    if (hint[1] === "start") startLine = Number(hint[2]);
    skip++;
  }
  if (skip > 0 && /^\s*-{5,}\s*$/.test(search[skip] ?? "")) skip++;
  // The line break behind it may be lost.
  else if (skip > 0) search[skip] = (search[skip] ?? "").replace(/^-{7}(?=[^-])/, "");
  return startLine === undefined ? { skip } : { startLine, skip };
}

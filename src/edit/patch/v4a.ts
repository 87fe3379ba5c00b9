import { beginsPatch, endsPatch } from "./patchMarks.ts";
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

const header = /^\s*\*\*\* (Update|Add|Delete) File:\s*(\S.*?)\s*$/i;
/** Says in which of several workspaces the files are, before the first of them. */
const preamble = /^\s*\*\*\* Environment ID:\s*\S+\s*$/i;

/** Whether a text is a V4A patch: its first header is of that kind, not of a diff. */
export function isV4a(text: string): boolean {
  const lines = text.split("\n");
  const first = lines.findIndex((line) => beginsPatch(line) || header.test(line));
  const other = lines.findIndex((line) => /^(?:diff --git |--- \S|@@ -\d)/.test(line));
  return first >= 0 && (other < 0 || first < other);
}

/**
 * Reads a patch in the V4A format (`*** Begin Patch`, `*** Update File:`, `@@` anchors). What stands around it, such as
 * a fence or a here-document, is left aside. A patch that begins and does not end was cut off and is refused.
 */
export function parseV4a(text: string): Parsed {
  const all = text.replaceAll("\r\n", "\n").split("\n");
  const from = all.findIndex(beginsPatch);
  const body =
    from >= 0
      ? all.slice(from + 1)
      : all.slice(
          Math.max(
            0,
            all.findIndex((line) => header.test(line)),
          ),
        );
  // A marker with a space before it may be a line of context: such a one ends the patch only if no other does.
  const plain = body.findLastIndex((line) => /^\*/.test(line) && endsPatch(line));
  const to = plain >= 0 ? plain : body.findLastIndex(endsPatch);
  if (from >= 0 && to < 0) return { ok: false, reason: patchReason.cut };
  const lines = withoutGaps(to >= 0 ? body.slice(0, to) : unfenced(all, body));
  const files: FilePatch[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    const match = header.exec(line);
    if (!match) {
      const isEmpty = line.trim() === "" || (files.length === 0 && preamble.test(line));
      if (!isEmpty) return { ok: false, reason: patchReason.noHeader(line) };
      at++;
      continue;
    }
    const [, verb = "", named = ""] = match;
    const path = unquoted(named);
    const updates = verb.toLowerCase() === "update";
    let stop = at + 1;
    // Inside a hunk a header that begins with a space is a line of context.
    while (stop < lines.length && !(header.test(lines[stop] ?? "") && !(updates && lines[stop]?.startsWith(" "))))
      stop++;
    const section = readSection(verb.toLowerCase(), path, lines.slice(at + 1, stop));
    if (typeof section === "string") return { ok: false, reason: section };
    files.push(section);
    at = stop;
  }
  return files.length > 0 ? { ok: true, files } : { ok: false, reason: patchReason.noFile };
}

/** A path without quotes or backticks around it. */
const unquoted = (path: string): string => /^(["'`])(.+)\1$/.exec(path)?.[2] ?? path;

/** The lines without what stands between the end of one patch and the beginning of the next. */
function withoutGaps(lines: readonly string[]): string[] {
  let inside = true;
  return lines.filter((line) => {
    const isMarker = line.startsWith("*") && (beginsPatch(line) || endsPatch(line));
    if (isMarker) inside = beginsPatch(line);
    else if (header.test(line)) inside = true;
    return inside && !isMarker;
  });
}

/** The body of a patch without markers, up to the end of the fence that stands around it. */
function unfenced(all: readonly string[], body: readonly string[]): readonly string[] {
  const before = all.slice(0, all.length - body.length).findLast((line) => line.trim() !== "");
  const fence = /^\s*(`{3,}|~{3,})/.exec(before ?? "")?.[1];
  const end = fence === undefined ? -1 : body.findLastIndex((line) => line.trim() === fence);
  return end < 0 ? body : body.slice(0, end);
}

function readSection(verb: string, path: string, lines: string[]): FilePatch | string {
  const base = { path, aliases: [], hunks: [] };
  if (verb === "delete") {
    const extra = lines.find((line) => line.trim() !== "");
    return extra === undefined ? { ...base, op: "delete" } : patchReason.behindDelete(path, extra);
  }
  if (verb === "add") return readAdded(path, lines);
  const moved = /^\s*\*\*\* Move to:\s*(\S.*?)\s*$/i.exec(lines[0] ?? "");
  const hunks = readHunks(moved ? lines.slice(1) : lines);
  if (typeof hunks === "string") return hunks;
  if (hunks.length === 0 && !moved) return patchReason.emptyUpdate(path);
  return { ...base, op: "update", hunks, ...(moved?.[1] !== undefined && { moveTo: unquoted(moved[1]) }) };
}

function readAdded(path: string, lines: string[]): FilePatch | string {
  const content: string[] = [];
  const last = lines.findLastIndex((line) => line.startsWith("+"));
  for (const [i, line] of lines.entries()) {
    if (line.startsWith("+")) content.push(line.slice(1));
    else if (line === "" && i < last) content.push("");
    else if (line.trim() !== "" && !/^\*\*\* End of File\s*$/i.test(line)) return patchReason.unmarked(path, line);
  }
  const text = content.length > 0 ? content.join("\n") + "\n" : "";
  return { op: "add", path, aliases: [], hunks: [], content: text };
}

function readHunks(given: readonly string[]): Hunk[] | string {
  // Some models begin a section as a diff would.
  const named =
    /^--- \S/.test(given[0] ?? "") && /^\+\+\+ \S/.test(given[1] ?? "") && (given[2] ?? "").startsWith("@@");
  const lines = named ? given.slice(2) : given;
  const hunks: Hunk[] = [];
  let hunk = newHunk();
  const close = (): void => {
    if (trimmedRows(hunk.rows).length > 0) hunks.push(hunk);
    hunk = newHunk();
  };
  for (const line of lines) {
    if (line.startsWith("@@")) {
      const named = readHeader(line);
      const carried = carriedAnchors(hunk, named);
      if (hunk.rows.some((row) => row.text !== "" || row.mark !== " ")) close();
      hunk.rows = [];
      if (carried.length > 0) hunk.anchors = carried;
      if (named.line !== undefined) hunk.line = named.line;
      if (named.anchor !== undefined) hunk.anchors.push(named.anchor);
    } else if (/^\s*\*\*\* End of File\s*$/i.test(line)) {
      hunk.atEnd = true;
      close();
    } else if (line.startsWith("*** ")) return patchReason.unknownLine(line);
    else addRow(hunk, line);
  }
  close();
  return hunks;
}

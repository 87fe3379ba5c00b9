import { holdsMark } from "../marks/editMarks.ts";
import { endOfPatch, fenceBody, FenceReader, opensFence } from "./fences.ts";
import type { KnownFiles } from "../paths/knownFiles.ts";
import { isBlank } from "../text/lines.ts";
import { readOldNew } from "../marks/oldNew.ts";
import { beginsPatch, beginsSection } from "../patch/patchMarks.ts";
import { pathFromLine } from "../paths/pathLines.ts";
import { resolvePath } from "../paths/pathNames.ts";
import { isComment, isEditTag, isSentence } from "../marks/remarks.ts";
import { opensBlock, readSearchBlock } from "./searchBlocks.ts";
import { readTaggedFile } from "./taggedFiles.ts";
import { opensPair, readTagPair } from "./tagPairs.ts";
import type { Replacement } from "../text/types.ts";
import { isDiffFence, isMarkedDiff, isWholeFile } from "./wholeFiles.ts";

/**
 * What a fence or a tag holds. `inside`: edits that are to be read one by one, with nothing but remarks around them.
 * `nothing`: an example, or edits that cannot be told from what is around them.
 */
export type Body =
  | { kind: "inside" }
  | { kind: "patch" | "diff" | "file"; lines: readonly string[] }
  | { kind: "replace"; edits: Replacement[] }
  | { kind: "nothing" };

/** What is known of a body: the fence's info string, its file, and whether it announces a part of that ("In a.ts:"). */
export type Owner = { info: string; path?: string | undefined; part: boolean; known: KnownFiles };

const nothing: Body = { kind: "nothing" };

/** Files of text, which may well hold examples of edits. */
const textFile =
  /\.(?:mdx?|mdc|markdown|qmd|rmd|rst|adoc|asciidoc|txt|text|org|tex|wiki|log|prompt|j2|jinja2?|diff|patch|rej|snap)$|(?:^|\/)(?:README|CHANGELOG|CONTRIBUTING|LICEN[CS]E|COPYING|AUTHORS|NOTICE|TODO|NEWS)$/i;
const isText = ({ path }: Owner): boolean => path !== undefined && textFile.test(path);

/** Tells what a body is by its lines and its owner. Marks of edits are no part of a file of code. */
export function bodyOf(lines: readonly string[], owner: Owner): Body {
  return (
    fencedIn(lines, owner) ??
    tagsIn(lines, owner) ??
    editsIn(lines, owner) ??
    patchIn(lines, owner) ??
    diffIn(lines, owner) ??
    oldNewIn(lines, owner) ??
    fileIn(lines, owner)
  );
}

/** Edits that are in a fence within the body, or between remarks in several. */
function fencedIn(lines: readonly string[], owner: Owner): Body | undefined {
  if (owner.path === undefined || !lines.some(opensFence)) return undefined;
  const fences = new FenceReader(lines);
  const first = lines.findIndex((line) => !isBlank(line));
  const last = lines.findLastIndex((line) => !isBlank(line));
  const around = fences.read(first);
  if (around?.to === last) {
    const body = bodyOf(fenceBody(lines, around), { ...owner, info: around.info });
    // The fence of a file's text may be the text's own.
    return body.kind === "file" || (isText(owner) && body.kind === "nothing") ? undefined : body;
  }
  if (isText(owner)) return undefined;
  let isOnly = true;
  for (let at = 0; at < lines.length && isOnly; at++) {
    const fence = fences.read(at);
    if (fence) at = fence.to;
    else isOnly = isRemark(lines[at] ?? "") && !opensFence(lines[at] ?? "");
  }
  return isOnly ? { kind: "inside" } : undefined;
}

/** Tags that name their files and hold edits of those, in a fence that names none. */
function tagsIn(lines: readonly string[], owner: Owner): Body | undefined {
  if (owner.path !== undefined) return undefined;
  let count = 0;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const tagged = /^\s*</.test(line) ? readTaggedFile(lines, at, undefined) : undefined;
    if (tagged?.path !== undefined) {
      const { info, path, part } = tagged;
      const { kind } = bodyOf(tagged.lines, { info, path, part, known: owner.known });
      // What names a file as a whole there may be a text of that language.
      if (kind === "file" || kind === "nothing") return undefined;
      count++;
      at = tagged.end;
    } else if (!isBlank(line) && !isEditTag(line)) return undefined;
  }
  return count > 0 ? { kind: "inside" } : undefined;
}

const isRemark = (line: string): boolean =>
  isBlank(line) || isComment(line) || isSentence(line) || isEditTag(line) || pathFromLine(line) !== undefined;

/** Whether an edit begins at a line. Dashes with a word may be a heading or a diff's name of the old file. */
function opensEdit(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? "";
  if (opensPair(line)) return true;
  return opensBlock(line) && (line.includes("<") || readSearchBlock(lines, at) !== undefined);
}

/** Blocks, or replacements between tags. */
function editsIn(lines: readonly string[], owner: Owner): Body | undefined {
  const [first = 0, second = 0] = lines.flatMap((line, i) => (isBlank(line) ? [] : [i]));
  // The file's own name may stand before the first block.
  const opens = opensEdit(lines, first) || (opensEdit(lines, second) && pathFromLine(lines[first] ?? "") !== undefined);
  if (!opens && (isText(owner) || !lines.some((_, i) => opensEdit(lines, i)))) return undefined;
  if (onlyEdits(lines, owner)) return { kind: "inside" };
  return isText(owner) && !opensEdit(lines, first) ? undefined : nothing;
}

/** Whether lines are such edits with nothing but names of files and remarks around them; of the owner's file if it has one. */
function onlyEdits(lines: readonly string[], owner: Owner): boolean {
  const { path, known } = owner;
  const meant = path === undefined ? undefined : resolvePath(path, known, true);
  let count = 0;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? "";
    const edit = opensBlock(line) ? readSearchBlock(lines, i) : opensPair(line) ? readTagPair(lines, i) : undefined;
    if (edit) {
      count++;
      i = edit.end;
      continue;
    }
    if (isBlank(line) || line.trim() === "..." || opensFence(line) || isEditTag(line)) continue;
    const named = pathFromLine(line, known);
    if (named !== undefined) {
      const isOther = meant !== undefined && resolvePath(named, known, true) !== meant;
      if (isOther && (count === 0 || isText(owner))) return false;
    } else if (isText(owner) ? !/^\s*<!--/.test(line) : !isComment(line) || (path === undefined && count === 0)) {
      if (isText(owner) || path === undefined || !isSentence(line)) return false;
    }
  }
  return count > 0;
}

function patchIn(lines: readonly string[], owner: Owner): Body | undefined {
  const first = lines.find((line) => !isBlank(line)) ?? "";
  const begins = beginsPatch(first) || /^\s*(?:.*&&\s*)?(?:cat|apply_patch)\b.*<</.test(first);
  if (!begins && beginsSection(first)) return { kind: "patch", lines };
  if (!begins && (isText(owner) || !lines.some((line) => beginsPatch(line) || beginsSection(line)))) return undefined;
  const from = lines.findIndex(beginsPatch);
  const to = from < 0 ? undefined : endOfPatch(lines, from);
  const isRemarked = begins || (owner.path !== undefined && lines.slice(0, from).every(isRemark));
  return to !== undefined && isRemarked ? { kind: "patch", lines: lines.slice(from, to + 1) } : nothing;
}

const opensHunk = (line: string, next: string): boolean =>
  /^@@+(?: |$)|^diff --git \S/.test(line) || (/^--- \S/.test(line) && /^\+\+\+ \S/.test(next));

function diffIn(lines: readonly string[], owner: Owner): Body | undefined {
  const { info, path } = owner;
  if (path !== undefined && /\.(?:diff|patch)$/.test(path)) return undefined;
  if (isDiffFence(info, lines)) return { kind: "diff", lines };
  if (path === undefined || isText(owner)) return undefined;
  const at = lines.findIndex((line, i) => opensHunk(line, lines[i + 1] ?? ""));
  if (at >= 0) return lines.slice(0, at).every(isRemark) ? { kind: "diff", lines: lines.slice(at) } : nothing;
  const rows = withoutRemarks(lines);
  return isMarkedDiff(rows) ? { kind: "diff", lines: rows } : undefined;
}

/** Lines without the comments around them that have no mark of a diff. */
function withoutRemarks(lines: readonly string[]): readonly string[] {
  const isRow = (line: string): boolean => !isBlank(line) && (/^[ +-]/.test(line) || !isComment(line));
  const [from, to] = [lines.findIndex(isRow), lines.findLastIndex(isRow)];
  return from < 0 ? [] : lines.slice(from, to + 1);
}

/** Texts and their replacements below comments that say so. */
function oldNewIn(lines: readonly string[], owner: Owner): Body | undefined {
  if (isText(owner)) return undefined;
  const { begins, edits } = readOldNew(lines);
  if (!begins) return undefined;
  return owner.path === undefined || !edits ? nothing : { kind: "replace", edits };
}

function fileIn(lines: readonly string[], owner: Owner): Body {
  const { info, path, part } = owner;
  if (path === undefined || part || !isWholeFile(info, path, lines)) return nothing;
  return !isText(owner) && holdsMark(lines) ? nothing : { kind: "file", lines };
}

import { parsePatch } from "./applyPatch.ts";
import { endOfPatch, fenceBody, FenceReader, opensFence, type Fence } from "./fences.ts";
import { endOfDiff } from "./looseDiffs.ts";
import { KnownFiles } from "./knownFiles.ts";
import { isExcerpt, pathFromComment, pathFromInfo } from "./pathInfo.ts";
import {
  announcesWhole,
  mentionedPaths,
  type PathLine,
  pathFromLine,
  pathFromSentence,
  readPathLine,
} from "./pathLines.ts";
import { resolvePath } from "./pathNames.ts";
import { splitPatch } from "./patchSections.ts";
import { opensBlock, readSearchBlock } from "./searchBlocks.ts";
import { readTaggedFile } from "./taggedFiles.ts";
import type { Edit } from "./types.ts";
import { isDiffFence, isSession, isWholeFile } from "./wholeFiles.ts";

export type ParsedEdit = { path?: string; edit: Edit };

/**
 * Takes the edits out of a model's prose, in their order.
 *
 * - SEARCH/REPLACE blocks, in fences or not; the path stands on a line before them, or is the one before, or the only
 *   one known. All blocks of one file make one edit (all or none).
 * - V4A patches and unified diffs; one edit per file, which holds that file's section alone.
 * - Whole files in fences, where a path stands in the info string, alone on the line before, or in a comment on the
 *   first line (which is then no part of the file), or where the sentence before announces a file as a whole.
 *
 * Nothing else is an edit: no fence without a path (even if one file only is known) or under a line that announces a
 * part ("In a.ts:"), no excerpt, no block or fence that is not closed, no example of the formats inside other text.
 * `knownPaths`: the workspace's paths; a path of the reply that means one of them is given as that.
 */
export function parseEdits(reply: string, options: { knownPaths?: string[] } = {}): ParsedEdit[] {
  return parseEditsWithin(reply, { from: 0, to: Infinity }, options);
}

/** The same for the edits alone that begin within the lines [from, to), counted from 0; what is around them may name their files. */
export function parseEditsWithin(
  reply: string,
  { from, to }: { from: number; to: number },
  options: { knownPaths?: readonly string[] } = {},
): ParsedEdit[] {
  const reader = new Reader(reply.replaceAll("\r\n", "\n").split("\n"), new KnownFiles(options.knownPaths ?? []));
  reader.read(0, reader.lines.length);
  return merged(reader.found.filter(({ line }) => line >= from && line < to));
}

/** An edit and the line that it begins on. */
type Found = ParsedEdit & { line: number };

function merged(found: readonly Found[]): ParsedEdit[] {
  const edits: ParsedEdit[] = [];
  for (const { path, edit } of found) {
    const last = path === undefined ? undefined : edits.findLast((each) => each.path === path);
    if (edit.kind === "replace" && last?.edit.kind === "replace") last.edit.edits.push(...edit.edits);
    else edits.push(path === undefined ? { edit } : { path, edit });
  }
  return edits;
}

/** What a place in prose says of the file that is meant there. */
type Named = { kind: "file"; path: string } | { kind: "several" } | { kind: "nothing" };

class Reader {
  readonly found: Found[] = [];
  readonly lines: readonly string[];
  private readonly fences: FenceReader;
  private readonly known: KnownFiles;
  private lastPath: string | undefined;
  /** The first line that no edit has taken: a path is looked for from here on. */
  private floor = 0;
  /** The line that is being looked at. */
  private at = 0;
  /** A path that stood alone in a fence of its own, and where that ended. */
  private fenced: { path: string; end: number } | undefined;

  constructor(lines: readonly string[], known: KnownFiles) {
    this.lines = lines;
    this.fences = new FenceReader(lines);
    this.known = known;
  }

  read(from: number, to: number): void {
    for (let at = from; at < to; at++) {
      this.at = at;
      const end =
        this.takeBlock(at) ??
        this.takePatch(at, to) ??
        this.takeFence(at) ??
        this.takeDiff(at, to) ??
        this.takeTagged(at);
      if (end === undefined) continue;
      this.floor = end + 1;
      at = end;
    }
  }

  private line(at: number): string {
    return this.lines[at] ?? "";
  }

  private takeBlock(at: number): number | undefined {
    if (!opensBlock(this.line(at))) return undefined;
    const block = readSearchBlock(this.lines, at);
    if (!block) return undefined;
    const path = block.path ?? this.pathOfBlock(at);
    const meant = this.resolve(path, block.edit.oldText !== "");
    this.add(meant, { kind: "replace", edits: [block.edit] });
    this.lastPath = path;
    return block.end;
  }

  private takePatch(at: number, to: number): number | undefined {
    if (!/^\s*\*\*\* Begin Patch\s*$/.test(this.line(at))) return undefined;
    const end = endOfPatch(this.lines, at);
    if (end === undefined || end >= to) return undefined;
    this.addPatch(this.lines.slice(at, end + 1), "patch", undefined);
    return end;
  }

  private takeFence(at: number): number | undefined {
    if (!opensFence(this.line(at))) return undefined;
    const fence = this.fences.read(at);
    if (!fence) return undefined;
    const body = fenceBody(this.lines, fence);
    // It was left open before the next file's.
    if (endsInPath(body) && this.fences.opensNext(fence)) return undefined;
    const alone = body.filter((line) => line.trim() !== "");
    const named = alone.length === 1 ? pathFromLine(alone[0] ?? "", this.known) : undefined;
    if (named !== undefined) this.fenced = { path: named, end: fence.to };
    const path = this.pathOf(fence, at, body);
    const content = firstText(body, path);
    if (this.isWholeReply(fence, at) || (opensBlock(content) && this.onlyBlocks(fence, path?.path))) {
      this.read(fence.from, fence.to);
      return fence.to;
    }
    if (/^\s*\*\*\* Begin Patch|^\s*(?:.*&&\s*)?(?:cat|apply_patch)\b.*<</.test(content)) {
      const from = body.findIndex((line) => /^\s*\*\*\* Begin Patch\s*$/.test(line));
      const to = from < 0 ? undefined : endOfPatch(body, from);
      if (to !== undefined) this.addPatch(body.slice(from, to + 1), "patch", undefined);
    } else if (/^\s*\*\*\* (?:Update|Add|Delete) File:/.test(content)) this.addPatch(body, "patch", undefined);
    else if (isDiffFence(fence.info, body) && !/\.(?:diff|patch)$/.test(path?.path ?? ""))
      this.addPatch(body, "diff", path?.path);
    else if (path && !path.part && isWholeFile(fence.info, path.path, body))
      this.add(this.resolve(path.path), { kind: "rewrite", text: body.slice(path.skip).join("\n") + "\n" });
    return fence.to;
  }

  private takeDiff(at: number, to: number): number | undefined {
    const end = endOfDiff(this.lines, at, to);
    if (end !== undefined) this.addPatch(this.lines.slice(at, end + 1), "diff", undefined);
    return end;
  }

  private takeTagged(at: number): number | undefined {
    if (!this.line(at).includes("<")) return undefined;
    const stated = this.pathAt(this.textAbove(at));
    const tagged = readTaggedFile(this.lines, at, stated?.part === false ? stated.path : undefined);
    if (tagged?.path !== undefined && isWholeFile("", tagged.path, tagged.text.split("\n")))
      this.add(this.resolve(tagged.path), { kind: "rewrite", text: tagged.text });
    return tagged?.end;
  }

  /** Every file of a patch as an edit of its own. */
  private addPatch(lines: readonly string[], kind: "patch" | "diff", path: string | undefined): void {
    const text = lines.join("\n") + "\n";
    const parsed = parsePatch(text);
    if (!parsed.ok) return;
    for (const { text: part, file } of splitPatch(text, kind, parsed.files)) {
      const names = [...file.aliases, file.path].filter((name) => name !== "");
      const stated = names.find((name) => this.known.has(name)) ?? (file.path === "" ? path : file.path);
      const named = stated ?? this.known.only;
      // Lines with + and - that name neither a file nor a place are an illustration.
      if (named === undefined && !/^@@/m.test(part)) continue;
      const resolved = this.resolve(named, file.op !== "add");
      this.add(resolved, { kind, text: part, ...(file.path !== "" && { path: file.path }) });
    }
  }

  /** The path of a fence, whether only a part of the file is announced, and how many lines of its body only name it. */
  private pathOf(
    fence: Fence,
    at: number,
    body: readonly string[],
  ): { path: string; part: boolean; skip: number } | undefined {
    if (isExcerpt(fence.info)) return undefined;
    const info = pathFromInfo(fence.info, this.known);
    if (info !== undefined) return { path: info, part: false, skip: 0 };
    const above = this.textAbove(at);
    const stated = this.pathAt(above !== undefined && announcesWhole(this.line(above)) ? this.textAbove(above) : above);
    if (stated) return { ...stated, skip: 0 };
    const announced = above === undefined ? undefined : pathFromSentence(this.line(above), this.known);
    if (announced !== undefined) return { path: announced, part: false, skip: 0 };
    const comment = pathFromComment(body[0] ?? "", fence.info, this.known);
    // In a shell a word in a comment is no file's name.
    if (comment === undefined || (isSession(fence.info) && !comment.includes("."))) return undefined;
    return { path: comment, part: false, skip: (body[1] ?? "").trim() === "" && body.length > 2 ? 2 : 1 };
  }

  /** The nearest line of text above, at most one blank one away and behind all edits. */
  private textAbove(at: number): number | undefined {
    for (let i = at - 1; i >= Math.max(this.floor, at - 2); i--) if (this.line(i).trim() !== "") return i;
    return undefined;
  }

  private pathAt(at: number | undefined): PathLine | undefined {
    return at === undefined ? undefined : readPathLine(this.line(at), this.known);
  }

  /** The path of a block: named above it, else the one before, else the only one; none where several are spoken of. */
  private pathOfBlock(at: number): string | undefined {
    const named = this.namedAbove(at);
    if (named.kind === "file") return named.path;
    if (this.fenced && this.fenced.end >= at - 3) return this.fenced.path;
    return named.kind === "several" ? undefined : (this.lastPath ?? this.known.only);
  }

  /**
   * What is named above a block, behind the last edit: by a line or a fence's info string of its own, in the line of text
   * right before it, or in one that ends with a colon.
   */
  private namedAbove(at: number): Named {
    let passed = 0;
    for (let i = at - 1; i >= this.floor && passed < maxProse; i--) {
      const line = this.line(i).trim();
      if (line === "" || line === "..." || line === "…" || isTag(line)) continue;
      const path = opensFence(line)
        ? pathFromInfo(line.replace(/^[`~]+/, ""), this.known)
        : (pathFromLine(line, this.known) ?? pathFromSentence(line, this.known) ?? this.misspelt(line));
      if (path !== undefined) return { kind: "file", path };
      if (opensFence(line)) continue;
      const isNear = passed++ === 0 || line.endsWith(":");
      const [first, ...more] = isNear ? mentionedPaths(line, this.known) : [];
      if (first !== undefined) return more.length === 0 ? { kind: "file", path: first } : { kind: "several" };
    }
    return { kind: "nothing" };
  }

  /** A word that is a known path but for its punctuation. */
  private misspelt(line: string): string | undefined {
    return /^\S+[./_\\-]\S+$/.test(line) && this.known.meant(line, true) !== undefined ? line : undefined;
  }

  /** Whether a fence is Markdown and all that the reply consists of: an answer that was wrapped. */
  private isWholeReply(fence: Fence, at: number): boolean {
    const isBlank = (line: string): boolean => line.trim() === "";
    return (
      /^(?:md|markdown)$/i.test(fence.info) &&
      this.lines.slice(0, at).every(isBlank) &&
      this.lines.slice(fence.to + 1).every(isBlank)
    );
  }

  /** Whether a fence holds SEARCH/REPLACE blocks and lines that name files, and nothing else; of the fence's file if it has one. */
  private onlyBlocks(fence: Fence, path: string | undefined): boolean {
    const meant = this.resolve(path, true);
    for (let i = fence.from; i < fence.to; i++) {
      const block = opensBlock(this.line(i)) ? readSearchBlock(this.lines, i) : undefined;
      if (block) {
        i = block.end;
        continue;
      }
      const line = this.line(i).trim();
      if (line === "" || line === "..." || opensFence(line)) continue;
      const named = pathFromLine(line, this.known);
      if (named === undefined || (meant !== undefined && this.resolve(named, true) !== meant)) return false;
    }
    return true;
  }

  private resolve(path: string | undefined, exists = false): string | undefined {
    return path === undefined ? undefined : resolvePath(path, this.known, exists);
  }

  private add(path: string | undefined, edit: Edit): void {
    this.found.push({ ...(path !== undefined && { path }), edit, line: this.at });
  }
}

/** Lines of text above a block in which its path is looked for. */
const maxProse = 12;

/** A tag of the formats that wrap a block: `<diff>`, `<replace_in_file>`. */
const isTag = (line: string): boolean => /^<\/?\w+>$/.test(line);

/** The first line of a fence that is content: neither blank nor only a path. */
function firstText(body: readonly string[], path: { skip: number } | undefined): string {
  const lines = body.slice(path?.skip ?? 0).filter((line) => line.trim() !== "");
  const [first = "", second] = lines;
  return second !== undefined && opensBlock(second) && pathFromLine(first) !== undefined ? second : first;
}

/** Whether the last line of a fence, after a blank one, names a file. */
function endsInPath(body: readonly string[]): boolean {
  const last = body.findLastIndex((line) => line.trim() !== "");
  return last > 0 && (body[last - 1] ?? "").trim() === "" && pathFromLine(body[last] ?? "") !== undefined;
}

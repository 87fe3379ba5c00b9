import { parsePatch } from "./applyPatch.ts";
import { endOfPatch, fenceBody, FenceReader, opensFence, type Fence } from "./fences.ts";
import { isExcerpt, pathFromComment, pathFromInfo, pathFromLine, pathFromSentence, resolvePath } from "./pathLines.ts";
import { splitPatch } from "./patchSections.ts";
import { opensBlock, readSearchBlock } from "./searchBlocks.ts";
import type { Edit } from "./types.ts";

export type ParsedEdit = { path?: string; edit: Edit };

/**
 * Takes the edits out of a model's prose, in their order.
 *
 * - SEARCH/REPLACE blocks, in fences or not; the path stands on a line before them, or is the one before, or the only
 *   one known. All blocks of one file make one edit (all or none).
 * - V4A patches and unified diffs; one edit per file, which holds that file's section alone.
 * - Whole files in fences, where a path stands in the info string, alone on the line before, or in a comment on the
 *   first line (which is then no part of the file), or where the sentence before announces a known file.
 *
 * Nothing else is an edit: no fence without a path (even if one file only is known), no excerpt, no block or fence
 * that is not closed, no example of the formats inside other text. `knownPaths`: the workspace's paths; a path of the
 * reply that means one of them is given as that.
 */
export function parseEdits(reply: string, options: { knownPaths?: string[] } = {}): ParsedEdit[] {
  const reader = new Reader(reply.replaceAll("\r\n", "\n").split("\n"), options.knownPaths ?? []);
  reader.read(0, reader.lines.length);
  return reader.edits;
}

class Reader {
  readonly edits: ParsedEdit[] = [];
  readonly lines: readonly string[];
  private readonly fences: FenceReader;
  private readonly known: readonly string[];
  private lastPath: string | undefined;
  /** The first line that no edit has taken: a path is looked for from here on. */
  private floor = 0;
  /** A path that stood alone in a fence of its own, and where that ended. */
  private fenced: { path: string; end: number } | undefined;

  constructor(lines: readonly string[], known: readonly string[]) {
    this.lines = lines;
    this.fences = new FenceReader(lines);
    this.known = known;
  }

  read(from: number, to: number): void {
    for (let at = from; at < to; at++) {
      const end = this.takeBlock(at) ?? this.takePatch(at, to) ?? this.takeFence(at) ?? this.takeDiff(at, to);
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
    const fenced = this.fenced && this.fenced.end >= at - 3 ? this.fenced.path : undefined;
    const path = block.path ?? this.pathAbove(at, 5) ?? fenced ?? this.lastPath ?? this.onlyPath();
    const last = this.edits.findLast((each) => each.path === this.resolve(path));
    if (last?.edit.kind === "replace" && path !== undefined) last.edit.edits.push(block.edit);
    else this.add(path, { kind: "replace", edits: [block.edit] });
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
    const alone = body.filter((line) => line.trim() !== "");
    const named = alone.length === 1 ? pathFromLine(alone[0] ?? "", this.known) : undefined;
    if (named !== undefined) this.fenced = { path: named, end: fence.to };
    const path = this.pathOf(fence, at, body);
    const content = firstText(body, path);
    if (content !== undefined && opensBlock(content) && this.onlyBlocks(fence)) {
      this.read(fence.from, fence.to);
      return fence.to;
    }
    if (/^\s*(?:\*\*\* Begin Patch|(?:cat\s|apply_patch\s).*<<)/.test(content ?? "")) {
      const from = body.findIndex((line) => /^\s*\*\*\* Begin Patch\s*$/.test(line));
      if (from >= 0) this.addPatch(body.slice(from), "patch", undefined);
    } else if (isDiffFence(fence.info, body) && !/\.(?:diff|patch)$/.test(path?.path ?? ""))
      this.addPatch(body, "diff", path?.path);
    else if (path && isWholeFile(fence.info, path.path, body) && !hasLooseMarkers(body))
      this.add(path.path, { kind: "rewrite", text: body.slice(path.skip).join("\n") + "\n" });
    return fence.to;
  }

  private takeDiff(at: number, to: number): number | undefined {
    const git = /^diff --git \S/.test(this.line(at));
    const plain =
      /^--- \S/.test(this.line(at)) && /^\+\+\+ \S/.test(this.line(at + 1)) && /^@@/.test(this.line(at + 2));
    if (!git && !plain) return undefined;
    let end = at;
    const part = /^(?:[ +\-\\@]|diff --git|index |new file|deleted file|old mode|new mode|similarity|rename |Binary )/;
    for (let i = at; i < to; i++) {
      if (part.test(this.line(i))) end = i;
      else if (this.line(i) !== "") break;
    }
    this.addPatch(this.lines.slice(at, end + 1), "diff", undefined);
    return end;
  }

  /** Every file of a patch as an edit of its own. */
  private addPatch(lines: readonly string[], kind: "patch" | "diff", path: string | undefined): void {
    const text = lines.join("\n") + "\n";
    const parsed = parsePatch(text);
    if (!parsed.ok) return;
    for (const { text: part, file } of splitPatch(text, kind, parsed.files)) {
      const names = [...file.aliases, file.path].filter((name) => name !== "");
      const named = names.find((name) => this.known.includes(name)) ?? (file.path === "" ? path : file.path);
      // Lines with + and - that name neither a file nor a place are an illustration.
      if (named === undefined && !/^@@/m.test(part)) continue;
      const resolved = this.resolve(named ?? this.onlyPath());
      this.add(resolved, { kind, text: part, ...(file.path !== "" && { path: file.path }) });
    }
  }

  /** The path of a fence, and how many lines of its body only name it. */
  private pathOf(fence: Fence, at: number, body: readonly string[]): { path: string; skip: number } | undefined {
    if (isExcerpt(fence.info)) return undefined;
    const path = pathFromInfo(fence.info, this.known) ?? this.pathAbove(at, 2);
    if (path !== undefined) return { path, skip: 0 };
    const announced = this.announcedAbove(at);
    if (announced !== undefined) return { path: announced, skip: 0 };
    const comment = pathFromComment(body[0] ?? "", this.known);
    if (comment === undefined) return undefined;
    return { path: comment, skip: (body[1] ?? "").trim() === "" && body.length > 2 ? 2 : 1 };
  }

  /** The path on the nearest line above that is not blank, a fence or dots, at most `reach` lines away. */
  private pathAbove(at: number, reach: number): string | undefined {
    for (let i = at - 1; i >= Math.max(this.floor, at - reach); i--) {
      const line = this.line(i).trim();
      if (opensFence(line)) {
        const path = pathFromInfo(line.replace(/^[`~]+/, ""), this.known);
        if (path !== undefined) return path;
        continue;
      }
      if (line === "" || line === "...") continue;
      return pathFromLine(line, this.known);
    }
    return undefined;
  }

  private announcedAbove(at: number): string | undefined {
    const above = this.line(at - 1).trim() === "" ? at - 2 : at - 1;
    return above < this.floor ? undefined : pathFromSentence(this.line(above), this.known);
  }

  /** Whether a fence holds SEARCH/REPLACE blocks and lines that name files, and nothing else. */
  private onlyBlocks(fence: Fence): boolean {
    for (let i = fence.from; i < fence.to; i++) {
      const block = opensBlock(this.line(i)) ? readSearchBlock(this.lines, i) : undefined;
      if (block) {
        i = block.end;
        continue;
      }
      const line = this.line(i).trim();
      if (line !== "" && line !== "..." && !opensFence(line) && pathFromLine(line, this.known) === undefined)
        return false;
    }
    return true;
  }

  private onlyPath(): string | undefined {
    return this.known.length === 1 ? this.known[0] : undefined;
  }

  private resolve(path: string | undefined): string | undefined {
    return path === undefined ? undefined : resolvePath(path, this.known);
  }

  private add(path: string | undefined, edit: Edit): void {
    const resolved = this.resolve(path);
    this.edits.push(resolved === undefined ? { edit } : { path: resolved, edit });
  }
}

/** The first line of a fence that is content: neither blank nor only a path. */
function firstText(body: readonly string[], path: { skip: number } | undefined): string | undefined {
  const lines = body.slice(path?.skip ?? 0).filter((line) => line.trim() !== "");
  const [first, second] = lines;
  return first !== undefined && second !== undefined && opensBlock(second) && pathFromLine(first) !== undefined
    ? second
    : first;
}

/** Whether lines of an edit format stand outside a well-formed block: then the fence is no file but a broken edit. */
function hasLooseMarkers(body: readonly string[]): boolean {
  for (let i = 0; i < body.length; i++) {
    const line = body[i] ?? "";
    const block = opensBlock(line) ? readSearchBlock(body, i) : undefined;
    if (block) i = block.end;
    else if (opensBlock(line) || /^(?:<{7}|>{7})(?: |$)|^[>+]{5,} REPLACE\s*$/.test(line)) return true;
  }
  return false;
}

function isDiffFence(info: string, body: readonly string[]): boolean {
  if (/^(?:diff|patch|udiff)\b/i.test(info)) return true;
  const first = body.findIndex((line) => line.trim() !== "");
  const line = body[first] ?? "";
  return /^diff --git /.test(line) || (/^--- \S/.test(line) && /^\+\+\+ \S/.test(body[first + 1] ?? ""));
}

/** Whether a fence with a path can be the file itself: it has text, and is no session of a shell or its output. */
function isWholeFile(info: string, path: string, body: readonly string[]): boolean {
  if (body.every((line) => line.trim() === "")) return false;
  const shell = /^(?:bash|sh|shell|zsh|fish|console|powershell|ps1|pwsh|cmd|bat|terminal|output|stdout|log)\b/i.test(
    info,
  );
  return !shell || /\.(?:sh|bash|zsh|fish|ps1|bat|cmd|log|env|profile)$|(?:^|\/)\.?[\w-]+$/i.test(path);
}

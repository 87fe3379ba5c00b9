import { type Fence, opensFence } from "./fences.ts";
import type { KnownFiles } from "../paths/knownFiles.ts";
import { isExcerpt, pathFromComment, pathFromInfo } from "./pathInfo.ts";
import {
  announcesWhole,
  mentionedPaths,
  type PathLine,
  pathFromLine,
  pathFromSentence,
  readPathLine,
} from "../paths/pathLines.ts";
import { isEditTag } from "../marks/remarks.ts";
import { pathFromOpenTag, pathFromTag } from "./taggedFiles.ts";
import { isSession } from "./wholeFiles.ts";

/** What a place in prose says of the file that is meant there. */
type Named = { kind: "file"; path: string } | { kind: "several" } | { kind: "nothing" };

/** What holds the lines from `from` on: then only a line of its own names another file than `path`. */
export type Scope = { path: string; from: number };

/** Lines of text above a block in which its path is looked for. */
const maxProse = 12;

/** Finds the file that a fence, a block or a tag of a reply means, by what stands above it. */
export class PathsAbove {
  /** The path of the last block. */
  last: string | undefined;
  /** The first line that no edit has taken: a path is looked for from here on. */
  floor = 0;
  /** A path that stood alone in a fence of its own, and where that ended. */
  fenced: { path: string; end: number } | undefined;
  private scope: Scope | undefined;
  private readonly lines: readonly string[];
  private readonly known: KnownFiles;

  constructor(lines: readonly string[], known: KnownFiles, scope: Scope | undefined) {
    this.lines = lines;
    this.known = known;
    this.scope = scope;
  }

  /** Runs something for which a file holds all lines from one on. */
  within(scope: Scope | undefined, run: () => void): void {
    const before = this.scope;
    this.scope = scope ?? before;
    run();
    this.scope = before;
  }

  /** The path of a fence, whether only a part of the file is announced, and how many lines of its body only name it. */
  ofFence(fence: Fence, at: number, body: readonly string[]): (PathLine & { skip: number }) | undefined {
    if (isExcerpt(fence.info)) return undefined;
    const info = pathFromInfo(fence.info, this.known);
    if (info !== undefined) return { path: info, part: false, skip: 0 };
    const above = this.textAbove(at);
    const stated = this.at(above !== undefined && announcesWhole(this.line(above)) ? this.textAbove(above) : above);
    if (stated) return { ...stated, skip: 0 };
    const announced = above === undefined ? undefined : pathFromSentence(this.line(above), this.known);
    if (announced !== undefined) return { path: announced, part: false, skip: 0 };
    const comment = pathFromComment(body[0] ?? "", fence.info, this.known);
    // In a shell a word in a comment is no file's name.
    if (comment === undefined || (isSession(fence.info) && !comment.includes(".")))
      return this.scope && { path: this.scope.path, part: true, skip: 0 };
    return { path: comment, part: false, skip: (body[1] ?? "").trim() === "" && body.length > 2 ? 2 : 1 };
  }

  /** The path that a tag's text is the whole of, where the line above names it. */
  ofTag(at: number): string | undefined {
    const stated = this.at(this.textAbove(at));
    return stated?.part === false ? stated.path : undefined;
  }

  /** The path of a block: named above it, else the one before, else the only one; none where several are spoken of. */
  ofBlock(at: number): string | undefined {
    if (this.scope) return this.inScope(at, this.scope);
    const named = this.namedAbove(at);
    if (named.kind === "file") return named.path;
    if (this.fenced && this.fenced.end >= at - 3) return this.fenced.path;
    return named.kind === "several" ? undefined : (this.last ?? this.known.only);
  }

  /** The path of a replacement between tags, which is no edit unless its file is said. */
  ofPair(at: number): string | undefined {
    if (this.scope) return this.inScope(at, this.scope);
    for (let i = at - 1; i >= this.floor; i--) {
      const line = this.line(i);
      if (line.trim() === "" || isEditTag(line)) continue;
      return pathFromTag(line) ?? pathFromOpenTag(line) ?? pathFromLine(line, this.known);
    }
    return undefined;
  }

  private inScope(at: number, scope: Scope): string {
    for (let i = at - 1; i >= Math.max(this.floor, scope.from); i--) {
      const line = this.line(i);
      const path = opensFence(line)
        ? pathFromInfo(line.trim().replace(/^[`~]+/, ""), this.known)
        : (pathFromTag(line) ?? pathFromLine(line, this.known));
      if (path !== undefined) return path;
    }
    return scope.path;
  }

  private line(at: number): string {
    return this.lines[at] ?? "";
  }

  /** The nearest line of text above, at most one blank one away and behind all edits. */
  private textAbove(at: number): number | undefined {
    for (let i = at - 1; i >= Math.max(this.floor, at - 2); i--) if (this.line(i).trim() !== "") return i;
    return undefined;
  }

  private at(at: number | undefined): PathLine | undefined {
    return at === undefined ? undefined : readPathLine(this.line(at), this.known);
  }

  /**
   * What is named above a block, behind the last edit: by a line or a fence's info string of its own, in the line of text
   * right before it, or in one that ends with a colon.
   */
  private namedAbove(at: number): Named {
    let passed = 0;
    for (let i = at - 1; i >= this.floor && passed < maxProse; i--) {
      const line = this.line(i).trim();
      if (line === "" || line === "..." || line === "…" || /^<\/?\w+>$/.test(line)) continue;
      const path = opensFence(line)
        ? pathFromInfo(line.replace(/^[`~]+/, ""), this.known)
        : (pathFromOpenTag(line) ??
          pathFromLine(line, this.known) ??
          pathFromSentence(line, this.known) ??
          this.misspelt(line));
      if (path !== undefined) return { kind: "file", path };
      if (opensFence(line)) continue;
      const isNear = passed++ === 0 || line.endsWith(":");
      const [first, ...more] = isNear ? this.mentioned(line) : [];
      if (first !== undefined) return more.length === 0 ? { kind: "file", path: first } : { kind: "several" };
    }
    return { kind: "nothing" };
  }

  /** The files that a line of prose speaks of: marked as code or bold, else by their plain names, if those are known. */
  private mentioned(line: string): string[] {
    const marked = mentionedPaths(line, this.known);
    if (marked.length > 0 || this.known.size === 0) return marked;
    const words = line.split(/\s+/).map((word) => word.replace(/^["'(]+|["'),;:.!?]+$/g, ""));
    return [...new Set(words.filter((word) => /[./]/.test(word) && this.known.has(word)))];
  }

  /** A word that is a known path but for its punctuation. */
  private misspelt(line: string): string | undefined {
    return /^\S+[./_\\-]\S+$/.test(line) && this.known.meant(line, true) !== undefined ? line : undefined;
  }
}

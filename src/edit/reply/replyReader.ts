import { parsePatch } from "../patch/applyPatch.ts";
import { type Body, bodyOf } from "./bodies.ts";
import { endOfPatch, fenceBody, FenceReader, opensFence, type Fence } from "./fences.ts";
import type { KnownFiles } from "../paths/knownFiles.ts";
import { endOfDiff, endOfHunks } from "./bareDiffs.ts";
import { beginsPatch, beginsSection } from "../patch/patchMarks.ts";
import { splitPatch } from "../patch/patchSections.ts";
import type { FilePatch } from "../patch/patchTypes.ts";
import { pathFromLine } from "../paths/pathLines.ts";
import { isPath, resolvePath } from "../paths/pathNames.ts";
import { PathsAbove } from "./pathsAbove.ts";
import { endOfBroken, opensBlock, readSearchBlock } from "./searchBlocks.ts";
import { readTaggedFile } from "./taggedFiles.ts";
import { opensPair, readTagPair } from "./tagPairs.ts";
import type { Edit } from "../text/types.ts";

/** An edit, its file if it has one, and the line that it begins on. */
export type Found = { path?: string; edit: Edit; line: number };

/** The edits of a reply, read line by line. `path`: the file whose tag all lines stand in. */
export class ReplyReader {
  readonly found: Found[] = [];
  private readonly lines: readonly string[];
  private readonly fences: FenceReader;
  private readonly known: KnownFiles;
  private readonly paths: PathsAbove;
  /** The line that is being looked at. */
  private at = 0;

  constructor(lines: readonly string[], known: KnownFiles, path?: string) {
    this.lines = lines;
    this.fences = new FenceReader(lines);
    this.known = known;
    this.paths = new PathsAbove(lines, known, path === undefined ? undefined : { path, from: 0 });
  }

  read(from = 0, to = this.lines.length): this {
    for (let at = from; at < to; at++) {
      this.at = at;
      const end =
        this.takeBlock(at) ??
        this.takePatch(at, to) ??
        this.takeFence(at) ??
        this.takeDiff(at, to) ??
        this.takeTagged(at) ??
        this.takePair(at);
      if (end === undefined) continue;
      this.paths.floor = end + 1;
      at = end;
    }
    return this;
  }

  private line(at: number): string {
    return this.lines[at] ?? "";
  }

  private takeBlock(at: number): number | undefined {
    if (!opensBlock(this.line(at))) return undefined;
    const block = readSearchBlock(this.lines, at);
    if (!block) return endOfBroken(this.lines, at);
    const path = block.path ?? this.paths.ofBlock(at);
    if (block.doubled === true && path !== undefined && holdsUnderlines.test(path)) return block.end;
    this.add(this.resolve(path, block.edit.oldText !== ""), { kind: "replace", edits: [block.edit] });
    this.paths.last = path;
    return block.end;
  }

  private takePatch(at: number, to: number): number | undefined {
    if (!beginsPatch(this.line(at))) return undefined;
    const end = endOfPatch(this.lines, at);
    if (end === undefined || end >= to) return undefined;
    this.addPatch(this.dedented(at, end), "patch", undefined);
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
    if (named !== undefined) this.paths.fenced = { path: named, end: fence.to };
    const path = this.paths.ofFence(fence, at, body);
    if (this.isWholeReply(fence, at)) this.read(fence.from, fence.to);
    else {
      const { info } = fence;
      const what = bodyOf(body.slice(path?.skip), { part: false, ...path, info, known: this.known });
      if (what.kind !== "inside") this.addBody(what, path?.path);
      else
        this.paths.within(path && { path: path.path, from: fence.from }, () => {
          this.read(fence.from, fence.to);
        });
    }
    return fence.to;
  }

  private takeDiff(at: number, to: number): number | undefined {
    const end = endOfDiff(this.lines, at, to) ?? this.endOfHunks(at, to);
    if (end !== undefined) this.addPatch(this.dedented(at, end), "diff", this.paths.ofBlock(at));
    return end;
  }

  /** The last line of hunks that stand in prose without names, where it is said whose they are. */
  private endOfHunks(at: number, to: number): number | undefined {
    const end = endOfHunks(this.lines, at, to);
    if (end === undefined || this.paths.ofBlock(at) === undefined) return undefined;
    // They may be what is left of a patch that is cut off.
    const above = this.lines.slice(this.paths.floor, at);
    return above.some((line) => beginsPatch(line) || beginsSection(line)) ? undefined : end;
  }

  private takeTagged(at: number): number | undefined {
    if (!this.line(at).includes("<")) return undefined;
    const tagged = readTaggedFile(this.lines, at, this.paths.ofTag(at));
    if (!tagged) return undefined;
    const { path, lines, info, part } = tagged;
    if (path === undefined) return tagged.end;
    this.at = tagged.from;
    const what = bodyOf(lines, { info, path, part, known: this.known });
    if (what.kind !== "inside") this.addBody(what, path);
    else {
      const { found } = new ReplyReader(lines, this.known, path).read();
      this.found.push(...found.map((each) => ({ ...each, line: each.line + tagged.from })));
    }
    this.paths.last = path;
    return tagged.end;
  }

  /** A replacement between tags; none where its file is not said. */
  private takePair(at: number): number | undefined {
    const pair = opensPair(this.line(at)) ? readTagPair(this.lines, at) : undefined;
    const path = pair && this.paths.ofPair(at);
    if (!pair || path === undefined) return undefined;
    this.add(this.resolve(path, pair.edit.oldText !== ""), { kind: "replace", edits: [pair.edit] });
    this.paths.last = path;
    return pair.end;
  }

  private addBody(body: Exclude<Body, { kind: "inside" }>, path: string | undefined): void {
    switch (body.kind) {
      case "patch":
      case "diff":
        this.addPatch(body.lines, body.kind, path);
        break;
      case "replace":
        this.add(this.resolve(path, true), { kind: "replace", edits: body.edits });
        break;
      case "file":
        this.add(this.resolve(path), { kind: "rewrite", text: body.lines.join("\n") + "\n" });
        break;
      case "nothing":
    }
  }

  /** Every file of a patch as an edit of its own. */
  private addPatch(lines: readonly string[], kind: "patch" | "diff", path: string | undefined): void {
    const text = lines.join("\n") + "\n";
    const parsed = parsePatch(text);
    if (!parsed.ok) return;
    for (const { text: part, file } of splitPatch(text, kind, parsed.files)) {
      const named = this.fileOf(file, path) ?? this.known.only;
      // Lines with + and - that name neither a file nor a place are an illustration.
      if (named === undefined && !/^@@/m.test(part)) continue;
      const resolved = this.resolve(named, file.op !== "add");
      this.add(resolved, { kind, text: part, ...(file.path !== "" && { path: file.path }) });
    }
  }

  /** The file that a section of a patch names, or the one stated around it if its names are none, such as "original". */
  private fileOf(file: FilePatch, stated: string | undefined): string | undefined {
    const names = [...file.aliases, file.path].filter((name) => name !== "");
    const known = names.find((name) => this.known.has(name));
    if (known !== undefined) return known;
    return names.some((name) => name.includes("/") || isPath(name, this.known)) ? file.path : stated;
  }

  /** The lines [at, end] without the indentation of the first, if all have it. */
  private dedented(at: number, end: number): readonly string[] {
    const lines = this.lines.slice(at, end + 1);
    const indent = /^\s*/.exec(lines[0] ?? "")?.[0] ?? "";
    const isIn = (line: string): boolean => line.trim() === "" || line.startsWith(indent);
    return indent !== "" && lines.every(isIn) ? lines.map((line) => line.slice(indent.length)) : lines;
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

  private resolve(path: string | undefined, exists = false): string | undefined {
    return path === undefined ? undefined : resolvePath(path, this.known, exists);
  }

  private add(path: string | undefined, edit: Edit): void {
    this.found.push({ ...(path !== undefined && { path }), edit, line: this.at });
  }
}

/** Files whose titles may be underlined by the sign that divides a block. */
const holdsUnderlines = /\.(?:mdx?|markdown|rst|adoc|asciidoc|txt)$/i;

/** Whether the last line of a fence, after a blank one, names a file. */
function endsInPath(body: readonly string[]): boolean {
  const last = body.findLastIndex((line) => line.trim() !== "");
  return last > 0 && (body[last - 1] ?? "").trim() === "" && pathFromLine(body[last] ?? "") !== undefined;
}

import type { MarkdownIt, StateBlock } from "markdown-it";
import { holdsMarkdown } from "../../edit/reply/fences.ts";

/**
 * A Markdown fence may contain fences, and models write both with marks of the same length. CommonMark ends the outer
 * fence at the first of them. The rules here agree with those that parse files from an answer (edit/reply/fences.ts).
 */

/** The opening marks of a fence. */
export type Marks = { sign: string; length: number };

/** The state of a fence. `held`: a line, with its break, that closes the fence unless text follows directly. */
export type Nest = Marks & { depth: number; held: string };

const line = /^\s*(`{3,}|~{3,})[ \t]*([^`]*)$/;

/** What a line inside a fence does: "opens" an inner fence, closes one ("bare"), or nothing. */
function markOf(text: string, { sign, length }: Marks): "opens" | "bare" | undefined {
  const [, marks = "", info = ""] = line.exec(text) ?? [];
  if (marks.charAt(0) !== sign || marks.length < length) return undefined;
  return info.trim() === "" ? "bare" : "opens";
}

/** The result of more text: the code before the closing line and the text after it, or a fence that is still open. */
export type Taken = { code: string; nest: Nest } | { code: string; closing: string; left: string };

/** Continues an open fence. `lines` holds whole lines; at the end of the text the last may lack its break. */
export function takeNested(nest: Nest, lines: string): Taken {
  const text = nest.held + lines;
  let { depth } = nest;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline + 1;
    const mark = markOf(text.slice(start, newline === -1 ? end : newline), nest);
    if (mark === "opens") depth++;
    else if (mark === "bare" && depth > 0) depth--;
    else if (mark === "bare") {
      if (end === text.length)
        return { code: text.slice(0, start), nest: { ...nest, depth: 0, held: text.slice(start) } };
      if (/^[ \t]*(?:\n|$)/.test(text.slice(end))) {
        return { code: text.slice(0, start), closing: text.slice(start, end), left: text.slice(end) };
      }
      depth++;
    }
    start = end;
  }
  return { code: text, nest: { ...nest, depth, held: "" } };
}

/**
 * The closing line of a fence whose lines are all known; undefined if there is none. First counts bare marks followed
 * by text as openings. Then counts only marks with an info string. Last, takes the first bare mark.
 */
export function closingLine(lines: readonly string[], marks: Marks): number | undefined {
  return closeBy(lines, marks, "loose") ?? closeBy(lines, marks, "nested") ?? closeBy(lines, marks, "plain");
}

function closeBy(lines: readonly string[], marks: Marks, reading: "loose" | "nested" | "plain"): number | undefined {
  let depth = 0;
  for (const [at, text] of lines.entries()) {
    const mark = markOf(text, marks);
    if (mark === "opens" && reading !== "plain") depth++;
    if (mark !== "bare") continue;
    if (depth > 0) depth--;
    else if (reading === "loose" && (lines[at + 1] ?? "").trim() !== "") depth++;
    else return at;
  }
  return undefined;
}

/** Applies these rules to Markdown fences; all other fences are unchanged. */
export function addNestedFences(markdown: MarkdownIt): void {
  markdown.block.ruler.before(
    "fence",
    "nested_fence",
    (state, first, end, silent) => {
      if (state.sCount[first]! - state.blkIndent >= 4) return false;
      const [, markup = "", info = ""] = /^(`{3,}|~{3,})([^`]*)$/.exec(lineOf(state, first)) ?? [];
      const above = [first - 2, first - 1].filter((at) => at >= 0).map((at) => lineOf(state, at));
      if (markup === "" || !holdsMarkdown(info.trim(), above)) return false;
      if (silent) return true;
      const inside = linesInside(state, first + 1, end);
      const close = closingLine(inside, { sign: markup.charAt(0), length: markup.length });
      const to = first + 1 + (close ?? inside.length);
      state.line = to + (close === undefined ? 0 : 1);
      const token = state.push("fence", "code", 0);
      token.info = info;
      token.content = state.getLines(first + 1, to, state.sCount[first]!, true);
      token.markup = markup;
      token.map = [first, state.line];
      token.meta = { nests: true };
      return true;
    },
    { alt: ["paragraph", "reference", "blockquote", "list"] },
  );
}

const lineOf = (state: StateBlock, at: number): string =>
  state.src.slice(state.bMarks[at]! + state.tShift[at]!, state.eMarks[at]);

/** The lines of the container around a block; a less indented line ends it. */
function linesInside(state: StateBlock, from: number, end: number): string[] {
  const lines: string[] = [];
  for (let at = from; at < end; at++) {
    const text = lineOf(state, at);
    if (text !== "" && state.sCount[at]! < state.blkIndent) break;
    lines.push(text);
  }
  return lines;
}

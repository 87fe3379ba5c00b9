import { AT_A_TIME, type Continued, cutOf, LONGEST_LINE, nextLook, startOfLine, upTo } from "./cuts.ts";
import { closingLine, type Nest, takeNested } from "./nestedFences.ts";
import { blockTokens } from "./parser.ts";

/**
 * A piece of Markdown that later text can't change. A "fence" is a closed top-level code block with its whole `source`;
 * everything else is "markdown". Rendering the sources one by one, with all their link definitions, equals rendering
 * the whole text. `line`: the first line in the text, from 0. A block that is too long is several; `continued` tells how
 * such a piece goes on.
 */
export type Block = { source: string; line: number } & (
  { type: "markdown"; continued?: Continued } | { type: "fence"; info: string; code: string }
);

/**
 * The open end: Markdown whose meaning may change, or an unclosed code block. `lines` holds whole lines, `rest` the
 * unfinished line. `line` as in Block. `looked`: the size at which a cut was last looked for.
 * `nest`: set if the fence may contain fences.
 */
export type OpenBlock = { line: number } & (
  | { type: "markdown"; lines: string; continued?: Continued; looked?: number }
  | { type: "fence"; opening: string; info: string; code: string; closing: RegExp; nest?: Nest }
);
type OpenFence = Extract<OpenBlock, { type: "fence" }>;
type OpenMarkdown = Extract<OpenBlock, { type: "markdown" }>;
export type Blocks = { open: OpenBlock; rest: string };

export const noBlocks: Blocks = { open: { type: "markdown", lines: "", line: 0 }, rest: "" };

/**
 * Adds text and returns the blocks that it settles. CommonMark reads line by line, and only the last top-level block
 * can take another line. So a new block settles all before it. Pure.
 */
export function grow(blocks: Blocks, delta: string): { blocks: Blocks; settled: Block[] } {
  const { lines, rest } = wholeLines(blocks.rest + delta);
  const { open, settled } = lines === "" ? { open: blocks.open, settled: [] } : takeLines(blocks.open, lines);
  if (open.type === "fence" || rest.length <= LONGEST_LINE) return { blocks: { open, rest }, settled };
  const step = takeLongLine(open, rest);
  return grownBy(step, settled);
}

/** Goes on after a part of a long line. */
function grownBy({ open, settled, left }: Step, before: Block[]): { blocks: Blocks; settled: Block[] } {
  const more = grow({ open, rest: "" }, left);
  return { blocks: more.blocks, settled: [...before, ...settled, ...more.settled] };
}

/** The remaining blocks at the end of the text. */
export function finish({ open, rest }: Blocks): Block[] {
  const last = normalise(rest);
  const { open: left, settled } = last === "" ? { open, settled: [] } : takeLines(open, last);
  if (left.type === "fence" && left.nest) return [...settled, ...finishNested(left, left.nest)];
  const source = left.type === "fence" ? left.opening + left.code : left.lines;
  if (source.trim() === "") return settled;
  const { line } = left;
  const block: Block =
    left.type === "fence"
      ? { type: "fence", source, line, info: left.info, code: left.code }
      : { type: "markdown", source, line, ...continuedOf(left) };
  return [...settled, block];
}

/** Reads a fence that may contain fences again, now that all its text is known. The text after its end follows. */
function finishNested(fence: OpenFence, nest: Nest): Block[] {
  const text = fence.code + nest.held;
  const starts = lineStarts(text);
  const close = closingLine(text.split("\n"), nest);
  const to = close === undefined ? text.length : (starts[close] ?? text.length);
  const end = close === undefined ? text.length : (starts[close + 1] ?? text.length);
  const { open, settled } = closedFence(fence, text.slice(0, to), text.slice(to, end), text.slice(end));
  return [...settled, ...finish({ open, rest: text.slice(end) })];
}

/** Splits after the last line break. A final `\r` waits, because `\n` may follow. */
function wholeLines(text: string): { lines: string; rest: string } {
  const sure = text.endsWith("\r") ? text.slice(0, -1) : text;
  const end = Math.max(sure.lastIndexOf("\n"), sure.lastIndexOf("\r")) + 1;
  return { lines: normalise(text.slice(0, end)), rest: text.slice(end) };
}

/** Normalises line endings and NUL as the parser does, so that code that bypasses the parser is the same. */
function normalise(text: string): string {
  return text.replaceAll(/\r\n?/g, "\n").replaceAll("\0", "\uFFFD");
}

function takeLines(open: OpenBlock, lines: string): { open: OpenBlock; settled: Block[] } {
  const settled: Block[] = [];
  let now = open;
  let left = lines;
  while (left !== "") {
    const step: Step = now.type === "fence" ? takeCode(now, left) : takeSome(now, left);
    settled.push(...step.settled);
    now = step.open;
    left = step.left;
  }
  return { open: now, settled };
}

type Step = { open: OpenBlock; settled: Block[]; left: string };

const continuedOf = ({ continued }: { continued?: Continued }): { continued?: Continued } =>
  continued ? { continued } : {};

/**
 * Takes as many lines as may be looked at together, and cuts a block that became too long. The same lines are looked at
 * however the text arrives, so the same text has the same blocks.
 */
function takeSome(now: OpenMarkdown, lines: string): Step {
  const some = upTo(lines, Math.min(nextLook(now.looked ?? 0) - now.lines.length, AT_A_TIME));
  if (some === "") return takeLongLine(now, lines);
  const rest = lines.slice(some.length);
  const { open, settled, left } = takeMarkdown({ ...now, lines: now.lines + some });
  if (open.type === "fence") return { open, settled, left: left + rest };
  const looked = open.line === now.line ? (now.looked ?? 0) : 0;
  const size = open.lines.length;
  if (size < nextLook(looked)) return { open: { ...open, looked }, settled, left: left + rest };
  const cut = cutOf(open.lines, blockTokens(open.lines), open.continued);
  if (!cut) return { open: { ...open, looked: size }, settled, left: left + rest };
  const to = lineStarts(open.lines)[cut.line] ?? open.lines.length;
  const block: Block = { type: "markdown", source: open.lines.slice(0, to), line: open.line, ...continuedOf(open) };
  const { head = "", continued } = cut;
  return {
    open: { type: "markdown", lines: "", line: open.line + cut.line - linesIn(head), continued },
    settled: [...settled, block],
    left: head + open.lines.slice(to) + left + rest,
  };
}

/** Takes the first part of a line that is too long, with what is open above it, as blocks of their own. */
function takeLongLine(now: OpenMarkdown, lines: string): Step {
  const part = startOfLine(lines);
  const { open, settled, left } = takeMarkdown({ ...now, lines: now.lines + normalise(part) });
  const rest = left + lines.slice(part.length);
  if (open.type === "fence") return { open, settled, left: rest };
  const block: Block = { type: "markdown", source: open.lines, line: open.line, ...continuedOf(open) };
  return {
    open: { type: "markdown", lines: "", line: open.line + linesIn(open.lines), continued: { type: "plain" } },
    settled: open.lines.trim() === "" ? settled : [...settled, block],
    left: rest,
  };
}

/** The fence as a settled block, and the remaining text as plain Markdown. */
function closedFence(fence: OpenFence, code: string, closing: string, left: string): Step {
  const source = fence.opening + code + closing;
  return {
    open: { type: "markdown", lines: "", line: fence.line + linesIn(source) },
    settled: [{ type: "fence", source, line: fence.line, info: fence.info, code }],
    left,
  };
}

function takeCode(fence: OpenFence, lines: string): Step {
  if (fence.nest) {
    const taken = takeNested(fence.nest, lines);
    const code = fence.code + taken.code;
    if ("closing" in taken) return closedFence(fence, code, taken.closing, taken.left);
    return { open: { ...fence, code, nest: taken.nest }, settled: [], left: "" };
  }
  for (let start = 0; start < lines.length;) {
    const newline = lines.indexOf("\n", start);
    const end = newline === -1 ? lines.length : newline + 1;
    if (fence.closing.test(lines.slice(start, newline === -1 ? end : newline))) {
      return closedFence(fence, fence.code + lines.slice(0, start), lines.slice(start, end), lines.slice(end));
    }
    start = end;
  }
  return { open: { ...fence, code: fence.code + lines }, settled: [], left: "" };
}

/** Splits whole lines into blocks. The last block stays open, as a fence if it is one. */
function takeMarkdown({ lines: text, line, continued }: OpenMarkdown): Step {
  // A definition may go on with a title on the next line, so it begins no block: it belongs to the one before it.
  const tops = blockTokens(text).filter(
    ({ type, level, nesting, map }) => level === 0 && nesting >= 0 && map && type !== "reference_definition",
  );
  const starts = lineStarts(text);
  const offset = (line: number): number => starts[line] ?? text.length;
  const settled: Block[] = [];
  /** The first line not in a settled block. */
  let from = 0;
  const goesOn = (): { continued?: Continued } => (from === 0 && continued ? { continued } : {});
  const settle = (to: number): void => {
    const source = text.slice(offset(from), offset(to));
    if (source.trim() !== "") settled.push({ type: "markdown", source, line: line + from, ...goesOn() });
    from = to;
  };
  for (const [at, token] of tops.entries()) {
    const [first, after] = token.map ?? [0, 0];
    const start = offset(first);
    // Blank lines and link definitions before a block belong to the previous one; without one, blank lines to none.
    if (at > 0 || text.slice(0, start).trim() === "") settle(first);
    // An indented fence removes indentation from its code, and one with a bar may be a table's head: both are handled
    // as Markdown.
    const isFence = token.type === "fence" && text.startsWith(token.markup, start) && !token.info.includes("|");
    if (!isFence) continue;
    settle(first);
    const opening = text.slice(start, offset(first + 1));
    const nests = (token.meta as { nests?: boolean } | null)?.nests === true;
    if (nests || at === tops.length - 1) {
      const [sign = "", { length }] = [token.markup[0], token.markup];
      const open: OpenBlock = {
        type: "fence",
        opening,
        line: line + first,
        info: token.info.trim(),
        code: "",
        closing: new RegExp(`^ {0,3}${sign}{${length},}[ \\t]*$`),
        ...(nests && { nest: { sign, length, depth: 0, held: "" } }),
      };
      return { open, settled, left: text.slice(start + opening.length) };
    }
    const source = text.slice(start, offset(after));
    settled.push({ type: "fence", source, line: line + first, info: token.info.trim(), code: token.content });
    from = after;
  }
  const open: OpenBlock = { type: "markdown", lines: text.slice(offset(from)), line: line + from, ...goesOn() };
  return { open, settled, left: "" };
}

function linesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}

/** The offset of each line. */
function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

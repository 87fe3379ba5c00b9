import { closingLine, type Nest, takeNested } from "./nestedFences.ts";
import { blockTokens } from "./parser.ts";

/**
 * A piece of Markdown that no later text can change. A "fence" is a closed block of code at the top level, its `source`
 * whole; everything else is "markdown". Rendering the sources one by one, with the link definitions of all of them, gives
 * what rendering the whole text gives. `line` is the text's line that it begins on, from 0.
 */
export type Block = { source: string; line: number } & (
  { type: "markdown" } | { type: "fence"; info: string; code: string }
);

/**
 * What is still open: Markdown whose meaning may change, or a block of code whose end has not come. `lines` holds whole
 * lines; `rest` is the line that is being written. `line` as in Block. `nest`: the fence may hold others.
 */
export type OpenBlock = { line: number } & (
  | { type: "markdown"; lines: string }
  | { type: "fence"; opening: string; info: string; code: string; closing: RegExp; nest?: Nest }
);
type OpenFence = Extract<OpenBlock, { type: "fence" }>;
export type Blocks = { open: OpenBlock; rest: string };

export const noBlocks: Blocks = { open: { type: "markdown", lines: "", line: 0 }, rest: "" };

/**
 * Takes more text and gives the blocks that it settled. CommonMark reads line by line, and only the last block of the top
 * level can take another line: so once a new one has begun, those before it are settled. Pure.
 */
export function grow(blocks: Blocks, delta: string): { blocks: Blocks; settled: Block[] } {
  const { lines, rest } = wholeLines(blocks.rest + delta);
  if (lines === "") return { blocks: { open: blocks.open, rest }, settled: [] };
  const { open, settled } = takeLines(blocks.open, lines);
  return { blocks: { open, rest }, settled };
}

/** The blocks that are left when nothing more comes. */
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
      : { type: "markdown", source, line };
  return [...settled, block];
}

/** A fence that may hold others is read once more, now that all of it is known; what stands behind its end follows. */
function finishNested(fence: OpenFence, nest: Nest): Block[] {
  const text = fence.code + nest.held;
  const starts = lineStarts(text);
  const close = closingLine(text.split("\n"), nest);
  const to = close === undefined ? text.length : (starts[close] ?? text.length);
  const end = close === undefined ? text.length : (starts[close + 1] ?? text.length);
  const { open, settled } = closedFence(fence, text.slice(0, to), text.slice(to, end), text.slice(end));
  return [...settled, ...finish({ open, rest: text.slice(end) })];
}

/** Splits after the last line ending. A `\r` at the end waits, as a `\n` may follow it. */
function wholeLines(text: string): { lines: string; rest: string } {
  const sure = text.endsWith("\r") ? text.slice(0, -1) : text;
  const end = Math.max(sure.lastIndexOf("\n"), sure.lastIndexOf("\r")) + 1;
  return { lines: normalise(text.slice(0, end)), rest: text.slice(end) };
}

/** What the parser makes of line endings and NUL, made here so that code taken past the parser is the same. */
function normalise(text: string): string {
  return text.replaceAll(/\r\n?/g, "\n").replaceAll("\0", "\uFFFD");
}

function takeLines(open: OpenBlock, lines: string): { open: OpenBlock; settled: Block[] } {
  const settled: Block[] = [];
  let now = open;
  let left = lines;
  while (left !== "") {
    const step: Step = now.type === "fence" ? takeCode(now, left) : takeMarkdown(now.lines + left, now.line);
    settled.push(...step.settled);
    now = step.open;
    left = step.left;
  }
  return { open: now, settled };
}

type Step = { open: OpenBlock; settled: Block[]; left: string };

/** The fence as a settled block, and plain Markdown from there on. */
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

/** Cuts whole lines at the starts of their blocks; the last block stays open, or is handed on as an open fence. */
function takeMarkdown(text: string, line: number): Step {
  // A definition may go on with a title on the next line, so it begins no block: it belongs to the one before it.
  const tops = blockTokens(text).filter(
    ({ type, level, nesting, map }) => level === 0 && nesting >= 0 && map && type !== "reference_definition",
  );
  const starts = lineStarts(text);
  const offset = (line: number): number => starts[line] ?? text.length;
  const settled: Block[] = [];
  /** The first line that no settled block has. */
  let from = 0;
  const settle = (to: number): void => {
    const source = text.slice(offset(from), offset(to));
    if (source.trim() !== "") settled.push({ type: "markdown", source, line: line + from });
    from = to;
  };
  for (const [at, token] of tops.entries()) {
    const [first, after] = token.map ?? [0, 0];
    const start = offset(first);
    // What stands before a block belongs to the one before it: blank lines and link definitions.
    if (at > 0) settle(first);
    // An indented fence takes indentation off its code, and one with a bar may yet be a table's head: the plain way.
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
  return { open: { type: "markdown", lines: text.slice(offset(from)), line: line + from }, settled, left: "" };
}

function linesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}

/** Where each line begins. */
function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

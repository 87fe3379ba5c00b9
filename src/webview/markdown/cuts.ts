import type { Token } from "markdown-it";

/**
 * How a block goes on that was cut because it is long: a list with its next number and its way of paragraphs, anything
 * else ("plain") as it is. A table's head is repeated in the source.
 */
export type Continued = { type: "list"; isLoose: boolean; number: number | undefined } | { type: "plain" };

/** Where a long block is cut, as a line from its start, and how it goes on; `head` is repeated above the rest. */
export type Cut = { line: number; continued: Continued; head?: string };

/** A line longer than this, in characters, is cut: marks that are open in a line are looked for in all of it. */
export const LONGEST_LINE = 16_000;

/**
 * Sizes of an open block, in characters, at which a cut is looked for. Each later line costs a look at the whole block,
 * so this bounds the cost: 16,000 characters of list take about 5 ms.
 */
const looks = [16_000, 32_000, 64_000, 128_000, 256_000] as const;
/** Tables are cut later, for their columns have one width. */
const SHORTEST_TABLE = 32_000;
/** A block with this many tokens, or of the largest size, is cut anywhere, if need be. */
const MOST_TOKENS = 4000;

/** The size at which a block is looked at that was last looked at with `size` characters. */
export const nextLook = (size: number): number => looks.find((each) => each > size) ?? size + looks.at(-1)!;

/** The most characters to take at a time: a block that begins among them is not overlooked. */
export const AT_A_TIME = looks[0];

/**
 * Where to cut an open block; `tokens` are those of `text`, `before` tells how it continues an earlier one. undefined
 * where a cut would change what is shown and the block may still grow. Pure.
 */
export function cutOf(text: string, tokens: readonly Token[], before: Continued | undefined): Cut | undefined {
  const lines = text.split("\n");
  const isBlock = ({ type, level, nesting, map }: Token): boolean =>
    level === 0 && nesting >= 0 && map !== null && type !== "reference_definition";
  const top = tokens.find(isBlock) ?? tokens[0];
  if (top?.type === "table_open" && text.length < SHORTEST_TABLE) return undefined;
  const cut = safeCut(lines, top, tokens, before);
  if (cut) return cut;
  if (tokens.length <= MOST_TOKENS && text.length < looks.at(-1)!) return undefined;
  const line = lines.findLastIndex((each) => each.trim() !== "");
  return line > 0 ? { line, continued: { type: "plain" } } : undefined;
}

function safeCut(
  lines: readonly string[],
  top: Token | undefined,
  tokens: readonly Token[],
  before: Continued | undefined,
): Cut | undefined {
  /** The last line, from `first` on, of which this is true. */
  const last = (isFit: (line: string) => boolean, first = 1): Cut | undefined => {
    const line = lines.findLastIndex((each) => isFit(each));
    return line >= first ? { line, continued: { type: "plain" } } : undefined;
  };
  switch (top?.type) {
    case "bullet_list_open":
    case "ordered_list_open":
      return listCut(top, tokens, before?.type === "list" ? before : undefined);
    case "blockquote_open": {
      const line = lastStart(tokens);
      if (line !== undefined && / {0,3}>/y.test(lines[line] ?? "")) return { line, continued: { type: "plain" } };
      return tokens.length > 5 ? undefined : last((each) => /^ {0,3}> ?\p{L}/u.test(each));
    }
    case "table_open": {
      const cut = last((each) => each.trim() !== "", 3);
      return cut && { ...cut, head: lines.slice(0, 2).join("\n") + "\n" };
    }
    case "paragraph_open":
      return last((each) => /^[^\s#>|`~=+*\-\d\\$[]/.test(each));
    case "code_block":
      return last((each) => /^ {4}/.test(each));
    case "reference_definition":
      return last((each) => /^\[/.test(each));
    default:
      return undefined;
  }
}

/** A list is cut before its last item. */
function listCut(
  top: Token,
  tokens: readonly Token[],
  before: Extract<Continued, { type: "list" }> | undefined,
): Cut | undefined {
  const items = tokens.filter(({ type, level }) => type === "list_item_open" && level === 1);
  const line = items.at(-1)?.map?.[0] ?? 0;
  if (line === 0) return undefined;
  const isLoose = tokens.some(({ type, level, hidden }) => type === "paragraph_open" && level === 2 && !hidden);
  const first = before?.number ?? Number(top.attrGet("start") ?? 1);
  const number = top.type === "ordered_list_open" ? first + items.length - 1 : undefined;
  return { line, continued: { type: "list", isLoose: isLoose || before?.isLoose === true, number } };
}

/** The line of the last block inside a quote; undefined if there is but one. */
function lastStart(tokens: readonly Token[]): number | undefined {
  const line = tokens.findLast(({ level, nesting, map }) => level === 1 && nesting >= 0 && map)?.map?.[0];
  return line === 0 ? undefined : line;
}

/** Makes the tokens of a list that goes on like those of the whole list. */
export function continueList(
  tokens: readonly Token[],
  { isLoose, number }: Extract<Continued, { type: "list" }>,
): void {
  const [top] = tokens;
  if (top?.type === "ordered_list_open" && number !== undefined) top.attrSet("start", number);
  if (!isLoose || !top?.type.endsWith("list_open")) return;
  const end = tokens.findIndex(({ level, nesting }) => level === 0 && nesting < 0);
  for (const token of tokens.slice(0, end < 0 ? undefined : end))
    if (token.level === 2 && /^paragraph_/.test(token.type)) token.hidden = false;
}

/** The first part of a line that is too long, cut at a space if it has one in its second half. */
export function startOfLine(line: string): string {
  const space = line.lastIndexOf(" ", LONGEST_LINE - 1);
  const at = space > LONGEST_LINE / 2 ? space + 1 : LONGEST_LINE;
  const isPair = /[\uD800-\uDBFF]/.test(line.charAt(at - 1));
  return line.slice(0, isPair ? at - 1 : at);
}

/** Whole lines from the start of `lines`: until `size` characters are reached, or a line that is too long. */
export function upTo(lines: string, size: number): string {
  let end = 0;
  while (end < size && end < lines.length) {
    const newline = lines.indexOf("\n", end);
    const next = newline === -1 ? lines.length : newline + 1;
    if (next - end > LONGEST_LINE) break;
    end = next;
  }
  return lines.slice(0, end);
}

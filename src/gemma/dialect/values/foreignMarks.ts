import { brokenMark } from "./brokenMarks.ts";
import { stringMarks } from "./strings.ts";

/*
 * Strings between other marks than the dialect's: quotes of other kinds, and broken halves of the mark. Each is read
 * where only one reading is possible.
 */

/** The quotes that enclose a string: each family closes with its own, or with a mark. */
const families: readonly { opens: string; closes: string }[] = [
  { opens: "“„”", closes: "“”" },
  { opens: "‘‚’", closes: "‘’" },
  { opens: "«»", closes: "«»" },
  { opens: "`", closes: "`" },
];
/** A quote that somebody escaped for another language. */
const escapedQuotes = ['\\"', "\\'", "&quot;"];

const brokenOpening = new RegExp(brokenMark, "y");
const marks = stringMarks.map((mark) => mark.replaceAll("|", "\\|")).join("|");
const closersOf = (own: string): RegExp => new RegExp(`${marks}|${brokenMark}${own === "" ? "" : `|[${own}]`}`, "g");
const closers = families.map(({ closes }) => closersOf(closes));
const afterBroken = closersOf(`"'`);
const afterQuote = closersOf("");
const afterEscaped = new RegExp(`${marks}|${brokenMark}|\\\\["']|&quot;`, "g");

/** A string between foreign marks; `end` is the position behind it. */
export type ForeignString = { text: string; end: number };

/**
 * Reads a string that a foreign quote or a broken mark opens at `at`.
 * @param plain a plain quote counts as an opening too: no such quote closes the string
 * @param ends whether a value may end at a position, judged by what follows
 * @returns undefined where none opens one; "unclear" where its end is not the only possible one
 */
export function foreignString(
  text: string,
  at: number,
  plain: boolean,
  ends: (at: number) => boolean,
): ForeignString | "unclear" | undefined {
  const opening = openingAt(text, at, plain);
  if (opening === undefined) return undefined;
  const { start, close } = opening;
  close.lastIndex = start;
  for (let found = close.exec(text); found; found = close.exec(text)) {
    const end = close.lastIndex;
    // An apostrophe is no end.
    if (/[‘’']/.test(found[0]) && /\p{L}/u.test(text[found.index - 1] ?? "") && /\p{L}/u.test(text[end] ?? ""))
      continue;
    const inner = text.slice(start, found.index);
    if (!ends(end) || (text[at] === "`" && inner.includes("\\"))) return "unclear";
    return { text: inner, end };
  }
  return "unclear";
}

function openingAt(text: string, at: number, plain: boolean): { start: number; close: RegExp } | undefined {
  brokenOpening.lastIndex = at;
  if (brokenOpening.test(text)) return { start: brokenOpening.lastIndex, close: afterBroken };
  const escaped = escapedQuotes.find((each) => text.startsWith(each, at));
  if (escaped !== undefined) return { start: at + escaped.length, close: afterEscaped };
  const char = text[at] ?? "";
  const family = families.findIndex(({ opens }) => char !== "" && opens.includes(char));
  if (family >= 0) {
    const close = closers[family];
    return close && !text.startsWith("```", at) ? { start: at + 1, close } : undefined;
  }
  return plain && (char === '"' || char === "'") ? { start: at + 1, close: afterQuote } : undefined;
}

/** Whether the first mark between the quotes at `start` and `end` may be the end of the string: a key or a bracket follows it. */
export function closedByMark(text: string, start: number, end: number): boolean {
  const mark = text.slice(start, end).indexOf(quoteMark);
  if (mark <= 0) return false;
  const behind = start + mark + quoteMark.length;
  return /^\s{0,16}(?:[}\]]|,\s{0,16}["'“”`]?[\p{L}_][\p{L}\p{N}_.-]{0,64}["'“”`]?\s{0,8}[:=])/u.test(
    text.slice(behind, behind + 120),
  );
}

const [quoteMark] = stringMarks;

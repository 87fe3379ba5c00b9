import { stringMarks } from "./strings.ts";

/*
 * What models write in place of a string mark: quotes of other kinds, and broken halves of the mark. Each is read where
 * only one reading is possible.
 */

const quoteInMark = String.raw`\\?["'“”]`;
/** A part of Gemma 4's mark, also with its quote escaped or of another kind. The whole mark matches too. */
const brokenMark = String.raw`<\|${quoteInMark}\|?>?|<?${quoteInMark}\|>`;
const brokenOpening = new RegExp(brokenMark, "y");
const brokenEnd = new RegExp(`(?:${brokenMark})$`);
const holdsBroken = new RegExp(brokenMark);

/** The quotes that enclose a string: each family closes with its own, or with a mark. */
const families: readonly { opens: string; closes: string }[] = [
  { opens: "“„”", closes: "“”" },
  { opens: "‘‚’", closes: "‘’" },
  { opens: "«»", closes: "«»" },
  { opens: "`", closes: "`" },
];
/** A quote that somebody escaped for another language. */
const escapedQuotes = ['\\"', "\\'", "&quot;"];

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

/** How often quotes of the kind of `quote` stand in a text, apostrophes and escaped ones left out. */
function quotesLike(quote: string, text: string): number {
  if (quote === '"') return text.match(/(?<!\\)"/g)?.length ?? 0;
  if (quote === "`") return text.match(/`/g)?.length ?? 0;
  if (quote === "'" || quote === "’") return text.match(/(?<!\p{L})['‘’]|['‘’](?!\p{L})/gu)?.length ?? 0;
  return text.match(quote === "»" ? /[«»]/g : /[“”„]/g)?.length ?? 0;
}

const quoteAtEnd = /["'`”’“»]$/;

/** Whether a text ends with a quote that nothing in it opens: the quote may stand for a mark. */
export function endsInLoneQuote(text: string): boolean {
  const quote = quoteAtEnd.exec(text)?.[0];
  return quote !== undefined && quotesLike(quote, text) % 2 === 1;
}

/** Whether a text begins or ends with a part of a string mark. */
export const hasBrokenEdge = (text: string): boolean => {
  brokenOpening.lastIndex = 0;
  return brokenOpening.test(text) || brokenEnd.test(text) || /<\|$|^\|>/.test(text);
};

/**
 * The text of a string whose end mark is missing, without the quote or the part of a mark that stands in its place.
 * @returns undefined where a quote or such a part may as well belong to the text
 */
export function withoutWrongEnd(text: string): string | undefined {
  const body = text.trimEnd();
  const broken = brokenEnd.exec(body);
  if (broken) {
    const before = body.slice(0, broken.index);
    return holdsBroken.test(before) ? undefined : before;
  }
  if (/<\|$|\|>$/.test(body)) return undefined;
  const quote = quoteAtEnd.exec(body)?.[0];
  if (quote === undefined) return text;
  const inner = body.slice(0, -1);
  if (!endsInLoneQuote(body)) {
    const wrapped = (body.startsWith(quote) || body.startsWith("“")) && quotesLike(quote, inner.slice(1)) === 0;
    return wrapped ? undefined : text;
  }
  // A quote behind a word of a sentence may be the word's own apostrophe.
  return /\p{L}['’]$/u.test(body) && /\s/.test(inner) ? undefined : inner;
}

/**
 * A quoted text without the quotes or parts of marks that stand inside its quotes once more, where they do at both ends.
 * @returns undefined where they stand at one
 */
export function withoutInnerMarks(text: string): string | undefined {
  brokenOpening.lastIndex = 0;
  const begin = brokenOpening.exec(text)?.[0].length ?? 0;
  const end = brokenEnd.exec(text.slice(begin))?.[0].length ?? 0;
  if (begin > 0 || end > 0) return begin > 0 && end > 0 ? text.slice(begin, text.length - end) : undefined;
  return /^"([^"]*)"$/.exec(text)?.[1] ?? text;
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

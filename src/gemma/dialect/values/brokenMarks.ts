/*
 * What stands at the ends of a text in place of a string mark: parts of the mark, and quotes.
 */

const quoteInMark = String.raw`\\?["'“”]`;
/** A part of Gemma 4's mark, also with its quote escaped or of another kind. The whole mark matches too. */
export const brokenMark = String.raw`<\|${quoteInMark}\|?>?|<?${quoteInMark}\|>`;
const brokenOpening = new RegExp(brokenMark, "y");
const brokenEnd = new RegExp(`(?:${brokenMark})$`);
const holdsBroken = new RegExp(brokenMark);

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

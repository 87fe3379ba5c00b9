/** How much a text has of another's words, names and numbers. */

/** Scripts without spaces between words are compared letter by letter. */
const word =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}_$][\p{L}\p{N}\p{M}_$]*|\d+/gu;

const wordsOf = (text: string): Set<string> => new Set(text.match(word) ?? []);

/** Share of the region's words that the text has, from 0 to 1; 1 where the region has none. */
export function recallOf(region: string, text: string): number {
  const [wanted, there] = [wordsOf(region), wordsOf(text)];
  return wanted.size === 0 ? 1 : [...wanted].filter((word) => there.has(word)).length / wanted.size;
}

/** Share of the text's words that the region has, from 0 to 1. */
export const precisionOf = (region: string, text: string): number => recallOf(text, region);

/** Whether a text has any word of the region. */
export const sharesWords = (region: string, text: string): boolean =>
  wordsOf(text).size > 0 && precisionOf(region, text) > 0;

/** How many words, names and numbers two texts share. */

/** Scripts without spaces between words are compared by letter. */
const word =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}_$][\p{L}\p{N}\p{M}_$]*|\d+/gu;

const wordsOf = (text: string): Set<string> => new Set(text.match(word) ?? []);

/** The fraction of the region's words that the text contains, from 0 to 1; 1 if the region has none. */
export function recallOf(region: string, text: string): number {
  const [wanted, there] = [wordsOf(region), wordsOf(text)];
  return wanted.size === 0 ? 1 : [...wanted].filter((word) => there.has(word)).length / wanted.size;
}

/** The fraction of the text's words that the region contains, from 0 to 1. */
export const precisionOf = (region: string, text: string): number => recallOf(text, region);

/** Whether a text shares any word with the region. */
export const sharesWords = (region: string, text: string): boolean =>
  wordsOf(text).size > 0 && precisionOf(region, text) > 0;

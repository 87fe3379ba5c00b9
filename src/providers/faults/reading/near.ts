/** The most characters that are classified: the reason comes first, echoes of the request later. */
const LONGEST_READ = 6000;

/** The sentences of a server's words. A dot inside a number, a name or an address ends none. */
/**
 * The sum of a prompt's tokens that a server counts by kind ("120000 of text input, 4000 of tool input"); undefined if
 * it doesn't.
 */
export function countedByKind(plain: string): number | undefined {
  const counts = [...plain.matchAll(/(\d+) (?:tokens )?of (?:the )?(?:\w+ )?inputs?\b/gi)].map((match) =>
    Number(match[1]),
  );
  return counts.length === 0 ? undefined : counts.reduce((sum, count) => sum + count, 0);
}

export function sentencesOf(text: string): string[] {
  return text
    .slice(0, LONGEST_READ)
    .split(/(?<=[.!?;。])\s+|\s*[\r\n]+\s*/)
    .filter((sentence) => sentence !== "");
}

/** A text without quoted field names, which say nothing about the cause. */
export const withoutFields = (text: string): string => text.replace(/(['"`])[a-z_]+\1/gi, "…");

/** The first sentence that matches every pattern, in any order. */
export function sentenceWith(text: string, ...patterns: readonly RegExp[]): string | undefined {
  return sentencesOf(text).find((sentence) => patterns.every((pattern) => pattern.test(sentence)));
}

/** Counts as servers write them ("131,072", "131_072"), but no digits inside names. */
export const plainNumbers = (text: string): string => text.replace(/(\d)[,_](?=\d{3}(?!\d))/g, "$1");

/** The longest text that is classified, in characters: the reason stands at the start, echoes of the request behind. */
const LONGEST_READ = 6000;

/** The sentences of a server's words. A dot inside a number, a name or an address ends none. */
/**
 * The tokens of a prompt that a server counts by kinds ("120000 of text input, 4000 of tool input"), as a sum; undefined
 * where it does not.
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

/** A text without the names of fields that stand in quotes: what they are called says nothing of what is wrong. */
export const withoutFields = (text: string): string => text.replace(/(['"`])[a-z_]+\1/gi, "…");

/** The first sentence that matches every pattern: the words stand near each other, in whatever order. */
export function sentenceWith(text: string, ...patterns: readonly RegExp[]): string | undefined {
  return sentencesOf(text).find((sentence) => patterns.every((pattern) => pattern.test(sentence)));
}

/** A count as servers write it ("131,072", "131_072"); digits that belong to a name are none. */
export const plainNumbers = (text: string): string => text.replace(/(\d)[,_](?=\d{3}(?!\d))/g, "$1");

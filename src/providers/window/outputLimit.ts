/** A range that ends behind its last number: "1 (inclusive) to 4097 (exclusive)", "[1, 4097)". */
const behindLast = [
  /\bto\W{0,3}(\d+)\W{0,3}exclusive/gi,
  /\bbelow\W{0,3}(\d+)/gi,
  /\bunder\W{0,3}(\d+)/gi,
  /\[\s*\d+\s*(?:,|\.\.|-)\s*(\d+)\s*\)/g,
  /\b(?:less|lower|smaller|fewer) than(?! or equal)\W{0,4}(\d+)(?!\d)(?! or)/gi,
  /\b(?:\d+|tokens?\W?|given|got)\s*>=\s*(\d+)/gi,
  /(?<![<=>-])<(?!=)\s*(\d+)/g,
];
/** A range whose last number is in it. */
const upTo = [
  /\b(?:less|lower|smaller|fewer) than or equal(?:s)? to\W{0,4}(\d+)/gi,
  /\b(?:less|lower|smaller|fewer) than\W{0,4}(\d+) or equal/gi,
  /\b(?:at most|no (?:more|greater|larger|higher|longer) than|not exceed|cannot exceed|up to|maximum of|exceeds?(?: the)?)\W{0,4}(\d+)/gi,
  /(?<!\bbe )\b(?:greater|more|larger|bigger|higher|longer) than\W{0,4}(\d+)/gi,
  /\b(?:maximum|max)\b(?! (?:context|prompt|input|sequence))(?: (?:allowed|output|value|number|limit|length|of|for|is|this|the|model|tokens?|completion|\w+_tokens|generated)|[`'"():=]|\s)*\W{0,4}(\d+)/gi,
  /\b(?:limit|limited)(?: (?:of|is|to|for))*\W{0,4}(\d+)/gi,
  /\bbetween\W{0,3}\d+\W{0,3}(?:and|to|,|-)\W{0,3}(\d+)(?!\d)(?!\W{0,3}exclusive)/gi,
  /\b(?:range|from|in|within|interval)\b[^.\d]{0,40}\d+\W{0,3}(?:inclusive\W{0,3})?(?:to|and|,|\.\.|-|–)\W{0,3}(\d+)(?!\d)(?!\s*\)|\W{0,3}exclusive)/gi,
  /\[\s*\d+\s*(?:,|\.\.|-|–)\s*(\d+)\s*\]/g,
  /(?<!-)<=\s*(\d+)/g,
  /(?<![-=])>(?!=)\s*(\d+)/g,
  /≤\s*(\d+)/g,
  /\b(\d+) (?:tokens )?(?:or (?:less|fewer|lower|smaller)|at most|maximum)\b/gi,
  /(?:最大|不能超过|不得超过|不超过|上限)\D{0,6}(\d+)/g,
];

/**
 * The most tokens of an answer that a message about them allows; undefined where it names no number below what was asked
 * for. Of several the largest: a smaller one is found when that is refused too.
 * @param plain numbers in it are plain digits
 */
export function outputLimit(plain: string, asked: number): number | undefined {
  const numbers = (patterns: readonly RegExp[]): number[] =>
    patterns.flatMap((pattern) => [...plain.matchAll(pattern)].map((match) => Number(match[1])));
  const limits = [...numbers(upTo), ...numbers(behindLast).map((number) => number - 1)];
  const fitting = limits.filter((limit) => limit > 0 && limit < asked);
  return fitting.length === 0 ? undefined : Math.max(...fitting);
}

/** The longest passage to look for, and how much repetition counts, in characters. */
const LONGEST = 1000;
const SPAN = 1500;

/**
 * Removes repetition from the end of a text: of a passage that repeats at least three times over 1,500 characters or
 * more (the loop guard stops at 2,000), one copy stays. A model that sees its own loop falls into it again.
 */
export function withoutRepeats(text: string): string {
  for (let period = 1; period <= LONGEST && period * 3 <= text.length; period++) {
    const span = repeated(text, period);
    if (span >= Math.max(SPAN, period * 2)) return text.slice(0, text.length - Math.floor(span / period) * period);
  }
  return text;
}

/** How many characters at the end equal those one period earlier. */
function repeated(text: string, period: number): number {
  let at = text.length - 1;
  while (at >= period && text[at] === text[at - period]) at--;
  return text.length - 1 - at;
}

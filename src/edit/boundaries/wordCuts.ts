const upper = /^\p{Lu}/u;
const letter = /^\p{L}/u;
const digit = /^\p{N}/u;
/** What belongs to the character before it: accents, joiners, selectors, the second half of a pair. */
const belongs = /^[\p{M}\u200d\ufe0e\ufe0f\udc00-\udfff]/u;

/** Whether a cut at an offset parts what is read as one: a character, a number, a word or a part of a camelCase word. */
export function cutsWord(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return false;
  const [left, right] = [text.charAt(at - 1), text.charAt(at)];
  if (belongs.test(right) || left === "\u200d") return true;
  if (digit.test(left) || digit.test(right)) return digit.test(left) && digit.test(right);
  if (!(letter.test(left) || belongs.test(left)) || !letter.test(right)) return false;
  return !upper.test(right) || (upper.test(left) && !beginsWord(text, at));
}

/** Whether a capital begins a word after others: the `R` of `HTTPRequest`. */
const beginsWord = (text: string, at: number): boolean => {
  const next = text.charAt(at + 1);
  return letter.test(next) && !upper.test(next);
};

/**
 * Words, names and numbers as they stand in any language: what a cut in their midst would damage. `1` is no part of `10`
 * that may be replaced, nor `get` of `getAll`, `1` of `1.5`, `name` of `$name`.
 */

const wordCharacter = /[\p{L}\p{M}\p{N}_]/u;
/** Scripts that do not part their words: there is no telling where one ends. */
const unparted = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const isWord = (character: string): boolean => wordCharacter.test(character) && !unparted.test(character);
const isLetter = (character: string): boolean => isWord(character) && !isDigit(character);
const isDigit = (character: string): boolean => /^\p{Nd}$/u.test(character);

/** The character that ends at an offset. */
const before = (text: string, at: number): string => {
  const code = text.charCodeAt(at - 1);
  return code >= 0xdc00 && code <= 0xdfff ? text.slice(at - 2, at) : text.charAt(at - 1);
};
/** The character that begins at an offset. */
const behind = (text: string, at: number): string => {
  const code = text.codePointAt(at);
  return code === undefined ? "" : String.fromCodePoint(code);
};

/** Whether one word, name or number stands on both sides of an offset. */
export function cutsToken(text: string, at: number): boolean {
  const [left, right] = [before(text, at), behind(text, at)];
  if (left === "" || right === "") return false;
  if (isWord(left) && isWord(right)) return !endsEscape(text, at);
  return cutsNumber(text, at, left, right) || cutsSigil(text, at, left, right);
}

/** An escape that ends a text: `\n`, `\x41`, a terminal's colour, a format's or an address's `%`. */
const escape = new RegExp(
  String.raw`(?:^|[^\\])(?:\\\\)*\\(?:[A-Za-z0]|x[\da-f]{2}|u[\da-f]{4}|(?:e|x1b|033|u001b)\[[\d;]*m)$|%(?:[\da-f]{2}|[sdifxcoeu])$`,
  "i",
);

/** Whether an escape ends at an offset: the `\n` of `"a\nb"` is no part of the name `nb`. */
const endsEscape = (text: string, at: number): boolean => escape.test(text.slice(Math.max(0, at - 24), at));

/** The point of a decimal, the mark between thousands, the sign of an exponent. */
function cutsNumber(text: string, at: number, left: string, right: string): boolean {
  const next = text.charAt(at + 1);
  const previous = text.charAt(at - 2);
  if (right === "." || right === "'") return isDigit(left) && isDigit(next);
  if (right === "," || left === ",") return cutsThousands(text, at);
  if (left === "'") return isDigit(right) && isDigit(previous);
  if (left === ".") return isDigit(right) && (isDigit(previous) || !/[\w.$)\]]/.test(previous));
  const exponent = (end: number): boolean => /(?:^|[^\w$])[\d.]*\d\.?e$/i.test(text.slice(Math.max(0, end - 30), end));
  if (/[+-]/.test(right)) return isDigit(next) && exponent(at);
  return /[+-]/.test(left) && isDigit(right) && exponent(at - 1);
}

/** Whether an offset is within a number such as `1,000`, which no list begins with: in brackets, `1,100` are two. */
function cutsThousands(text: string, at: number): boolean {
  const from = Math.max(0, at - 24);
  const numbers = text.slice(from, at + 24).matchAll(/(?<![\w.,([{])\d{1,3}(?:,\d{3})+(?![\w,])/g);
  return [...numbers].some(({ index, 0: number }) => from + index < at && at < from + index + number.length);
}

/** The `$` of a name: before it (`$name`), in it (`a$b`), or after it (`users$.pipe`). The end of a pattern is none. */
function cutsSigil(text: string, at: number, left: string, right: string): boolean {
  if (left === "$") return isLetter(right);
  return right === "$" && isLetter(left) && /^(?:[\p{L}\p{N}_.,;:=?!)]|\s)/u.test(text.slice(at + 1, at + 3));
}

/** The word, name or number around an offset, at most so long on either side. */
export function tokenAround(text: string, at: number, most = 40): string {
  let [start, end] = [at, at];
  const isPart = (i: number): boolean =>
    isWord(text.charAt(i)) || (/[.,$'+-]/.test(text.charAt(i)) && cutsToken(text, i));
  while (start > 0 && start > at - most && isPart(start - 1)) start--;
  while (end < text.length && end < at + most && isPart(end)) end++;
  return text.slice(start, end);
}

/**
 * Typographic equivalents: the forms of one character that editors, keyboards and models put for each other. Quotes and
 * dashes as in Unicode's General Punctuation (2010–2015, 2018–201B, 201C–201F, and the minus sign 2212), no-break
 * spaces (00A0, 2007, 202F), and the composed and decomposed forms of a letter. Nothing else is equivalent: not the
 * case, not a fullwidth form, not a space of another width.
 */

const foldable = /[^\x00-\x7f]/;

function foldCode(code: number): number {
  if (code === 0xa0 || code === 0x2007 || code === 0x202f) return 0x20;
  if ((code >= 0x2010 && code <= 0x2015) || code === 0x2212) return 0x2d;
  if (code >= 0x2018 && code <= 0x201b) return 0x27;
  if (code >= 0x201c && code <= 0x201f) return 0x22;
  return code;
}

/** The text with every character in one form; texts that fold alike are typographically equivalent. */
export function fold(text: string): string {
  if (!foldable.test(text)) return text;
  const decomposed = text.normalize("NFD");
  let out = "";
  for (let i = 0; i < decomposed.length; i++) out += String.fromCharCode(foldCode(decomposed.charCodeAt(i)));
  return out;
}

/** A character that is the same in every equivalent of a text, unless an accent follows it. */
function isStable(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return /[!#-&(-,./0-~]/.test(character);
  // Hangul jamo compose with their neighbours.
  if (code >= 0x1100 && code <= 0x11ff) return false;
  return !mark.test(character) && character.normalize("NFC") === character && fold(character) === character;
}

const mark = /^\p{M}/u;

/**
 * The longest run of a text that has the same form in every equivalent of it: without quotes, dashes, spaces, accented
 * letters, and letters that an accent follows (the file may have the two as one). Empty if there is none.
 */
export function safeRun(text: string): string {
  let best = "";
  let start = 0;
  let at = 0;
  const end = (to: number): void => {
    if (to - start > best.length) best = text.slice(start, to);
  };
  for (const character of text) {
    const next = at + character.length;
    if (!isStable(character) || (text.charCodeAt(next) > 0x7f && mark.test(text.slice(next, next + 2)))) {
      end(at);
      start = next;
    }
    at = next;
  }
  end(at);
  return best;
}

/**
 * What to look for first in a search for equivalents of a text, at most one of which stands in any of them: its longest
 * safe run, else its longest word composed and decomposed. `index` is where it begins in the text.
 */
export function probesOf(text: string): { probes: string[]; index: number } {
  const run = safeRun(text);
  if (run !== "") return { probes: [run], index: text.indexOf(run) };
  let [word, index] = ["", 0];
  for (const match of text.matchAll(/[^\s"'\-\u2010-\u2015\u2018-\u201f\u2212]+/gu))
    if (match[0].length > word.length) [word, index] = [match[0], match.index];
  return { probes: word === "" ? [] : [...new Set([word.normalize("NFC"), word.normalize("NFD")])], index };
}

/** Whether a cut at `at` would part a surrogate pair, a letter from its accent or joiner, a flag, or a "\r\n". */
export function splitsCharacter(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return false;
  const code = text.charCodeAt(at);
  if (code < 0x300) return code === 10 && text.charCodeAt(at - 1) === 13;
  if (code >= 0xdc00 && code <= 0xdfff) {
    const before = text.charCodeAt(at - 1);
    if (before >= 0xd800 && before <= 0xdbff) return true;
  }
  const before = text.charCodeAt(at - 1);
  if (before === 10 || before === 13) return false;
  if (code === 0x200d || before === 0x200d) return true;
  const character = text.slice(at, at + 2);
  return mark.test(character) || /^\p{Emoji_Modifier}/u.test(character) || splitsFlag(text, at);
}

/** Whether the two letters of a flag stand on either side: of a run of such letters each pair is one. */
function splitsFlag(text: string, at: number): boolean {
  const flag = /^\p{Regional_Indicator}/u;
  if (!flag.test(text.slice(at, at + 2))) return false;
  let before = 0;
  for (let from = at - 2; from >= 0 && flag.test(text.slice(from, from + 2)); from -= 2) before++;
  return before % 2 === 1;
}

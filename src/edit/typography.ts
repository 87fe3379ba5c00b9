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

/**
 * The longest run of a text that has the same form in every equivalent of it: ASCII without quotes, hyphens and
 * spaces, and not next to a character that may bring an accent. Empty if there is none.
 */
export function safeRun(text: string): string {
  let best = "";
  for (const match of text.matchAll(/[!#-&(-,./0-~]+/g)) {
    let run = match[0];
    const next = text.charCodeAt(match.index + run.length);
    // A letter before an accent may be one composed character in the file.
    if (next > 0x7f) run = run.slice(0, -1);
    if (run.length > best.length) best = run;
  }
  return best;
}

/** Whether a cut at `at` would part a surrogate pair, or a letter from its accent or joiner. */
export function splitsCharacter(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return false;
  const code = text.charCodeAt(at);
  if (code < 0x300) return false;
  if (code >= 0xdc00 && code <= 0xdfff) {
    const before = text.charCodeAt(at - 1);
    if (before >= 0xd800 && before <= 0xdbff) return true;
  }
  const before = text.charCodeAt(at - 1);
  if (before === 10 || before === 13) return false;
  return code === 0x200d || before === 0x200d || /^\p{M}/u.test(text.slice(at, at + 2));
}

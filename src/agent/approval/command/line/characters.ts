/** Characters that can't be seen, or that change the order or meaning of others; line ends and tabs are none. */
const unseen =
  /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5\ufe00-\ufe0e\u{e0100}-\u{e01ef}]|(?! )\p{Zs}/u;

/** Scripts whose letters look like Latin ones. */
const alike =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Lisu}\u0131\u0251\u0261\u0269\u026a\u028b\u01c0\u01c3]/u;
/** Letters of these scripts that no Latin letter looks like. */
const distinct = /[бвгджзийклмнптфцчшщъыьэюяБГДЖЗИЙЛПФЦЧШЩЪЫЬЭЮЯђћњљβγδεζθλμξπστφψωΓΔΘΛΞΠΣΦΨΩάέήίόύώς]/u;

/** Signs that look like those of a shell or of paths. */
const signs =
  /[\u2010-\u2015\u2212\u2215\u2044\u29f8\u2024\u2025\u2039\u203a\u201a\u2018\u2019\u201b\u201c-\u201f\u2032\u2033\u02b9\u02bc\u02c8\u0060\u00b4\u2223\u2758\u2016\ua789\u2236\u037e\u204e\u2217\u22c6\ufe52-\ufe6b]/u;

/**
 * What in a command line looks like something else, with an example; undefined if nothing does.
 * @param bare the line without texts in quotes, where such characters may be words of a language
 */
export function suspicious(line: string, bare: string): string | undefined {
  const hidden = unseen.exec(line)?.[0];
  if (hidden !== undefined) return `It has a character that can't be seen (${codeOf(hidden)}).`;
  for (const run of line.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []) {
    if (/[A-Za-z]/.test(run) && alike.test(run)) return `It mixes letters that look alike (${run}).`;
  }
  for (const character of line) {
    if (character > "\u007f" && /\p{L}/u.test(character) && /^[A-Za-z]$/.test(character.normalize("NFKC")))
      return `It has a letter that looks like another (${codeOf(character)}).`;
  }
  for (const run of bare.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []) {
    if (alike.test(run) && !distinct.test(run)) return `It has letters that look like others (${run}).`;
  }
  for (const character of bare) {
    if (character <= "\u007f") continue;
    const plain = character.normalize("NFKC");
    if (signs.test(character) || /^[\x20-\x7e]+$/.test(plain))
      return `It has a character that looks like another (${codeOf(character)}).`;
  }
  return undefined;
}

/** A command line without what stands in quotes of ASCII; where quotes are not closed, all of it. */
export const withoutQuotes = (line: string): string => line.replace(/\\["'`]/g, " ").replace(/'[^']*'|"[^"]*"/g, " ");

const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

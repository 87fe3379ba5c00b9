/** What a line is: words for a reader, code, or neither by itself (blank lines, comments, documentation). */
export type LineKind = "prose" | "code" | "neutral";

const lineComment = /^(?:\/\/|#(?!#* \p{Lu})|--(?!\s*$)|;|%|'(?=\s)|\/\*|\*\/|<!--|\(\*|\{-|rem\b|@|\*\s)/iu;
const lists = /^(?:[-*•+–]|\d{1,2}[.)])\s+/;
/** Letters of scripts that code is not written in. */
const otherScript =
  /[\p{Script=Cyrillic}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thai}\p{Script=Devanagari}\p{Script=Greek}]/gu;

/**
 * The kinds of lines. Texts in quotes and comments are what code may say; a comment or documentation over several lines
 * is followed to its end, and words between tags belong to the page.
 * @param hashComments whether "#" begins a comment where it may be a heading too
 */
export function lineKinds(lines: readonly string[], hashComments = false): LineKind[] {
  const kinds = kindsAlone(lines, hashComments);
  const near = (at: number, step: 1 | -1): string => {
    let next = at + step;
    while (next >= 0 && next < lines.length && (kinds[next] === "prose" || lines[next]?.trim() === "")) next += step;
    return lines[next]?.trim() ?? "";
  };
  return kinds.map((kind, at) =>
    kind === "prose" && near(at, -1).endsWith(">") && /^[<{]/.test(near(at, 1)) ? "neutral" : kind,
  );
}

function kindsAlone(lines: readonly string[], hashComments: boolean): LineKind[] {
  /** What ends the comment or text that is open. */
  let closer: string | undefined;
  return lines.map((line, at): LineKind => {
    const text = line.trim();
    if (closer !== undefined) {
      if (text.includes(closer)) closer = undefined;
      return "neutral";
    }
    if (text === "") return "neutral";
    closer = openerOf(text);
    if (closer !== undefined) return "neutral";
    if (/^("""|''').*\1$/.test(text)) return "neutral";
    // A heading mostly stands apart.
    if (text.startsWith("#") && (hashComments || (lines[at + 1] ?? "").trim() !== "")) return "neutral";
    if (lineComment.test(text) && !isBullet(text)) return "neutral";
    return isSentence(text) ? "prose" : "code";
  });
}

/** A list item of words: `* ` begins one in prose, and a line of a comment only where one is open. */
const isBullet = (text: string): boolean => /^\*\s/.test(text) && isSentence(text);

function openerOf(text: string): string | undefined {
  for (const quotes of ['"""', "'''"]) if (text.split(quotes).length % 2 === 0) return quotes;
  if (/\/\*(?!.*\*\/)/.test(text)) return "*/";
  return /<!--(?!.*-->)/.test(text) ? "-->" : undefined;
}

/** The line without what it quotes and without a comment at its end. */
const bare = (text: string): string =>
  text
    .replace(/"(?:\\.|[^"\\])*"|`[^`]*`/g, "")
    .replace(/(?<!\p{L})'(?:\\.|[^'\\])*'(?!\p{L})/gu, "")
    .replace(/\s(?:\/\/|#\s|--\s).*$/, "")
    .trim();

/** Code as a sentence names it: a call with what it is given, a member, something compared or set. */
const named =
  /(?<=\s)(?:[\w$]+(?:\.[\w$]+)*\((?:[^()]|\([^()]*\))*\)(?:\.[\w$]+(?:\([^()]*\))?)*|[\w$]+(?:(?:\.|::|->)[\w$]+)+|[\w$]+\[[^[\]]*\]|[\w$]+(?: ?[-+*/%]?= ?| [<>=!]=+ )[\w$]*)(?=[\s.,;:?!)]|$)/g;

/** A line that has the form of a question or statement, whatever code it names: a capital, words in a row, an end. */
function isSpoken(line: string): boolean {
  if (!/^["'(¿¡]*\p{Lu}[\p{L}'’]*[ ,]/u.test(line) || !/[?.!…:]["')\]]*$/.test(line)) return false;
  const words = line.replace(named, "X").replace(/[;,]\s/g, " ");
  return /(?:(?:^|\s)[\p{L}'’-]+[,;:]?(?=\s|[?.!…:]*$)){3}/u.test(words) && isFew(words);
}

/** Whether a line has few signs of code beside its words. */
function isFew(line: string): boolean {
  const signs = line.match(/[{}[\]=<>+*/&|^%$#@\\~_;(]/g)?.length ?? 0;
  return signs * 4 <= (line.match(/\p{L}[\p{L}\p{M}'’-]*/gu)?.length ?? 0);
}

/** A statement that is made of words alone. */
const statement = /^(?:from [\w.]+ import\b|import [\w.]+ as\b|yield from\b|export default\b)/;

/** Whether a line reads as words: most of it plain words in a row, few signs of code. */
function isSentence(text: string): boolean {
  const line = bare(text.replace(lists, "").replace(/^#{1,6} (?=\p{Lu})/u, "")).replace(/\*\*|__/g, "");
  if (statement.test(line)) return false;
  if (isSpoken(line)) return true;
  const foreign = line.match(otherScript)?.length ?? 0;
  const letters = line.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0 || /[{}]$|^[\p{Ll}_$][\p{L}\d_$-]*:(?:\s|$)|^\p{Ll}.*:$/u.test(line)) return false;
  const single = line.match(/[{}[\]=<>+*/&|^%$#@\\~_;]|\w\(|\)\.|[\p{L}\d]\.[\p{L}_]|::/gu)?.length ?? 0;
  // Words name a function as `f()`; only code gives it something.
  const signs = single + (line.match(/\w\((?!\))/g)?.length ?? 0);
  if (foreign >= 2 && foreign * 2 >= letters) return signs * 4 <= foreign;
  const words = line.match(/\p{L}[\p{L}\p{M}'’-]*/gu) ?? [];
  const isEnded = /[.!?…:]["')\]]*$/.test(line);
  const begins = /^["'(¿¡]*\p{Lu}/u.test(line);
  if (words.length < 3) return begins && /[.!?…]["')\]]*$/.test(line) && signs === 0 && !/[(:,]/.test(line);
  if (signs * 4 > words.length) return false;
  const inARow = /(?:\p{L}[\p{L}\p{M}'’-]*[ ,]+){2}\p{L}/u.test(line);
  return inARow && ((begins && isEnded) || /\p{Ll}{2,},? \p{Ll}{2,},? \p{Ll}{2,}/u.test(line));
}

/** Whether a line is a whole sentence, from its first letter to its last sign. */
export const isWholeSentence = (line: string): boolean =>
  /^[\s"'(¿¡*#>-]*(?:\d+[.)]\s+)?\**[\p{Lu}\p{Lo}].*[.!?…:。！？：]["')*\]\s]*$/u.test(line);

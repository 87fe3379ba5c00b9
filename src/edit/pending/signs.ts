/** Which commas a formatter may write or drop: those before a closing bracket alone, or at the ends of lines too. */
type Commas = "before-closers" | "at-line-ends";

const closedBy = /,(?=\s*(?:[)\]}>]|$))/g;
const endingLines = /,(?=\s*(?:[)\]}>]|[\r\n]|$))/g;

/**
 * A text without what formatters change, for comparing: white space and semicolons are gone, quotes are all of one kind and
 * not escaped, names of properties have none, and trailing commas and the parentheses around something are gone. Whatever a
 * formatter does not do on its own stays: empty parentheses, commas between values on a line, words.
 */
export function withoutSigns(text: string, commas: Commas): string {
  return text
    .replace(commas === "at-line-ends" ? endingLines : closedBy, "")
    .replace(/\\(?=['"`])/g, "")
    .replace(/['"`]/g, '"')
    .replace(/"([\w$-]+)"(?=\s*:)/g, "$1")
    .replace(/\(\s*\)/g, "\0")
    .replace(/[\s;()]+/g, "");
}

import { markAt, stringMarks } from "./strings.ts";

/** A string begins behind these signs of a call or of code. */
const opensValue = /[:=[{(,]\s*$/;
const blankOrQuote = /(?:^|[\s"'`“‘«(])$/;
/** A mark between quotes or blanks: what stands before and behind it. */
const alone = /^(?:""|''|``|“”|‘’|«»|\(\)|\s(?:$|[\s.,;:!?]))/;
/** What stands behind a string that ended, or behind a mark that is spoken of. */
const behindString = /^(?:$|[\s"'`”’».,;:!?)\]}])/;
/** Signs that part two arguments, with the key of the second one at most. */
const parts = /^\s*(?:[^\s\p{L}\p{N}"'`][^\p{L}\p{N}]*)?["'`]?(?:[\p{L}_][\p{L}\p{N}_.-]*)?["'`]?\s*[:=]?[\s[{(]*$/u;
const partsPlainly = /^\s*[^\s\p{L}\p{N}"'`]/u;
const assigns = /[\p{L}\p{N}_"'`]\s*[:=][\s[{(]*$/u;

/**
 * Whether all string marks in a string are shown by it: they stand in pairs around a text, or alone between words. A mark
 * that ends one argument or begins the next stands otherwise: the string was then read over a separator that is none of
 * a call's.
 */
export function showsItsMarks(text: string): boolean {
  const marks = marksIn(text);
  for (let index = 0; index < marks.length;) {
    const [first, second] = [marks[index], marks[index + 1]];
    if (!first) return true;
    const between = second && text.slice(first.end, second.at);
    if (isAlone(text, first) && !(second && isAlone(text, second))) {
      index++;
      continue;
    }
    if (!second || between === undefined || isSeparator(between)) return false;
    if (!(isAlone(text, first) && isAlone(text, second)) && !enclose(text, first, second)) return false;
    index += 2;
  }
  return true;
}

type Found = { at: number; end: number };

function marksIn(text: string): Found[] {
  const found: Found[] = [];
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at + 1)) {
    const mark = markAt(text, at);
    if (mark !== undefined) found.push({ at, end: at + mark.length });
  }
  return found;
}

const before = (text: string, { at }: Found): string => text.slice(Math.max(0, at - 16), at);
const behind = (text: string, { end }: Found): string => text.slice(end, end + 1);

const isAlone = (text: string, mark: Found): boolean =>
  alone.test(text.slice(Math.max(0, mark.at - 1), mark.at) + behind(text, mark));

function enclose(text: string, first: Found, second: Found): boolean {
  const opens =
    opensValue.test(before(text, first)) ||
    (second.at > first.end &&
      blankOrQuote.test(before(text, first)) &&
      /\S/.test(behind(text, first)) &&
      /\S$/.test(before(text, second)));
  return opens && behindString.test(behind(text, second));
}

/** Nothing at all is an empty string. */
const isSeparator = (between: string): boolean =>
  between !== "" &&
  (!/[\p{L}\p{N}]/u.test(between) || (parts.test(between) && (partsPlainly.test(between) || assigns.test(between))));

/** Whether a value, or any in it, holds string marks that it does not plainly show. */
export function swallowsMarks(value: unknown): boolean {
  if (typeof value === "string") {
    return stringMarks.some((mark) => value.includes(mark)) && !showsItsMarks(value);
  }
  return typeof value === "object" && value !== null && Object.values(value).some(swallowsMarks);
}

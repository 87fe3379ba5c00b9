import type { JsonObject } from "../../../../../../src/model/message.ts";

/** What encloses a string in a native call: Gemma 4's token, and FunctionGemma's. */
export const stringMarks = ['<|"|>', "<escape>"] as const;

/** The marks that stand for themselves between quotes too: in JSON only the one that no JSON string can begin with. */
export const wrappedMarks = (native: boolean): readonly string[] => (native ? stringMarks : stringMarks.slice(0, 1));

const space = /\s*/y;

/** The first position at or after `at` that holds no white space. */
export function skipSpace(text: string, at: number): number {
  space.lastIndex = at;
  space.test(text);
  return space.lastIndex;
}

/** White space beyond this many characters no longer delays a decision about what stands before it. */
const farthest = 512;

/**
 * The first position after the white space at `at`, at most a bounded way off: what waits for it stays short.
 */
export function lookPastSpace(text: string, at: number): number {
  return Math.min(skipSpace(text, at), at + farthest);
}

/** The string mark that begins at `at`. */
export function markAt(text: string, at: number): string | undefined {
  return stringMarks.find((mark) => text.startsWith(mark, at));
}

/** The quote that opens a string at `at`: a single or a double one, or Python's three of them. */
export function quoteAt(text: string, at: number): string {
  const quote = text[at] ?? "";
  return text.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
}

/**
 * Whether a quote whose next character that is not white space stands at `at` closes its string. In valid JSON it always
 * does; a quote that a model forgot to escape is mostly followed by something else.
 */
export function closesString(text: string, at: number): boolean {
  const next = text[at];
  return next === undefined || ",:}])=;".includes(next) || (next === "<" && text[at + 1] === "|");
}

/**
 * The value of the text between two quotes: JSON's escapes, raw line breaks and unescaped inner quotes allowed. With an
 * escape that JSON does not know (`C:\users`, `\s+`) every backslash was meant literally.
 */
export function decodeQuoted(raw: string, quote: string): string {
  if (!raw.includes("\\")) return raw;
  const json = raw.replace(/\\[^]|["\u0000-\u001f]/g, (found) =>
    found === "\\'" ? "'" : found.length === 2 ? found : JSON.stringify(found).slice(1, -1),
  );
  try {
    return JSON.parse(`"${json}"`) as string;
  } catch {
    return raw.replaceAll(`\\${quote.charAt(0)}`, quote.charAt(0));
  }
}

/** Takes off the string marks of the native syntax that a server left at the ends of an argument. */
export function stripMarks(value: string): string {
  if (!value.includes("<|")) return value;
  return value.replace(/^(?:<\|"\|>)+/, "").replace(/(?:<\|"\|>)+$/, "");
}

/** Sets a key that came from outside; "__proto__" becomes a plain key. */
export function setKey(target: JsonObject, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
}

import { endsInLoneQuote, withoutWrongEnd } from "./brokenMarks.ts";
import { propertyNames, sameKey, schemaTypes, type Around, type LooseSchema } from "./schema.ts";

/** A string whose end mark is missing: `end` is where reading goes on, at a comma before `nextKey` if that is set. */
export type Unclosed = { text: string; end: number; nextKey?: string };

const anyKey = /,\s*["'“”`]?([\p{L}_][\p{L}\p{N}_.-]*)["'“”`]?\s*[:=]/gu;
/** The end of a nested value, then a key. */
const keyBehindBracket = /[}\]]\s*,\s*["']?[\p{L}_][\p{L}\p{N}_.-]*["']?\s*[:=]/u;
const longestEnd = 300;
/** A key with a value that can be nothing else stands last, within so many characters. */
const keyWithValue =
  /,\s*["']?[\p{L}_][\p{L}\p{N}_.-]*["']?\s*[:=]\s*(?:-?\d[\d.]*|true|false|null|"[^"]*"|\[[^\]]*\]|\{[^}]*\})\s*$/u;

/**
 * Reads the string from `start` to `end` in which no end mark was found: it is all of that, or ends before a declared
 * key that was not given yet.
 * @returns undefined where that leaves a doubt
 */
export function unclosedString(text: string, start: number, end: number, around: Around): Unclosed | undefined {
  const whole = text.slice(start, end);
  // Nothing behind the opening mark: the value is missing with its end.
  if (whole.trim() === "") return undefined;
  if (around.inList) {
    const item = /[,\][]/.test(whole) ? undefined : withoutWrongEnd(whole);
    return item === undefined ? undefined : { text: item, end };
  }
  const next = nextKey(whole, around);
  if (next) {
    const before = withoutWrongEnd(whole.slice(0, next.at));
    return before === undefined || !isBalanced(before)
      ? undefined
      : { text: before, end: start + next.at, nextKey: next.key };
  }
  if (keyBehindBracket.test(whole) || keyWithValue.test(whole.slice(-longestEnd))) return undefined;
  const all = withoutWrongEnd(whole);
  return all === undefined ? undefined : { text: all, end };
}

/** The first comma before a declared key that is still free. */
function nextKey(text: string, { parent, given }: Around): { at: number; key: string } | undefined {
  const free = propertyNames(parent).filter((name) => ![...given].some((key) => sameKey(key, name)));
  for (const found of text.matchAll(anyKey)) {
    const key = found[1] ?? "";
    if (free.some((name) => sameKey(name, key))) return { at: found.index, key };
  }
  return undefined;
}

/**
 * The string in front of `end`, where a mark that opens the next value was taken for its end mark: a quote or a part of
 * a mark closes it, then comes a declared key. Gives its text and its length with what closes it.
 */
export function closedBeforeKey(text: string, around: Around): { text: string; length: number } | undefined {
  if (around.inList) return undefined;
  const last = [...text.matchAll(anyKey)].at(-1);
  if (last?.index === undefined || text.slice(last.index + last[0].length).trim() !== "") return undefined;
  if (nextKey(text, around)?.at !== last.index) return undefined;
  const before = text.slice(0, last.index);
  const inner = withoutWrongEnd(before);
  return inner === undefined || inner === before || !isBalanced(inner)
    ? undefined
    : { text: inner, length: last.index };
}

/**
 * Whether a string before `end` took in a declared key that is still free: the mark that seems to end it opens that key's
 * value. Not where the key comes once more.
 */
export function holdsNextKey(text: string, behind: string, around: Around): boolean {
  const last = /,\s*["'“”`]?([\p{L}_][\p{L}\p{N}_.-]*)["'“”`]?\s*[:=][\s[{]*$/u.exec(text.slice(-longestEnd))?.[1];
  if (last === undefined || around.inList) return false;
  const isFree = propertyNames(around.parent).some((name) => sameKey(name, last)) && !around.given.has(last);
  return isFree && !new RegExp(`^\\s*,\\s*["']?${last.replaceAll(".", "\\.")}["']?\\s*[:=]`).test(behind);
}

/** Whether each bracket in a text has its counterpart. */
function isBalanced(text: string): boolean {
  const count = (brackets: RegExp): number => text.match(brackets)?.length ?? 0;
  return count(/\(/g) === count(/\)/g) && count(/\[/g) === count(/\]/g) && count(/\{/g) === count(/\}/g);
}

/**
 * Whether the value that a key got makes it certain that the string before ended at that key: a value of the declared
 * type, a text in quotes of its own, or any text where the tool cannot do without it.
 * @param quoted the value stood between quotes or marks
 */
export function provesKey(
  value: unknown,
  schema: LooseSchema | undefined,
  required: boolean,
  quoted: boolean,
): boolean {
  if (typeof value === "string") return quoted || required;
  const types = schemaTypes(schema);
  if (Array.isArray(value)) return types.includes("array");
  if (typeof value === "number") return types.includes("number") || types.includes("integer");
  if (typeof value === "boolean") return types.includes("boolean");
  return value !== null && types.includes("object");
}

/**
 * Whether a text between double quotes has one of its own that is still open (`say "hi` of `"say "hi" }"`): what comes
 * next closes that one, not the string.
 */
export const hasOpenQuote = (raw: string, quote: string): boolean =>
  quote === '"' && (raw.replace(/\\./gs, "").split(quote).length - 1) % 2 === 1;

/**
 * A string without the key that a model wrote into it where it closed it by a quote, and then wrote anew behind it:
 * `a:<|"|>text",b:<|"|>,b:<|"|>…`. Without a lone quote the text may end so by itself: all marks are where they belong.
 */
export function withoutNextKey(value: unknown, key: string): unknown {
  if (typeof value !== "string") return value;
  const taken = /\s*,\s*([\p{L}\p{N}_.-]+)\s*[:=]\s*$/u.exec(value.slice(-200));
  if (taken?.[1] !== key) return value;
  const before = value.slice(0, value.length - taken[0].length);
  return endsInLoneQuote(before) ? before.slice(0, -1) : value;
}

import { propertyNames, sameKey, type ToolIndex } from "./toolIndex.ts";

/** A name, a bracket and the beginning of a key's value are no longer. */
const longest = 300;
const name = /^[\p{L}_][\p{L}\p{N}_.:/-]{0,127}/u;
const maybeName = /^(?:[\p{L}_][\p{L}\p{N}_.:/-]{0,127}\s{0,4})?$/u;
/** A bracket and a key, then a string mark or anything else. */
const firstKey =
  /^\s{0,4}([{(])\s{0,16}(["'`]?)([\p{L}_][\p{L}\p{N}_.-]{0,63})\2\s{0,4}[:=]\s{0,8}(<(?:\|"\||escape)>)?/u;
const maybeFirstKey =
  /^\s{0,4}(?:[{(]\s{0,16}(?:["'`]?(?:[\p{L}_][\p{L}\p{N}_.-]{0,63}["'`]?\s{0,4}(?:[:=]\s{0,8}(?:<(?:\|(?:"\|?)?|e|es|esc|esca|escap|escape)?)?)?)?)?)?$/u;

/**
 * The head of a call at a line's beginning of which nothing but a known tool's name and the body is left: with string
 * marks, or with one of its own keys where it begins the answer.
 * @param begins nothing of the answer came before
 */
export function unlabelledHead(
  text: string,
  at: number,
  ended: boolean,
  tools: ToolIndex,
  begins: boolean,
): { name: string; body: number } | "more" | undefined {
  const rest = text.slice(at, at + longest);
  const open = !ended && rest.length < longest;
  if (open && maybeName.test(rest)) return tools.mayBecome(withoutNumber(rest.trim())) ? "more" : undefined;
  const written = name.exec(rest)?.[0] ?? "";
  const schema = tools.schema(tools.find(withoutNumber(written)) ?? "");
  if (!schema) return undefined;
  const behind = rest.slice(written.length);
  const found = firstKey.exec(behind);
  if (open && !found?.[4] && maybeFirstKey.test(behind)) return "more";
  if (!found) return undefined;
  const [, bracket = "", , key = "", mark] = found;
  const isOwn = propertyNames(schema).some((each) => sameKey(each, key));
  const isCall = mark !== undefined || (isOwn && bracket === "{" && (begins || /:\d{1,4}$/.test(written)));
  return isCall ? { name: written, body: at + written.length + behind.indexOf(bracket) } : undefined;
}

/** Kimi numbers its calls: `functions.read_file:0`. */
const withoutNumber = (written: string): string => written.replace(/:\d{0,4}$/, "");

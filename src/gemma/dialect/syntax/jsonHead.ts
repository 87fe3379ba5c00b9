import { argumentKeys, nameKeys, otherKeys, wrapperKeys } from "./callKeys.ts";
import { skipSpace } from "../values/strings.ts";
import type { ToolIndex } from "../tools/toolIndex.ts";

/**
 * The call that a JSON value begins with (its tool `known` or not). "maybe": its arguments stand before its name; "more":
 * the text stops before anything is certain.
 */
export type JsonHead = CallHead | "maybe" | "more" | undefined;
type CallHead = { name: string; known: boolean };
/** `last`: what it is if no more text comes. */
type Undecided = { last: CallHead | undefined };

const more: Undecided = { last: undefined };

/** Nothing that is a call takes longer to say so. */
const longestHead = 400;
const callTypes = new Set(["function", "function_call", "tool_call", "tool_use", "tool"]);
const names: readonly string[] = nameKeys;
const wrappers: readonly string[] = wrapperKeys;
const others: readonly string[] = otherKeys;
const parameters: readonly string[] = argumentKeys;
const keys = [...names, ...wrappers, ...others, ...parameters];

type Token = { text: string; end: number } | "more" | undefined;

/**
 * Judges the JSON value that begins at `from`, character by character.
 * @param anyName whether the name of an undeclared tool can make it a call.
 */
export function jsonHead(text: string, from: number, ended: boolean, tools: ToolIndex, anyName: boolean): JsonHead {
  if (text.length - from > longestHead) text = text.slice(0, from + longestHead);
  let at = from;
  for (let open = 0; ; open++) {
    at = skipSpace(text, at);
    if (at >= text.length) return ended || text.length - from >= longestHead ? undefined : "more";
    if (text[at] !== "[") break;
    if (open === 1) return undefined;
    at++;
  }
  if (text[at] !== "{") return undefined;
  const head = objectHead(text, at + 1, tools, anyName, 0);
  if (typeof head !== "object" || !("last" in head)) return head;
  return ended || text.length - from >= longestHead ? head.last : "more";
}

type ObjectHead = CallHead | Undecided | "maybe" | undefined;

function objectHead(text: string, from: number, tools: ToolIndex, anyName: boolean, depth: number): ObjectHead {
  let at = from;
  for (;;) {
    const key = keyToken(text, skipSpace(text, at), tools);
    if (key === undefined) return undefined;
    if (key === "more") return more;
    at = skipSpace(text, key.end);
    if (at >= text.length) return more;
    const char = text[at];
    if (wrappers.includes(key.text) && (char === "{" || char === "[")) {
      if (depth > 2) return undefined;
      if (char === "[") at = skipSpace(text, at + 1);
      if (at >= text.length) return more;
      return text[at] === "{" ? objectHead(text, at + 1, tools, anyName, depth + 1) : undefined;
    }
    if (parameters.includes(key.text)) return "maybe";
    if (!keys.includes(key.text)) return char === "{" || char === '"' ? "maybe" : undefined;
    if (key.text === "id" && /[\dn]/.test(char ?? "")) {
      const scalar = /[\w.]+/y;
      scalar.lastIndex = at;
      scalar.test(text);
      at = scalar.lastIndex;
    } else {
      const value = stringToken(text, at);
      if (value === undefined) return undefined;
      const isName = names.includes(key.text);
      if (value === "more") return isName ? partialName(text.slice(at).replace(openingMark, ""), tools, anyName) : more;
      if (isName) return behindName(text, value.end, nameHead(value.text, tools, anyName), tools);
      if (key.text === "type" && !callTypes.has(value.text)) return undefined;
      at = value.end;
    }
    at = skipSpace(text, at);
    if (at >= text.length) return more;
    if (text[at] !== ",") return undefined;
    at++;
  }
}

function nameHead(written: string, tools: ToolIndex, anyName: boolean): CallHead | undefined {
  const name = written.trim();
  const known = tools.find(name) !== undefined;
  return known || (anyName && /^[\w.:/-]{1,80}$/.test(name)) ? { name, known } : undefined;
}

/** The name of an undeclared tool makes a call only where a key that a call has follows: data has others. */
function behindName(text: string, from: number, named: CallHead | undefined, tools: ToolIndex): ObjectHead {
  if (named === undefined || named.known) return named;
  const comma = skipSpace(text, from);
  if (comma < text.length && text[comma] !== ",") return undefined;
  const key = comma < text.length ? keyToken(text, skipSpace(text, comma + 1), tools) : "more";
  if (key === "more") return { last: named };
  return key !== undefined && keys.includes(key.text) ? named : undefined;
}

/** An unfinished name goes on only while it can become a declared one. */
function partialName(name: string, tools: ToolIndex, anyName: boolean): ObjectHead {
  if (anyName) return name.length > 80 ? undefined : more;
  return tools.mayBecome(name.trimStart()) ? more : undefined;
}

/** A key with its colon, quoted or bare; "more" only while it can become one of a call's keys or a tool's name. */
function keyToken(text: string, at: number, tools: ToolIndex): Token {
  const found = /(["']?)([\w.-]{1,64})\1\s*:/y;
  found.lastIndex = at;
  const key = found.exec(text)?.[2];
  if (key !== undefined) {
    return keys.includes(key) || tools.find(key) !== undefined ? { text: key, end: found.lastIndex } : undefined;
  }
  const partial = /^["']?([\w.-]*)["']?\s*$/.exec(text.slice(at, at + 80))?.[1];
  if (partial === undefined) return undefined;
  return keys.some((each) => each.startsWith(partial)) || tools.mayBecome(partial) ? "more" : undefined;
}

/** A quote or a string mark, also the first signs of one and of the one that ends the text. */
const openingMark = /^(?:["']|<(?:\|(?:"(?:\|>?)?)?)?)|<(?:\|(?:"\|?)?)?$/g;
const markedString = /<\|"\|>([^<\n]{0,100})<\|"\|>/y;
const maybeMarkedString = /^<(?:\|(?:"(?:\|(?:>[^<\n]{0,100}(?:<(?:\|(?:"\|?)?)?)?)?)?)?)?$/;

function stringToken(text: string, at: number): Token {
  if (text[at] === "<") {
    markedString.lastIndex = at;
    const marked = markedString.exec(text)?.[1];
    if (marked !== undefined) return { text: marked, end: markedString.lastIndex };
    return maybeMarkedString.test(text.slice(at)) ? "more" : undefined;
  }
  const found = /(["'])((?:(?!\1)[^\\\n]){0,100})\1/y;
  found.lastIndex = at;
  const value = found.exec(text)?.[2];
  if (value !== undefined) return { text: value, end: found.lastIndex };
  const quote = text[at];
  if (quote !== '"' && quote !== "'") return undefined;
  return /^[^\\\n]{0,100}$/.test(text.slice(at + 1)) ? "more" : undefined;
}

import type { JsonObject } from "../../../model/message.ts";
import { argumentKeys, isObject, nameKeys, wrapperKeys, type WrittenCall } from "./callKeys.ts";
import { callsOf, mayBecomeCall, mayBeData } from "./jsonCall.ts";
import { parseLoose } from "../values/looseValues.ts";
import { pythonCalls } from "./python.ts";
import type { ToolIndex } from "../tools/toolIndex.ts";

/** The text of one JSON value; `closed`: ended by a closing token instead of its last bracket. */
export type JsonPiece = { raw: string; closed: boolean };

/**
 * What a JSON value is. "broken": a known tool is plainly called, but the call cannot be read or is cut off.
 * "other": no call at all. `known`: the tools are declared; `data`: they are not, and it may as well be data.
 */
export type JsonVerdict =
  | { is: "calls"; calls: WrittenCall[]; known: boolean; data: boolean }
  | { is: "broken"; name?: string }
  | { is: "other" };

const argumentKey = /["']?(?:parameters|arguments|args|input|tool_input|action_input|kwargs)["']?\s*:/;
const nameValue =
  /["']?(?:name|tool_name|function_name|tool|function|action)["']?\s*:\s*(?:["']|<\|"\|>)([^"'\n<]{1,128})(?:["']|<\|"\|>)\s*,?\s*/;

/**
 * Judges one whole value.
 * @param marked it stood between call tokens: whatever it is, it was meant as a call.
 */
export function judgeJson(piece: JsonPiece, tools: ToolIndex, marked: boolean): JsonVerdict {
  const parsed = parseLoose(piece.raw, { closed: piece.closed });
  const calls = parsed && callsOf(parsed.value, tools, marked);
  if (calls) {
    const known = calls.every(({ name }) => tools.find(name) !== undefined);
    return { is: "calls", calls, known, data: !known && mayBeData(parsed?.value) };
  }
  const name = nameValue.exec(piece.raw)?.[1];
  const named = name === undefined ? {} : { name };
  if (marked) return pythonVerdict(piece.raw, tools) ?? { is: "broken", ...named };
  const meant = !parsed && name !== undefined && tools.find(name) !== undefined && argumentKey.test(piece.raw);
  return meant ? { is: "broken", ...named } : { is: "other" };
}

/** A list of calls in Python, where all of them can be run. */
function pythonVerdict(raw: string, tools: ToolIndex): JsonVerdict | undefined {
  const calls = (pythonCalls(raw, tools) ?? []).map(({ call }) => call);
  if (calls.length === 0 || !calls.every((call) => call !== undefined)) return undefined;
  return { is: "calls", calls, known: calls.every(({ name }) => tools.find(name) !== undefined), data: false };
}

/**
 * Judges a value that the end of the answer cut off.
 * @param anyName whether the name of an undeclared tool can make it a call: any, or one that no data has
 */
export function judgeCutJson(
  raw: string,
  tools: ToolIndex,
  marked: boolean,
  anyName: "any" | "no data" | "none",
): JsonVerdict {
  const found = nameValue.exec(raw);
  const name = found?.[1];
  const named = name === undefined ? {} : { name };
  if (marked) return { is: "broken", ...named };
  if (!found || name === undefined) return { is: "other" };
  const known = tools.find(name) !== undefined;
  const begun = lastObject(beginningOf(raw));
  const nameKey = begun && nameKeys.find((key) => typeof begun[key] === "string");
  if (begun && nameKey !== undefined && !mayBecomeCall(begun, nameKey, known)) return { is: "other" };
  const hasArguments = argumentKey.test(raw);
  if (!known) {
    const may = anyName === "any" || (anyName === "no data" && !mayBeData(begun));
    return may && hasArguments && begun !== undefined ? { is: "broken", name } : { is: "other" };
  }
  const rest = raw.slice(found.index + found[0].length).replace(/^["']/, "");
  return hasArguments || argumentKeys.some((key) => key.startsWith(rest)) ? { is: "broken", name } : { is: "other" };
}

/** What a value that was cut off holds so far, if more text can make it one that can be read. */
function beginningOf(raw: string): unknown {
  for (const rest of ["", '"', '":0', ":0", "0"]) {
    const value = parseLoose(raw + rest, { closed: true })?.value;
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The object at the end of a value that was cut off: the call that was being written. */
function lastObject(value: unknown): JsonObject | undefined {
  if (Array.isArray(value)) return lastObject(value.at(-1));
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value);
  const [key = "", last] = entries.at(-1) ?? [];
  const wrapped = (wrapperKeys as readonly string[]).includes(key) && (isObject(last) || Array.isArray(last));
  if (wrapped) return lastObject(last);
  // The key that was cut in two got a value only to be read.
  return last === 0 ? Object.fromEntries(entries.slice(0, -1)) : value;
}

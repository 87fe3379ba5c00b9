import { argumentKeys, callsOf, type WrittenCall } from "./jsonCall.ts";
import { parseLoose } from "./looseValues.ts";
import { pythonCalls } from "./python.ts";
import type { ToolIndex } from "./toolIndex.ts";

/** The text of one JSON value; `closed`: ended by a closing token instead of its last bracket. */
export type JsonPiece = { raw: string; closed: boolean };

/**
 * What a JSON value is. "broken": a known tool is plainly called, but the call cannot be read or is cut off.
 * "other": no call at all.
 */
export type JsonVerdict =
  { is: "calls"; calls: WrittenCall[]; known: boolean } | { is: "broken"; name?: string } | { is: "other" };

const argumentKey = /["']?(?:parameters|arguments|args|input|tool_input|action_input|kwargs)["']?\s*:/;
const nameValue =
  /["']?(?:name|tool_name|function_name|tool|function|action)["']?\s*:\s*["']([^"'\n]{1,128})["']\s*,?\s*/;

/**
 * Judges one whole value.
 * @param marked it stood between call tokens: whatever it is, it was meant as a call.
 */
export function judgeJson(piece: JsonPiece, tools: ToolIndex, marked: boolean): JsonVerdict {
  const parsed = parseLoose(piece.raw, { closed: piece.closed });
  const calls = parsed && callsOf(parsed.value, tools, marked);
  if (calls) return { is: "calls", calls, known: calls.every(({ name }) => tools.find(name) !== undefined) };
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
  return { is: "calls", calls, known: calls.every(({ name }) => tools.find(name) !== undefined) };
}

/**
 * Judges a value that the end of the answer cut off.
 * @param anyName whether the name of an undeclared tool can make it a call
 */
export function judgeCutJson(raw: string, tools: ToolIndex, marked: boolean, anyName: boolean): JsonVerdict {
  const found = nameValue.exec(raw);
  const name = found?.[1];
  const named = name === undefined ? {} : { name };
  if (marked) return { is: "broken", ...named };
  if (!found || name === undefined) return { is: "other" };
  const hasArguments = argumentKey.test(raw);
  if (tools.find(name) === undefined) {
    return anyName && hasArguments && mayGoOn(raw) ? { is: "broken", name } : { is: "other" };
  }
  const rest = raw.slice(found.index + found[0].length).replace(/^["']/, "");
  return hasArguments || argumentKeys.some((key) => key.startsWith(rest)) ? { is: "broken", name } : { is: "other" };
}

/** Whether more text can make this the beginning of a value that can be read. */
const mayGoOn = (raw: string): boolean =>
  ["", '"', '":0', ":0"].some((rest) => parseLoose(raw + rest, { closed: true }));

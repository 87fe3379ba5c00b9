import { parsedBounded } from "../../model/boundedJson.ts";
import type { JsonObject } from "../../model/message.ts";

/**
 * How far a call's arguments have come: "open" until the first JSON value is complete. `depth`: of brackets. `inText`:
 * inside a string. `escaped`: after a backslash there.
 */
export type Scan = { state: "empty" | "open" | "whole"; depth: number; inText: boolean; escaped: boolean };
export const startOfScan: Scan = { state: "empty", depth: 0, inText: false, escaped: false };

/**
 * Scans more arguments. Only objects, lists and strings (an object encoded twice) have a known end. `end`: how many
 * characters of `text` belong to the value; the rest belongs to another.
 */
export function scanOn(from: Scan, text: string): { scan: Scan; end: number } {
  let { state, depth, inText, escaped } = from;
  let end = 0;
  while (end < text.length && state !== "whole") {
    const sign = text[end++] ?? "";
    if (state === "empty" && !/\s/.test(sign)) state = "open";
    if (escaped) escaped = false;
    else if (inText) {
      if (sign === "\\") escaped = true;
      else if (sign === '"') inText = false;
    } else if (sign === '"') inText = true;
    else if (sign === "{" || sign === "[") depth += 1;
    else if (sign === "}" || sign === "]") depth -= 1;
    else continue;
    if (state === "open" && depth <= 0 && !inText && /["}\]]/.test(sign) && !escaped) state = "whole";
  }
  return { scan: { state, depth, inText, escaped }, end };
}

/** Arguments as text: servers send text, objects, or nothing. */
export function argumentText(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

type Read = { ok: true; value: JsonObject } | { ok: false; why: string };

/** Empty text and null mean no arguments; JSON encoded twice is decoded twice. */
export function readArguments(text: string): Read {
  if (text.trim() === "") return { ok: true, value: {} };
  let value = parsedBounded(text);
  for (let times = 0; times < 2 && typeof value === "string"; times++) value = parsedBounded(value);
  if (value === null) return { ok: true, value: {} };
  if (isObject(value)) return { ok: true, value };
  return { ok: false, why: value === undefined ? "it is not valid JSON" : "it is valid JSON, but not an object" };
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

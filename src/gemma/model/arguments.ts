import type { JsonObject, ToolSpec } from "../../model/message.ts";
import { coerceArguments } from "../dialect/tools/coerce.ts";
import { parseLoose } from "../dialect/values/looseValues.ts";
import { asSchema } from "../dialect/values/schema.ts";

/** What servers leave of Gemma 4's string mark in place of a quote, whole or in part, with the quotes around it. */
const brokenMark = /"?<\|\\?"\|?>?"?|"?\\?"\|>"?/g;

/**
 * Reads the arguments of a native call from the text a server sent, repairing what Gemma's own syntax left in it: string
 * marks inside the JSON, bare keys, single quotes, missing brackets at the end.
 * @returns undefined when they cannot be read with certainty.
 */
export function readArguments(text: string, tool?: ToolSpec): JsonObject | undefined {
  const raw = text.trim();
  const schema = asSchema(tool?.parameters);
  if (raw === "") return {};
  for (const candidate of [raw, raw.replaceAll(brokenMark, '"')]) {
    const value = parseLoose(candidate, { schema })?.value;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return coerceArguments(value as JsonObject, schema);
    }
  }
  return undefined;
}

/** Fits the arguments of a call to its tool where that changes no meaning; see `coerceArguments`. */
export const fitArguments = (given: JsonObject, tool: ToolSpec | undefined): JsonObject =>
  coerceArguments(given, asSchema(tool?.parameters));

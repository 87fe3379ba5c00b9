import { parsedBounded } from "../../model/boundedJson.ts";
import type { JsonObject, ObjectSchema, PropertySchema } from "../../model/message.ts";

/** Other names of arguments and of the members of their enumerations; case and signs between words make no difference. */
export type Aliases = Readonly<Record<string, readonly string[]>>;

/** What models call these arguments of any tool. */
const common: Aliases = {
  path: ["file", "filename", "filepath", "targetFile", "relativePath", "absolutePath", "uri"],
  text: ["content", "contents", "fileText", "newContent"],
  startLine: ["start", "from", "firstLine", "lineStart", "offset"],
  endLine: ["end", "to", "lastLine", "lineEnd"],
};

/**
 * Arguments in the declared names and types, where that changes no meaning: other names of an argument that is not given,
 * numbers and switches as text, lists as JSON or as their only member, null for what is left out. The rest stays as it is.
 */
export function fitted(args: JsonObject, declared: ObjectSchema, aliases: Aliases = {}): JsonObject {
  const names = new Map<string, string>();
  const isGiven = (key: string): boolean => Object.hasOwn(declared.properties, key) && args[key] !== null;
  const given = new Set(Object.keys(args).filter(isGiven));
  const isFree = (key: string): boolean => args[key] !== null && !given.has(key) && !names.has(key);
  for (const name of Object.keys(declared.properties)) {
    if (given.has(name)) continue;
    const others = [name, ...(aliases[name] ?? []), ...(common[name] ?? [])].map(plain);
    const key = others
      .map((other) => Object.keys(args).find((each) => plain(each) === other && isFree(each)))
      .find((each) => each !== undefined);
    if (key !== undefined) names.set(key, name);
  }
  const result: [string, unknown][] = Object.entries(args).flatMap(([key, value]): [string, unknown][] => {
    const name = names.get(key) ?? key;
    const schema = Object.hasOwn(declared.properties, name) ? declared.properties[name] : undefined;
    const fit = schema ? fittedValue(value, schema, aliases) : value;
    return fit === null ? [] : [[name, fit]];
  });
  return Object.fromEntries(result);
}

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");

function fittedValue(value: unknown, schema: PropertySchema, aliases: Aliases): unknown {
  if (value === null) return null;
  switch (schema.type) {
    case "number":
    case "integer":
      return typeof value === "string" && /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : value;
    case "boolean":
      return flagOf(value);
    case "string":
      if (schema.enum && typeof value === "string") return memberOf(value, schema.enum, aliases);
      return Array.isArray(value) && value.length === 1 && typeof value[0] === "string" ? value[0] : value;
    case "array":
      return listOf(value).map((each) => (schema.items ? fittedValue(each, schema.items, aliases) : each));
    case "object": {
      const given = typeof value === "string" ? (parsedBounded(value) ?? value) : value;
      if (typeof given !== "object" || given === null || Array.isArray(given)) return given;
      const { properties = {}, required = [] } = schema;
      return fitted(given as JsonObject, { type: "object", properties, required }, aliases);
    }
  }
}

/** The member of an enumeration that a word means. */
function memberOf(word: string, members: readonly string[], aliases: Aliases): string {
  const named = (member: string): string[] => [member, ...(aliases[member] ?? [])].map(plain);
  return members.find((member) => member === word) ?? members.find((each) => named(each).includes(plain(word))) ?? word;
}

function flagOf(value: unknown): unknown {
  if (typeof value !== "string" && typeof value !== "number") return value;
  const word = String(value).trim().toLowerCase();
  if (word === "true" || word === "yes" || word === "1") return true;
  return word === "false" || word === "no" || word === "0" ? false : value;
}

/** A list, also one written as JSON, or the only member in place of it. */
function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== "string") return [value];
  const parsed = value.trimStart().startsWith("[") ? parsedBounded(value) : undefined;
  return Array.isArray(parsed) ? parsed : [value];
}

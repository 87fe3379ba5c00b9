import type { JsonObject } from "../../../model/message.ts";
import { declaredKeys } from "./declaredKeys.ts";
import { parseLoose } from "../values/looseValues.ts";
import { setKey, stripMarks } from "../values/strings.ts";
import { asSchema, propertySchema, schemaTypes, type LooseSchema } from "../values/schema.ts";

/**
 * A call's arguments as its tool's schema wants them, wherever that changes no meaning: numbers and booleans out of
 * strings, text out of numbers, arrays and objects out of their JSON, keys in another style or another name for the path.
 * What does not fit stays as the model wrote it; without a schema nothing but string marks left at the ends is changed.
 */
export function coerceArguments(given: JsonObject, schema: LooseSchema | undefined): JsonObject {
  const names = declaredKeys(given, schema);
  const result: JsonObject = {};
  for (const [key, value] of Object.entries(given)) {
    const name = names.get(key) ?? key;
    setKey(result, name, coerce(value, propertySchema(schema, name)));
  }
  return result;
}

function coerce(value: unknown, schema: LooseSchema | undefined): unknown {
  const types = schemaTypes(schema);
  if (typeof value === "string") return fromText(stripMarks(value), types, schema);
  if (Array.isArray(value)) {
    if (types.length > 0 && !types.includes("array") && types.includes("string")) return JSON.stringify(value);
    return value.map((item) => coerce(item, asSchema(schema?.items)));
  }
  if (typeof value === "object" && value !== null) {
    if (types.length > 0 && !types.includes("object") && types.includes("string"))
      return JSON.stringify(value, null, 2);
    return coerceArguments(value as JsonObject, schema);
  }
  const wantsText = types.includes("string") && !types.includes(value === null ? "null" : jsonType(value));
  return wantsText && value !== null ? String(value) : value;
}

const jsonType = (value: unknown): string => (typeof value === "number" ? "number" : typeof value);

function fromText(value: string, types: readonly string[], schema: LooseSchema | undefined): unknown {
  if (types.length === 0 || types.includes("string")) return value;
  const text = value.trim();
  for (const type of types) {
    if (type === "number" && /^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text))) {
      return Number(text);
    }
    if (type === "integer" && /^-?\d+(?:\.0*)?$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text);
    if (type === "boolean" && /^(?:true|false)$/i.test(text)) return text.toLowerCase() === "true";
    if (type === "null" && /^(?:null|None)$/.test(text)) return null;
    if ((type === "array" && text.startsWith("[")) || (type === "object" && text.startsWith("{"))) {
      const parsed = parseLoose(text);
      if (parsed && Array.isArray(parsed.value) === (type === "array")) return coerce(parsed.value, schema);
    }
  }
  return value;
}

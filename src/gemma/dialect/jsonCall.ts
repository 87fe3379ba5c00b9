import type { JsonObject } from "../../model/message.ts";
import { parseLoose } from "./looseValues.ts";
import { propertyNames, type ToolIndex } from "./toolIndex.ts";

/** A call as it was written: the name not yet looked up, the arguments not yet fitted to a schema. */
export type WrittenCall = { name: string; arguments: JsonObject };

export const nameKeys = ["name", "tool_name", "function_name", "tool", "function", "action"] as const;
export const argumentKeys = [
  "parameters",
  "arguments",
  "args",
  "input",
  "tool_input",
  "action_input",
  "kwargs",
] as const;
/** Keys whose value is the object that holds the call, or a list of such. */
export const wrapperKeys = [
  "function",
  "tool_call",
  "function_call",
  "tool_calls",
  "tool",
  "call",
  "functionCall",
  "functionCalls",
  "function_calls",
  "toolCall",
  "toolCalls",
  "calls",
] as const;
/** Keys that may stand beside a call and say nothing about it. */
export const otherKeys = ["type", "id", "call_id", "tool_call_id", "index"] as const;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * The calls that a JSON value stands for: `{"name", "parameters"}` with the other names in use for either key, its
 * wrappers (OpenAI's among them), or a list of such. Undefined when any part of it is something else, a declaration of a
 * tool for instance.
 * @param marked the value stood between call tokens, so that a missing key of arguments means none.
 */
export function callsOf(value: unknown, tools: ToolIndex, marked: boolean): WrittenCall[] | undefined {
  if (Array.isArray(value)) {
    const calls = value.map((item) => callsOf(item, tools, marked));
    return calls.length > 0 && calls.every((call) => call !== undefined) ? calls.flat() : undefined;
  }
  if (!isObject(value)) return undefined;
  for (const key of wrapperKeys) {
    const inner = value[key];
    if (Array.isArray(inner) || isObject(inner)) return callsOf(inner, tools, marked);
  }
  const nameKey = nameKeys.find((key) => typeof value[key] === "string" && value[key] !== "");
  if (nameKey === undefined) return callByKey(value, tools);
  const name = String(value[nameKey]).trim();
  const written = argumentsOf(value, nameKey, tools.schema(tools.find(name) ?? ""), marked);
  if (!written || isDeclaration(value, written, tools.schema(tools.find(name) ?? ""))) return undefined;
  return [{ name, arguments: written }];
}

/** `{"read_file": {"path": "a.ts"}}`: a declared tool's name, with arguments that the tool declares. */
function callByKey(value: JsonObject, tools: ToolIndex): WrittenCall[] | undefined {
  const [name, ...more] = Object.keys(value);
  if (name === undefined || more.length > 0) return undefined;
  const schema = tools.schema(tools.find(name) ?? "");
  const written = schema && asArguments(value[name]);
  if (!written) return undefined;
  const declared = propertyNames(schema);
  const fits = schema.properties === undefined || Object.keys(written).every((key) => declared.includes(key));
  return fits ? [{ name, arguments: written }] : undefined;
}

function argumentsOf(
  object: JsonObject,
  nameKey: string,
  schema: ReturnType<ToolIndex["schema"]>,
  marked: boolean,
): JsonObject | undefined {
  const key = argumentKeys.find((each) => Object.hasOwn(object, each));
  if (key !== undefined) return asArguments(object[key]);
  const rest = Object.entries(object).filter(
    ([each]) => each !== nameKey && !(otherKeys as readonly string[]).includes(each),
  );
  if (rest.length === 0) return marked ? {} : undefined;
  const names = propertyNames(schema);
  return rest.every(([each]) => names.includes(each)) ? Object.fromEntries(rest) : undefined;
}

/** Arguments as an object, or as JSON within a string (or that within another); null and nothing are none. */
function asArguments(value: unknown): JsonObject | undefined {
  if (isObject(value)) return value;
  if (value === null || (typeof value === "string" && value.trim() === "")) return {};
  if (Array.isArray(value)) return value.length === 0 ? {} : undefined;
  if (typeof value !== "string") return undefined;
  const inner = parseLoose(value)?.value;
  if (typeof inner === "string" && inner !== value) return asArguments(inner);
  return isObject(inner) ? inner : undefined;
}

/** A tool's declaration has a description or a schema where a call has its arguments. */
function isDeclaration(object: JsonObject, written: JsonObject, schema: ReturnType<ToolIndex["schema"]>): boolean {
  const declared = propertyNames(schema);
  if (typeof object["description"] === "string" && !declared.includes("description")) return true;
  return written["type"] === "object" && !declared.includes("type");
}

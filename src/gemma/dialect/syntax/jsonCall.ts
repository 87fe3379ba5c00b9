import type { JsonObject } from "../../../model/message.ts";
import { argumentKeys, isObject, nameKeys, otherKeys, wrapperKeys, type WrittenCall } from "./callKeys.ts";
import { parseLoose } from "../values/looseValues.ts";
import { declaredKeys } from "../tools/declaredKeys.ts";
import { isRequired, propertyNames, type LooseSchema } from "../values/schema.ts";
import type { ToolIndex } from "../tools/toolIndex.ts";

/** Keys beside a call with which a model says why it makes it. */
const remarkKeys = [
  "thought",
  "thoughts",
  "reason",
  "reasoning",
  "explanation",
  "rationale",
  "comment",
  "note",
  "purpose",
];
/** Keys of the message in which OpenAI's calls stand. */
const messageKeys = ["role", "content"];
/** Names of a kind that stand beside a call. */
const callTypes = new Set(["function", "function_call", "tool_call", "tool_calls", "tool_use", "tool"]);

/**
 * The calls that a JSON value stands for: `{"name", "parameters"}` with the other names in use for either key, its
 * wrappers (OpenAI's among them), or a list of such. Undefined when any part of it is something else: a declaration of a
 * tool, or data that has some keys of a call among others.
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
    if (!Array.isArray(inner) && !isObject(inner)) continue;
    const isAlone = strangeKeys(value, [key, ...messageKeys]).length === 0;
    return marked || isAlone ? callsOf(inner, tools, marked) : undefined;
  }
  const nameKey = nameKeys.find((key) => typeof value[key] === "string" && value[key] !== "");
  if (nameKey === undefined) return callByKey(value, tools);
  const name = String(value[nameKey]).trim();
  const schema = tools.schema(tools.meant(name) ?? "");
  const written = argumentsOf(value, nameKey, schema, marked);
  if (!written || isDeclaration(value, written, schema)) return undefined;
  if (!marked && !isMeant(value, nameKey, schema, written)) return undefined;
  return [{ name, arguments: written }];
}

/** The keys of an object that are none of a call's, nor among `known`. */
const strangeKeys = (value: JsonObject, known: readonly string[]): string[] =>
  Object.keys(value).filter(
    (key) => !known.includes(key) && !(otherKeys as readonly string[]).includes(key) && !remarkKeys.includes(key),
  );

/**
 * Whether what came of an object may become a call's: none of its keys and values is only data's.
 * @param known the tool is declared
 */
export function mayBecomeCall(value: JsonObject, nameKey: string, known: boolean): boolean {
  const { type } = value;
  if (type !== undefined && typeof type === "string" && !callTypes.has(type)) return false;
  const argumentKey = argumentKeys.find((key) => Object.hasOwn(value, key));
  if (argumentKey === undefined) return known;
  if (strangeKeys(value, [nameKey, argumentKey]).length > 0)
    return known && isObject(value[argumentKey]) && Object.keys(value[argumentKey]).length > 0;
  return known || (!Array.isArray(value[argumentKey]) && (type !== undefined || namesTool(nameKey, argumentKey)));
}

/**
 * Whether all keys of an object are those of a call. Data has others: a debugger's configuration has a name and `args`
 * too. Beside others it is a call only with arguments that a known tool declares, and such as it cannot do without.
 */
function isMeant(value: JsonObject, nameKey: string, schema: LooseSchema | undefined, written: JsonObject): boolean {
  const { type } = value;
  if (type !== undefined && !(typeof type === "string" && callTypes.has(type)) && !Object.hasOwn(written, "type"))
    return false;
  const argumentKey = argumentKeys.find((key) => Object.hasOwn(value, key));
  if (argumentKey === undefined) return schema !== undefined && (/_|^tool$/.test(nameKey) || fits(written, schema));
  const strange = strangeKeys(value, [nameKey, argumentKey]);
  const isList = Array.isArray(value[argumentKey]);
  if (schema) {
    const needsNone = propertyNames(schema).every((key) => !isRequired(schema, key));
    return strange.length === 0 ? !isList || needsNone : fits(written, schema);
  }
  return strange.length === 0 && !isList && (type !== undefined || namesTool(nameKey, argumentKey));
}

/**
 * Whether an object may as well be data with a name and parameters: `{"name": "gemma", "parameters": {…}}`. A tool's name
 * is of several words, written as code writes them.
 */
export function mayBeData(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(mayBeData);
  if (!isObject(value) || typeof value["name"] !== "string" || Object.hasOwn(value, "type")) return false;
  return Object.hasOwn(value, "parameters") && !/_|\p{Ll}\p{Lu}/u.test(value["name"]);
}

/** Whether the arguments are all declared, and none is missing that must be there. */
function fits(written: JsonObject, schema: LooseSchema): boolean {
  const keys = [...new Set(declaredKeys(written, schema).values())];
  const declared = propertyNames(schema);
  return (
    keys.length > 0 &&
    keys.every((key) => declared.includes(key)) &&
    declared.every((key) => keys.includes(key) || !isRequired(schema, key))
  );
}

/** Whether two keys alone say that they stand for a call, of a tool that nobody declared: data has a name and input too. */
const namesTool = (nameKey: string, argumentKey: string): boolean =>
  argumentKey === "parameters" ||
  argumentKey === "arguments" ||
  argumentKey.includes("_") ||
  (nameKey !== "name" && nameKey !== "action");

/** `{"read_file": {"path": "a.ts"}}`: a declared tool's name, with arguments that the tool declares. */
function callByKey(value: JsonObject, tools: ToolIndex): WrittenCall[] | undefined {
  const [name, ...more] = Object.keys(value);
  if (name === undefined || more.length > 0) return undefined;
  const schema = tools.schema(tools.meant(name) ?? "");
  const written = schema && asArguments(value[name]);
  if (!written) return undefined;
  const keys = Object.keys(written);
  const declared = propertyNames(schema);
  const isCall =
    schema.properties === undefined ||
    (keys.every((key) => declared.includes(key)) && (keys.length > 0 || declared.length === 0));
  return isCall ? [{ name, arguments: written }] : undefined;
}

function argumentsOf(
  object: JsonObject,
  nameKey: string,
  schema: LooseSchema | undefined,
  marked: boolean,
): JsonObject | undefined {
  const key = argumentKeys.find((each) => Object.hasOwn(object, each));
  if (key !== undefined) return asArguments(object[key]);
  const rest = Object.entries(object).filter(
    ([each]) => each !== nameKey && !(otherKeys as readonly string[]).includes(each),
  );
  if (rest.length === 0) return marked ? {} : undefined;
  const names = propertyNames(schema);
  if (!marked && rest.some(([each]) => remarkKeys.includes(each) && !names.includes(each))) return undefined;
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
function isDeclaration(object: JsonObject, written: JsonObject, schema: LooseSchema | undefined): boolean {
  const declared = propertyNames(schema);
  if (typeof object["description"] === "string" && !declared.includes("description")) return true;
  return written["type"] === "object" && !declared.includes("type");
}

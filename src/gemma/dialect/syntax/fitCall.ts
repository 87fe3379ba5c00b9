import type { JsonObject } from "../../../model/message.ts";
import { argumentKeys, isObject, type WrittenCall } from "./callKeys.ts";
import { propertyNames, type LooseSchema } from "../values/schema.ts";
import { coerceArguments } from "../tools/coerce.ts";
import type { ToolIndex } from "../tools/toolIndex.ts";

/** A call as its tool wants it: the declared name that it means, and arguments fitted to the schema. */
export function fitCall(written: WrittenCall, tools: ToolIndex): WrittenCall {
  const name = tools.meant(written.name) ?? written.name;
  const schema = tools.schema(name);
  return { name, arguments: coerceArguments(unwrapped(written.arguments, schema), schema) };
}

/** Arguments that stand in a key such as `arguments`, which their tool does not declare. */
function unwrapped(given: JsonObject, schema: LooseSchema | undefined): JsonObject {
  const [key = "", ...more] = Object.keys(given);
  const inner = given[key];
  const declared = propertyNames(schema);
  const isWrapper = (argumentKeys as readonly string[]).includes(key) && !declared.includes(key);
  return isWrapper && more.length === 0 && declared.length > 0 && isObject(inner) ? inner : given;
}

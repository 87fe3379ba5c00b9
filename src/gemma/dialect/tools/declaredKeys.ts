import type { JsonObject } from "../../../model/message.ts";
import { propertyNames, sameKey, type LooseSchema } from "../values/schema.ts";

/** Names that models give to the one path of a call, whatever the schema calls it. */
const pathNames = new Set(["path", "file_path", "filePath", "filepath", "filename", "file_name", "fileName", "file"]);

/** The property that each key of a call's arguments means: itself where it is declared, or no other is meant for sure. */
export function declaredKeys(given: JsonObject, schema: LooseSchema | undefined): Map<string, string> {
  const names = propertyNames(schema);
  return new Map(
    Object.keys(given).map((key) => [key, names.includes(key) ? key : (declaredName(key, names, given) ?? key)]),
  );
}

/** The declared property that an undeclared key means, if it is the only one and is not given itself. */
function declaredName(key: string, names: readonly string[], given: JsonObject): string | undefined {
  const free = names.filter((name) => !Object.hasOwn(given, name));
  const alike = free.filter((name) => sameKey(name, key));
  if (alike.length === 1) return alike[0];
  const paths = names.filter((name) => pathNames.has(name));
  return pathNames.has(key) && paths.length === 1 && free.includes(paths[0] ?? "") ? paths[0] : undefined;
}

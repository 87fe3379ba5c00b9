/** As much of a JSON Schema as coercion reads; every field may be missing or of another shape. */
export type LooseSchema = {
  type?: unknown;
  properties?: unknown;
  items?: unknown;
  required?: unknown;
};

export function asSchema(value: unknown): LooseSchema | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
}

/** The schema of a property, where the object's schema names it. */
export function propertySchema(schema: LooseSchema | undefined, key: string): LooseSchema | undefined {
  const properties = asSchema(schema?.properties) as Record<string, unknown> | undefined;
  return properties && Object.hasOwn(properties, key) ? asSchema(properties[key]) : undefined;
}

/** Names of the properties that a schema declares, the required ones first, else in its order. */
export function propertyNames(schema: LooseSchema | undefined): string[] {
  const names = Object.keys(asSchema(schema?.properties) ?? {});
  const required: readonly unknown[] = Array.isArray(schema?.required) ? schema.required : [];
  return [...names.filter((name) => required.includes(name)), ...names.filter((name) => !required.includes(name))];
}

/** Whether an object's schema demands a property. */
export const isRequired = (schema: LooseSchema | undefined, key: string): boolean =>
  Array.isArray(schema?.required) && schema.required.includes(key);

const plain = (key: string): string => key.replaceAll(/[_-]/g, "").toLowerCase();

/** Whether two keys are one in another style: `timeoutMs`, `timeout_ms`. */
export const sameKey = (a: string, b: string): boolean => plain(a) === plain(b);

/** The types that a schema allows, in lower case; empty where it says nothing. */
export function schemaTypes(schema: LooseSchema | undefined): string[] {
  const types: readonly unknown[] = Array.isArray(schema?.type) ? schema.type : [schema?.type];
  return types.filter((type) => typeof type === "string").map((type) => type.toLowerCase());
}

/** Whether a schema allows text and nothing else. */
export const wantsText = (schema: LooseSchema | undefined): boolean => {
  const types = schemaTypes(schema);
  return types.length === 1 && types[0] === "string";
};

/** Where a value stands: the schema of the object around it, and the keys that were given there. */
export type Around = { parent: LooseSchema | undefined; given: ReadonlySet<string>; inList: boolean };

/** Where a value is read: its own schema, what is around it, the bracket that closes that. */
export type Place = Around & { schema: LooseSchema | undefined; close: string; depth: number };

import type { ToolSpec } from "../../../../../../src/model/message.ts";

/** As much of a JSON Schema as coercion reads; every field may be missing or of another shape. */
export type LooseSchema = {
  type?: unknown;
  properties?: unknown;
  items?: unknown;
  required?: unknown;
};

/** Prefixes that models put before a tool's name, after the namespaces of Google's own prompts. */
const namespaces = ["default_api.", "default_api:", "functions.", "tools.", "tools/"] as const;

const withoutNamespace = (name: string): string => {
  const space = namespaces.find((each) => name.startsWith(each));
  return space === undefined ? name : name.slice(space.length);
};

/** The declared tools by name. */
export class ToolIndex {
  readonly #schemas = new Map<string, LooseSchema>();
  readonly #names: readonly string[];

  constructor(tools: readonly ToolSpec[]) {
    for (const tool of tools) this.#schemas.set(tool.name, asSchema(tool.parameters) ?? {});
    this.#names = [...this.#schemas.keys()];
  }

  get size(): number {
    return this.#schemas.size;
  }

  get names(): readonly string[] {
    return this.#names;
  }

  /** The declared name that `name` means, the namespace of a prompt taken off, or undefined for an unknown tool. */
  find(name: string): string | undefined {
    if (this.#schemas.has(name)) return name;
    const bare = withoutNamespace(name);
    return this.#schemas.has(bare) ? bare : undefined;
  }

  /**
   * The declared name that a call between tokens or of the wire's own means: also behind any namespace (`ns:create`,
   * `fs/read_file`), with a number behind it (`read_file:0`) or as a method (`read_file.call`), where only one fits.
   */
  meant(name: string): string | undefined {
    const whole = this.find(name);
    if (whole !== undefined) return whole;
    const bare = name.replace(/(?::\d{1,4}|\.call)$/, "");
    const found = this.find(bare);
    if (found !== undefined) return found;
    const behind = this.names.filter(
      (each) => /(?:[.:/]|__)$/.test(bare.slice(0, -each.length)) && bare.endsWith(each),
    );
    return behind.length === 1 ? behind[0] : undefined;
  }

  /** Whether more characters can make `start` a declared name. */
  mayBecome(start: string): boolean {
    if (namespaces.some((space) => space.startsWith(start))) return true;
    const bare = withoutNamespace(start);
    return this.names.some((name) => name.startsWith(start) || name.startsWith(bare));
  }

  schema(name: string): LooseSchema | undefined {
    return this.#schemas.get(name);
  }
}

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

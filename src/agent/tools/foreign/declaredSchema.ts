import type { ObjectSchema, PropertySchema } from "../../../model/message.ts";
import { stilled } from "../../../words/inert.ts";

/** How deep arguments are declared, and how many in all; what lies beyond is an object or left out. */
const DEEPEST = 4;
const MOST_PROPERTIES = 80;
/** The most characters of a description, and the most members of an enumeration. */
const MOST_WORDS = 300;
const MOST_MEMBERS = 60;
/** How many references and alternatives are followed on the way to one type. */
const MOST_HOPS = 8;

type Fields = Readonly<Record<string, unknown>>;

/**
 * The schema of another's tool as every wire takes it: objects, lists and plain types alone. References are followed
 * within the schema. Of alternatives the first is declared, and the description names the others. Words are bounded.
 */
export function declaredSchema(schema: unknown): ObjectSchema {
  const reader = new SchemaReader(fieldsOf(schema) ?? {});
  const { properties = {}, required = [] } = reader.property(schema, 0);
  return { type: "object", properties, required };
}

class SchemaReader {
  private readonly root: Fields;
  private left = MOST_PROPERTIES;

  constructor(root: Fields) {
    this.root = root;
  }

  property(schema: unknown, depth: number): PropertySchema {
    const { fields, others } = this.plain(schema);
    const description = [wordsOf(fields["description"]), others.length > 0 ? `Or: ${others.join(", ")}.` : ""]
      .filter((each) => each !== "")
      .join(" ");
    const told = description === "" ? {} : { description };
    const type = typeOf(fields);
    switch (type) {
      case "object":
        return { type, ...told, ...this.members(fields, depth) };
      case "array": {
        const items = fields["items"] ?? (fields["prefixItems"] as unknown[] | undefined)?.[0];
        return { type, ...told, items: depth < DEEPEST ? this.property(items, depth + 1) : { type: "string" } };
      }
      case "string": {
        const members = membersOf(fields);
        return { type, ...told, ...(members.length > 0 && { enum: members }) };
      }
      case "number":
      case "integer":
      case "boolean":
        return { type, ...told };
    }
  }

  private members(fields: Fields, depth: number): Pick<PropertySchema, "properties" | "required"> {
    const named = Object.entries(fieldsOf(fields["properties"]) ?? {});
    if (named.length === 0 || depth >= DEEPEST) return {};
    const required = listOf(fields["required"]).filter((each): each is string => typeof each === "string");
    // What must be given comes first, so that it is not what the limit leaves out.
    const sorted = [...named.filter(([name]) => required.includes(name)), ...named];
    const kept = new Map<string, unknown>();
    for (const [name, schema] of sorted) {
      if (kept.has(name)) continue;
      if (this.left <= 0) break;
      this.left--;
      kept.set(name, schema);
    }
    // In the schema's own order.
    const shown = named.filter(([name]) => kept.has(name));
    return {
      properties: Object.fromEntries(shown.map(([name, schema]) => [name, this.property(schema, depth + 1)])),
      required: [...new Set(required)].filter((name) => kept.has(name)),
    };
  }

  /** A schema without references and alternatives, and what the other alternatives are. */
  private plain(schema: unknown): { fields: Fields; others: string[] } {
    let fields = fieldsOf(schema) ?? {};
    const others: string[] = [];
    for (let hop = 0; hop < MOST_HOPS; hop++) {
      const { $ref, allOf, anyOf, oneOf, ...own } = fields;
      const alternatives = listOf(anyOf ?? oneOf).filter((each) => !isNull(each));
      if (typeof $ref === "string") fields = { ...this.referred($ref), ...own };
      else if (listOf(allOf).length > 0)
        fields = listOf(allOf)
          .map((each) => this.resolved(each))
          .reduce(merged, own);
      else if (alternatives.length > 0) {
        others.push(...alternatives.slice(1).map((each) => alternativeWords(this.resolved(each))));
        fields = { ...fieldsOf(alternatives[0]), ...own };
      } else break;
    }
    const types = listOf(fields["type"]).filter((each) => each !== "null");
    if (types.length > 0) {
      others.push(...types.slice(1).map((each) => wordsOf(each)));
      fields = { ...fields, type: types[0] };
    }
    return { fields, others: others.slice(0, 5) };
  }

  private resolved(schema: unknown): Fields {
    const fields = fieldsOf(schema) ?? {};
    return typeof fields["$ref"] === "string" ? this.referred(fields["$ref"]) : fields;
  }

  /** What "#/$defs/Name" leads to; nothing for an address elsewhere. */
  private referred(reference: string): Fields {
    if (!reference.startsWith("#/")) return {};
    let at: unknown = this.root;
    for (const step of reference.slice(2).split("/")) {
      const fields = fieldsOf(at);
      const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
      at = fields && Object.hasOwn(fields, key) ? fields[key] : undefined;
    }
    return fieldsOf(at) ?? {};
  }
}

function merged(one: Fields, other: Fields): Fields {
  return {
    ...other,
    ...one,
    properties: { ...fieldsOf(other["properties"]), ...fieldsOf(one["properties"]) },
    required: [...listOf(one["required"]), ...listOf(other["required"])],
  };
}

/** What a schema without a type says by its other fields; text if nothing. */
function typeOf(fields: Fields): PropertySchema["type"] {
  switch (fields["type"]) {
    case "object":
    case "array":
    case "string":
    case "number":
    case "integer":
    case "boolean":
      return fields["type"];
  }
  if (fieldsOf(fields["properties"]) || fields["additionalProperties"] !== undefined) return "object";
  if (fields["items"] !== undefined || fields["prefixItems"] !== undefined) return "array";
  const example = fields["const"] ?? listOf(fields["enum"])[0] ?? fields["default"];
  if (typeof example === "number" || typeof example === "boolean") return typeof example as "number" | "boolean";
  return "string";
}

function membersOf(fields: Fields): string[] {
  const given = fields["const"] === undefined ? listOf(fields["enum"]) : [fields["const"]];
  const texts = given.filter((each): each is string => typeof each === "string");
  return texts.length === given.length ? texts.slice(0, MOST_MEMBERS) : [];
}

const isNull = (schema: unknown): boolean => fieldsOf(schema)?.["type"] === "null";

function alternativeWords(fields: Fields): string {
  const said = fields["const"] ?? fields["title"] ?? fields["type"] ?? "another form";
  return typeof said === "string" || typeof said === "number" ? wordsOf(String(said)).slice(0, 40) : "another form";
}

/** A description on one line, without characters that are not seen. */
export const wordsOf = (text: unknown, most = MOST_WORDS): string => {
  if (typeof text !== "string") return "";
  const line = stilled(text.slice(0, most * 2))
    .replace(/\s+/gu, " ")
    .trim();
  return line.length <= most ? line : `${line.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "")}…`;
};

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;

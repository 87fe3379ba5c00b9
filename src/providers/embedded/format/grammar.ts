import type { ObjectSchema, PropertySchema, ToolSpec } from "../../../model/message.ts";

/**
 * A GBNF grammar that admits one call of one of the tools and nothing else:
 * `{"name": "read_file", "parameters": {"path": "src/a.ts"}}`. The engine's own JSON-schema grammar makes every property
 * required and allows endless white space. This one has optional properties (after the required ones, in declared
 * order) and fixed spacing.
 * @throws RangeError if there is no tool
 */
export function toolCallGrammar(tools: readonly ToolSpec[]): string {
  if (tools.length === 0) throw new RangeError("A call needs at least one tool.");
  const calls = tools.map(({ name, parameters }) => {
    const head = literal(`{"name": ${JSON.stringify(name)}, "parameters": `);
    return `${head} ${objectRule(parameters)} "}"`;
  });
  return [`root ::= ${calls.join(" | ")}`, ...commonRules, ""].join("\n");
}

/** Strings hold any character, control characters as JSON escapes: a file's text with its line ends fits. */
const commonRules = [
  String.raw`string ::= "\"" char* "\""`,
  String.raw`char ::= [^"\\\x7F\x00-\x1F] | "\\" (["\\/bfnrt] | "u" [0-9a-fA-F] [0-9a-fA-F] [0-9a-fA-F] [0-9a-fA-F])`,
  `integer ::= "-"? ("0" | [1-9] [0-9]{0,14})`,
  `number ::= integer ("." [0-9]{1,14})?`,
  `boolean ::= "true" | "false"`,
  `value ::= string | number | boolean | "null" | object | array`,
  `object ::= "{" (pair (", " pair)*)? "}"`,
  `pair ::= string ": " value`,
  `array ::= "[" (value (", " value)*)? "]"`,
];

type AnyObject = { properties?: ObjectSchema["properties"]; required?: readonly string[] };

function objectRule({ properties, required = [] }: AnyObject): string {
  if (properties === undefined) return "object";
  const pairs = Object.entries(properties).map(([name, schema]) => ({
    rule: `${literal(`${JSON.stringify(name)}: `)} ${valueRule(schema)}`,
    required: required.includes(name),
  }));
  const needed = pairs.filter((pair) => pair.required).map(({ rule }) => rule);
  const optional = pairs.filter((pair) => !pair.required).map(({ rule }) => rule);
  const tail = (rules: readonly string[]): string => rules.map((rule) => ` (", " ${rule})?`).join("");
  if (needed.length > 0) return `"{" ${needed.join(' ", " ')}${tail(optional)} "}"`;
  if (optional.length === 0) return `"{}"`;
  // Without a required property, any optional one may be first, followed by later ones.
  const starts = optional.map((rule, index) => `${rule}${tail(optional.slice(index + 1))}`);
  return `"{" (${starts.join(" | ")})? "}"`;
}

function valueRule(schema: PropertySchema): string {
  if (schema.enum !== undefined && schema.enum.length > 0)
    return `(${schema.enum.map((value) => literal(JSON.stringify(value))).join(" | ")})`;
  switch (schema.type) {
    case "string":
    case "number":
    case "integer":
    case "boolean":
      return schema.type;
    case "array": {
      if (schema.items === undefined) return "array";
      const item = valueRule(schema.items);
      return `"[" (${item} (", " ${item})*)? "]"`;
    }
    case "object":
      return objectRule(schema);
  }
}

/** A text as a GBNF literal. Control characters cannot occur: names and enum values pass through JSON first. */
function literal(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

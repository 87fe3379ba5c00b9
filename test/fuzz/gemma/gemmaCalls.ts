import fc from "fast-check";
import type { DialectFormat } from "../../../src/gemma/index.ts";
import type { JsonObject } from "../../../src/model/message.ts";

/* Random calls, and how each syntax writes them. */

const word = fc
  .stringMatching(/^[a-z][a-z_]{0,7}$/)
  .filter((key) => !["name", "type", "id", "function", "tool", "call"].includes(key));
const textValue = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.constantFrom(
    "a, b: {c}",
    "line\nline\n",
    'say "hi"',
    "it's",
    "<|tool_call>call:x{}<tool_call|>",
    "C:\\users\\x",
    "```\ncode\n```",
    "[1]",
    "}",
  ),
);
const leaf: fc.Arbitrary<unknown> = fc.oneof(
  textValue,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom(0.5, -3.25, 1e21),
);
const tree = fc.letrec<{ value: unknown; list: unknown[]; object: JsonObject }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, leaf, tie("list"), tie("object")),
  list: fc.array(tie("value"), { maxLength: 3 }),
  object: fc.dictionary(word, tie("value"), { maxKeys: 3, noNullPrototype: true }),
}));

export type Call = { name: string; arguments: JsonObject };

/** A call of a tool nobody declared, with arguments of any JSON type. */
export const anyCall: fc.Arbitrary<Call> = fc.record({
  name: fc.stringMatching(/^[a-z][a-z0-9_]{0,11}$/),
  arguments: tree.object,
});

const marked = (mark: string) => {
  const value = (item: unknown): string => {
    if (typeof item === "string") return `${mark}${item}${mark}`;
    if (Array.isArray(item)) return `[${item.map(value).join(",")}]`;
    if (typeof item === "object" && item !== null) return object(item as JsonObject);
    return String(item);
  };
  const object = (item: JsonObject): string =>
    `{${Object.entries(item)
      .map(([key, each]) => `${key}:${value(each)}`)
      .join(",")}}`;
  return object;
};

function python(value: unknown): string {
  if (value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value === "string")
    return JSON.stringify(value).replaceAll(
      /[\u007f-\uffff]/g,
      (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  if (Array.isArray(value)) return `[${value.map(python).join(", ")}]`;
  if (typeof value === "object") {
    return `{${Object.entries(value)
      .map(([key, each]) => `${python(key)}: ${python(each)}`)
      .join(", ")}}`;
  }
  return String(value);
}

/** FunctionGemma encloses numbers like strings, so that a string which looks like one cannot be told apart. */
const looksLikeLiteral = (value: unknown): boolean => {
  if (typeof value === "string") return /^(?:true|false|null|True|False|None|-?\.?\d.*)$/.test(value);
  return typeof value === "object" && value !== null && Object.values(value).some(looksLikeLiteral);
};

export type Writer = {
  format: DialectFormat;
  write: (call: Call) => string;
  /** A call that the syntax cannot express. */
  cannot?: (call: Call) => boolean;
};

/** How a call is written in each syntax. */
export const writers: Record<string, Writer> = {
  gemma4: {
    format: "gemma4",
    write: (call) => `<|tool_call>call:${call.name}${marked('<|"|>')(call.arguments)}<tool_call|>`,
  },
  functiongemma: {
    format: "functiongemma",
    cannot: (call) => looksLikeLiteral(call.arguments),
    write: (call) => `<start_function_call>call:${call.name}${marked("<escape>")(call.arguments)}<end_function_call>`,
  },
  json: { format: "gemma3-json", write: (call) => JSON.stringify({ name: call.name, parameters: call.arguments }) },
  fencedJson: {
    format: "gemma3-json",
    write: (call) => `\`\`\`json\n${JSON.stringify({ name: call.name, parameters: call.arguments }, null, 2)}\n\`\`\``,
  },
  openai: {
    format: "gemma3-json",
    write: (call) =>
      JSON.stringify({ type: "function", function: { name: call.name, arguments: JSON.stringify(call.arguments) } }),
  },
  xml: { format: "auto", write: (call) => `<tool_call>\n${JSON.stringify(call)}\n</tool_call>` },
  lmstudio: { format: "lmstudio", write: (call) => `[TOOL_REQUEST]${JSON.stringify(call)}[END_TOOL_REQUEST]` },
  python: {
    format: "gemma3-python",
    write: (call) =>
      `[${call.name}(${Object.entries(call.arguments)
        .map(([key, value]) => `${key}=${python(value)}`)
        .join(", ")})]`,
  },
  toolCode: {
    format: "auto",
    write: (call) =>
      `\`\`\`tool_code\nprint(default_api.${call.name}(${Object.entries(call.arguments)
        .map(([key, value]) => `${key}=${python(value)}`)
        .join(", ")}))\n\`\`\``,
  },
};

import type { JsonObject } from "../../../src/model/message.ts";
import type { Call } from "./gemmaCalls.ts";

/* How other families write a call, in tags and behind tokens of their own. */

const text = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
const each = (args: JsonObject, one: (key: string, value: string) => string): string =>
  Object.entries(args)
    .map(([key, value]) => one(key, text(value)))
    .join("\n");
const attribute = (key: string, value: string): string => `<parameter name="${key}">${value}</parameter>`;
const invoke = ({ name, arguments: args }: Call): string =>
  `<${"invoke"} name="${name}">\n${each(args, attribute)}\n</${"invoke"}>`;
const qwen = ({ name, arguments: args }: Call): string =>
  `<function=${name}>\n${each(args, (key, value) => `<parameter=${key}>\n${value}\n</parameter>`)}\n</function>`;
const own = ({ name, arguments: args }: Call): string =>
  `<${name}>\n${each(args, (key, value) => `<${key}>\n${value}\n</${key}>`)}\n</${name}>`;
const json = (call: Call): string => JSON.stringify(call.arguments);

/** Forms that a call in which nothing is missing is read in. */
export const tagWriters: Record<string, (call: Call) => string> = {
  qwen: (call) => `<tool_call>\n${qwen(call)}\n</tool_call>`,
  "qwen alone": qwen,
  "qwen without its end": (call) => `<tool_call>\n${qwen(call)}`,
  invoke,
  "invoke wrapped": (call) => `<function_calls>\n${invoke(call)}\n</function_calls>`,
  "invoke under a namespace": (call) => `<x:tool_call>\n${invoke(call)}\n</x:tool_call>`,
  "own tags": own,
  "own tags wrapped": (call) => `<tool_use>\n${own(call)}\n</tool_use>`,
  glm: (call) =>
    `<tool_call>${call.name}\n${each(call.arguments, (key, value) => `<arg_key>${key}</arg_key>\n<arg_value>${value}</arg_value>`)}\n</tool_call>`,
  "function with JSON": (call) => `<function=${call.name}>${json(call)}</function>`,
  "elements with JSON": (call) =>
    `<tool_use>\n<name>${call.name}</name>\n<arguments>${json(call)}</arguments>\n</tool_use>`,
  "mistral list": (call) => `[TOOL_CALLS][${JSON.stringify(call)}]`,
  "mistral name": (call) => `[TOOL_CALLS]${call.name}[ARGS]${json(call)}`,
  "llama json": (call) => `<|python_tag|>${JSON.stringify({ name: call.name, parameters: call.arguments })}<|eom_id|>`,
  kimi: (call) =>
    `<|tool_calls_section_begin|><|tool_call_begin|>functions.${call.name}:0<|tool_call_argument_begin|>${json(call)}<|tool_call_end|><|tool_calls_section_end|>`,
  "kimi bare": (call) => `functions.${call.name}:0${json(call)}`,
  deepseek: (call) =>
    `<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>${call.name}<｜tool▁sep｜>${json(call)}<｜tool▁call▁end｜>`,
};

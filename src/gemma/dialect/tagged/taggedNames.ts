import { propertyNames, sameKey, type LooseSchema } from "../values/schema.ts";
import type { ToolIndex } from "../tools/toolIndex.ts";
import { isCallTag, type OpenTag } from "./elements.ts";

/** Attributes that name the tool, or the parameter. */
const nameAttributes = ["name", "tool", "tool_name", "function", "key"];
/** Elements whose text names the tool. */
const nameElements = ["name", "tool_name", "function_name", "toolname", "tool", "function"];
/** Elements around all parameters. */
const containers = ["parameters", "arguments", "params", "args", "input", "kwargs", "tool_input"];
/** Elements of a parameter's key, and of its value behind. */
const keyElements = ["arg_key", "key", "param_name", "parameter_name"];
export const valueElements = ["arg_value", "value", "param_value", "parameter_value"];

const attributeOf = ({ attributes }: OpenTag): string | undefined =>
  nameAttributes.map((key) => attributes.get(key)).find((value) => value !== undefined);

/**
 * The tool that a tag names: as its value, in an attribute, or as its own name. One that nobody declared counts where the tag
 * is written for calls alone: `<function=other>`, `<invoke name="other">`.
 */
export function toolOf(tag: OpenTag, tools: ToolIndex): string | undefined {
  const named = (tag.value ?? attributeOf(tag))?.trim();
  if (named === undefined) return tools.find(tag.name.replace(/^[\w.-]+:/, ""));
  const known = tools.meant(named);
  if (known !== undefined) return known;
  const plain = tag.name.replace(/^[\w.-]+:/, "");
  return plain === "invoke" || (plain === "function" && tag.value !== undefined) ? named : undefined;
}

/** Whether a tag that names a tool is a call's by its own name, not only by the tool's. */
export const saysCall = (tag: OpenTag): boolean => isCallTag(tag) && (tag.value ?? attributeOf(tag)) !== undefined;

/** The declared parameter that a tag names; of an unknown tool any that stands beside the tag's own name. */
export function parameterOf(tag: OpenTag, schema: LooseSchema | undefined): string | undefined {
  const named = tag.value ?? attributeOf(tag);
  if (schema === undefined) return named;
  const written = named ?? tag.name;
  const names = propertyNames(schema);
  return names.includes(written) ? written : names.find((name) => sameKey(name, written));
}

/** The arguments that a tag holds as attributes. */
export function attributeArguments(tag: OpenTag, schema: LooseSchema | undefined): [string, string][] {
  const names = propertyNames(schema);
  return [...tag.attributes].filter(([key]) => names.includes(key));
}

export const namesTool = (tag: OpenTag): boolean => nameElements.includes(tag.name) && tag.attributes.size === 0;
export const isContainer = (tag: OpenTag): boolean =>
  containers.includes(tag.name) && tag.value === undefined && tag.attributes.size === 0;
export const isKeyElement = (tag: OpenTag): boolean => keyElements.includes(tag.name) && tag.value === undefined;

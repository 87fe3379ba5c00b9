import { lookPastSpace } from "../values/strings.ts";
import { propertyNames, isRequired } from "../values/schema.ts";
import type { ToolIndex } from "../tools/toolIndex.ts";
import { isCallTag, openTag, type OpenTag } from "./elements.ts";
import {
  attributeArguments,
  isContainer,
  isKeyElement,
  namesTool,
  parameterOf,
  saysCall,
  toolOf,
} from "./taggedNames.ts";

/** A call in tags that begins: its tool, and its outermost element; "more" where that is not decided yet. */
export type TaggedHead = { name: string; root: string } | "more" | undefined;

const mostNested = 4;
const bareName = /([\w.:/-]{1,128})\s{0,16}(<|\{)?/y;
const nameText = /\s{0,16}([\w.:/-]{1,128})\s{0,16}<\//y;

/**
 * Judges whether the tag at `at` begins a call: it, or one in the elements for calls that it opens, names a declared tool,
 * and one of the tool's own parameters follows.
 * @param begins nothing of the answer came before: a tool without parameters may be named alone
 */
export function taggedHead(text: string, at: number, ended: boolean, tools: ToolIndex, begins: boolean): TaggedHead {
  const root = openTag(text, at, ended);
  if (root === "more") return "more";
  if (root === undefined || tools.size === 0) return undefined;
  const name = named(text, root, { ended, tools, begins }, 0);
  return name === undefined || name === "more" ? name : { name, root: root.name };
}

type Named = string | "more" | undefined;
type Around = { ended: boolean; tools: ToolIndex; begins: boolean };

function named(text: string, tag: OpenTag, around: Around, depth: number): Named {
  const { ended, tools } = around;
  const tool = toolOf(tag, tools);
  if (tool !== undefined) return parameterFollows(text, tag, around, tool);
  if (!isCallTag(tag) || tag.closed || depth > mostNested) return undefined;
  const next = lookPastSpace(text, tag.end);
  if (next >= text.length) return ended ? undefined : "more";
  if (text[next] !== "<") {
    bareName.lastIndex = next;
    const [whole = "", name = "", sign] = bareName.exec(text) ?? [];
    if (whole !== "" && next + whole.length >= text.length && sign === undefined && !ended) return "more";
    // A name with JSON behind it is read as such.
    return sign === "<" ? tools.meant(name) : undefined;
  }
  const child = openTag(text, next, ended);
  if (child === "more" || child === undefined) return child;
  if (toolOf(child, tools) === undefined && namesTool(child)) {
    nameText.lastIndex = child.end;
    const name = nameText.exec(text)?.[1];
    if (name !== undefined) return tools.meant(name);
    return !ended && /^\s{0,16}[\w.:/-]{0,128}\s{0,16}<?$/.test(text.slice(child.end, child.end + 200))
      ? "more"
      : undefined;
  }
  return named(text, child, around, depth + 1);
}

/** The tool, where one of its own parameters follows its name, or it needs none. */
function parameterFollows(text: string, tag: OpenTag, { ended, tools, begins }: Around, tool: string): Named {
  const schema = tools.schema(tool);
  const certain = saysCall(tag);
  const needsNone = propertyNames(schema).every((key) => !isRequired(schema, key)) && (certain || begins);
  const whole = attributeArguments(tag, schema).length > 0 || needsNone || certain ? tool : undefined;
  if (tag.closed) return whole;
  const next = lookPastSpace(text, tag.end);
  const cut = ended && certain ? tool : undefined;
  if (next >= text.length) return ended ? cut : "more";
  if (text[next] === "{") return tool;
  if (text.startsWith(`</${tag.name}`, next)) return whole;
  if (text[next] !== "<") return undefined;
  if (!ended && `</${tag.name}`.startsWith(text.slice(next))) return "more";
  const child = openTag(text, next, ended);
  if (child === "more") return "more";
  if (child === undefined) return cut;
  const isPart = parameterOf(child, schema) !== undefined || isKeyElement(child) || isContainer(child);
  return isPart || (certain && schema !== undefined) ? tool : undefined;
}

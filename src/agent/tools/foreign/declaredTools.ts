import * as v from "valibot";
import { type ForeignTool, sourceWords } from "../../ports/foreign.ts";
import type { ObjectSchema, ToolSpec } from "../../../model/message.ts";
import { declaredSchema, wordsOf } from "./declaredSchema.ts";

/** The most tools of others in one chat: some providers refuse more than 128 tools in all. */
export const MOST_FOREIGN = 64;

/** The longest name that every wire takes, and the most characters of a tool's description. */
const LONGEST_NAME = 64;
const MOST_DESCRIPTION = 600;

/** A tool of another as a chat declares it to models; `tool` and `source` are what a call asks for. */
export const declaredToolSchema = v.object({
  tool: v.string(),
  source: v.object({ kind: v.picklist(["editor", "extension", "server"]), label: v.string() }),
  name: v.string(),
  description: v.string(),
  parameters: v.custom<ObjectSchema>((value) => v.is(v.looseObject({ type: v.literal("object") }), value)),
});
export type DeclaredTool = v.InferOutput<typeof declaredToolSchema>;

/**
 * Tools of others as they are declared: names that every wire takes, none of them `taken` or given twice; words bounded,
 * and marked as the provider's own. The same tools in any order get the same declarations.
 */
export function declaredTools(tools: readonly ForeignTool[], taken: readonly string[]): DeclaredTool[] {
  const names = new Set(taken);
  const key = ({ source, name }: ForeignTool): string => JSON.stringify([sourceWords(source), name]);
  const sorted = [...tools].sort((one, other) => (key(one) < key(other) ? -1 : 1));
  return sorted.slice(0, MOST_FOREIGN).map((tool) => {
    const declared = declaredTool(tool, names);
    names.add(declared.name);
    return declared;
  });
}

/** One tool as it is declared, with a name that is not `taken`. */
export function declaredTool(tool: ForeignTool, taken: ReadonlySet<string> = new Set()): DeclaredTool {
  const { name, source, description, schema } = tool;
  return {
    tool: name,
    source,
    name: freeName(name, taken),
    description: `${wordsOf(sourceWords(source), 60)} says: ${wordsOf(description, MOST_DESCRIPTION)}`,
    parameters: declaredSchema(schema),
  };
}

/** A name of letters, digits and "_" that begins with a letter. */
function freeName(wanted: string, taken: ReadonlySet<string>): string {
  const plain = wanted
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  const begun = /^[A-Za-z]/.test(plain) ? plain : `tool_${plain}`;
  for (let count = 1; ; count++) {
    const end = count === 1 ? "" : `_${count}`;
    const name = begun.slice(0, LONGEST_NAME - end.length).replace(/_+$/, "") + end;
    if (!taken.has(name)) return name;
  }
}

/** What a declaration costs in each request, in characters as JSON. */
export const declaredSize = ({ name, description, parameters }: ToolSpec): number =>
  JSON.stringify({ name, description, parameters }).length;

import * as v from "valibot";

const optional = v.exactOptional;

/**
 * What a call is about, by the names of its arguments.
 * - file: a file's name, with the lines `first` to `last`; the panel opens it there. `several`: a list of more files.
 * - folder: a folder's path; without one, the workspace.
 * - text: the quoted text, and where it is searched for.
 * - plain: a text as it stands, on one line.
 */
const targetSchema = v.variant("kind", [
  v.object({
    kind: v.literal("file"),
    path: v.string(),
    first: optional(v.string()),
    last: optional(v.string()),
    several: optional(v.string()),
  }),
  v.object({ kind: v.literal("folder"), path: v.string() }),
  v.object({ kind: v.literal("text"), text: v.string(), path: v.string() }),
  v.object({ kind: v.literal("plain"), text: v.string() }),
]);

/**
 * How the panel shows a tool's calls in one line. `icon` is a name of VS Code's icons. The verbs are those of "Reading
 * a.ts", "Read a.ts" and "Could not read a.ts". `writesFile`: the arguments are a change, shown while they stream.
 */
export const toolDisplaySchema = v.object({
  icon: v.string(),
  doing: v.string(),
  done: v.string(),
  plain: v.string(),
  target: targetSchema,
  writesFile: optional(v.literal(true)),
});
export type ToolDisplay = v.InferOutput<typeof toolDisplaySchema>;

/** The displays of tools, by the tools' names. */
export type ToolDisplays = Readonly<Record<string, ToolDisplay>>;

/** The display of a tool; undefined if there is none. `name` comes from the model, so it may be "constructor". */
export const displayOf = (displays: ToolDisplays, name: string): ToolDisplay | undefined =>
  Object.hasOwn(displays, name) ? displays[name] : undefined;

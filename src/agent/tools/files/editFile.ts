import * as v from "valibot";
import type { JsonObject } from "../../../model/message.ts";
import type { Tool } from "../../ports/tool.ts";
import type { Workspace } from "../../ports/workspace.ts";
import { declare, parseArguments, pathArgument } from "../arguments.ts";
import { fitted } from "../fitted.ts";
import { editDisplay, editPlan } from "./editPlan.ts";
import { offerLines } from "./offerLines.ts";
import { fileAt } from "./plannedFile.ts";

const place = { oldText: v.string(), newText: v.string() };
const schema = v.object({
  path: pathArgument,
  oldText: v.pipe(v.string(), v.description("Text now in the file, copied exactly; it must occur once")),
  newText: v.pipe(v.string(), v.description("Text to put in its place")),
  replaceAll: v.optional(v.pipe(v.boolean(), v.description("At every place"))),
  edits: v.optional(v.pipe(v.array(v.object(place)), v.description("More places of the file"))),
});

const aliases = {
  oldText: ["oldString", "oldStr", "old", "search", "find", "original"],
  newText: ["newString", "newStr", "new", "replace", "replacement"],
  replaceAll: ["all", "global"],
  edits: ["changes", "replacements", "multiEdits"],
};

const declared = declare(schema);

/** Replaces one or several pieces of text in a file, all or none; src/edit finds the places. */
export function editFile(workspace: Workspace): Tool {
  return {
    name: "edit_file",
    description: "Replace text in a file.",
    parameters: declared,
    display: editDisplay,
    onFailure: offerLines(workspace),
    async plan(args, signal, planned) {
      const { path, oldText, newText, replaceAll, edits = [] } = parseArguments(schema, withFirst(args));
      const file = await fileAt(workspace, path, signal, planned);
      const all = [{ oldText, newText }, ...edits].map((each) =>
        replaceAll === true ? { ...each, replaceAll } : each,
      );
      return editPlan(workspace, file, { kind: "replace", edits: all }, { refused: notFound, done: "Edited" });
    },
  };
}

/** The arguments in the declared names, with the first of several places as the one place if that is missing. */
function withFirst(args: JsonObject): JsonObject {
  const fit = fitted(args, declared, aliases);
  if (fit.oldText !== undefined || !Array.isArray(fit.edits)) return fit;
  const [first, ...others] = fit.edits as unknown[];
  return typeof first === "object" && first !== null ? { ...fit, ...first, edits: others } : fit;
}

const notFound = "This text is not in the file exactly once. It may hold secrets: read it with read_file, which asks.";

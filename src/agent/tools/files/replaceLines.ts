import * as v from "valibot";
import type { Tool } from "../../ports/tool.ts";
import type { Workspace } from "../../ports/workspace.ts";
import { declare, parseArguments, pathArgument } from "../arguments.ts";
import { editDisplay, editPlan } from "./editPlan.ts";
import { fileAt } from "./plannedFile.ts";

const schema = v.object({
  path: pathArgument,
  first: v.pipe(v.string(), v.description("First line: number and tag as shown, like 12#abc")),
  last: v.pipe(v.string(), v.description("Last line, the same way")),
  newText: v.pipe(v.string(), v.description('The new lines; "" deletes')),
});

/** Replaces whole lines by their numbers, if the tags of the first and the last fit the file as it is. */
export function replaceLines(workspace: Workspace): Tool {
  return {
    name: "replace_lines",
    description: "Replace whole lines of a file by number and tag, as a failed edit_file shows them.",
    parameters: declare(schema),
    display: editDisplay,
    async plan(args, signal, planned) {
      const { path, first, last, newText } = parseArguments(schema, args);
      const file = await fileAt(workspace, path, signal, planned);
      const edit = { kind: "lines", first, last, text: newText } as const;
      return editPlan(workspace, file, edit, { refused: notThese, done: "Edited" });
    },
  };
}

const notThese = "The lines of this file are not shown, because it may hold secrets. Use edit_file.";

import * as v from "valibot";
import { applyEdit } from "../../edit/index.ts";
import { fileDiff } from "../fileDiff.ts";
import type { Tool } from "../tool.ts";
import type { Workspace } from "../workspace.ts";
import { declare, parseArguments, pathArgument } from "./arguments.ts";

const schema = v.object({
  path: pathArgument,
  oldText: v.pipe(v.string(), v.description("Text now in the file, copied exactly; it must occur once")),
  newText: v.pipe(v.string(), v.description("Text to put in its place")),
});

/** Replaces one piece of text in a file; where the piece lies is decided by src/edit. */
export function editFile(workspace: Workspace): Tool {
  return {
    name: "edit_file",
    description: "Replace one piece of text in a file.",
    parameters: declare(schema),
    touches: "writes",
    async plan(args, signal) {
      const { path, oldText, newText } = parseArguments(schema, args);
      const file = await workspace.read(path, signal);
      const applied = applyEdit(file.text, { kind: "replace", edits: [{ oldText, newText }] });
      if (!applied.ok) throw new Error(applied.error.message);
      // Before the person is asked: what cannot be written need not be judged.
      await workspace.checkEdit(file, applied.edits);
      const change = { path: file.path, before: file.text, after: applied.text };
      const diff = fileDiff(change);
      return {
        change,
        async run() {
          await workspace.edit(file, applied.edits);
          return { text: `Edited ${file.path}: ${diff.added} lines added, ${diff.removed} removed.`, diff };
        },
      };
    },
  };
}

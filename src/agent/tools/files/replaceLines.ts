import * as v from "valibot";
import { applyEdit } from "../../../edit/index.ts";
import type { Consent } from "../../approval/consent.ts";
import { fileDiff } from "../../transcript/fileDiff.ts";
import type { Running, Tool } from "../../ports/tool.ts";
import type { Workspace } from "../../ports/workspace.ts";
import { declare, parseArguments, pathArgument } from "../arguments.ts";
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
    display: {
      icon: "edit",
      doing: "Editing",
      done: "Edited",
      plain: "edit",
      target: { kind: "file", path: "path" },
      writesFile: true,
    },
    async plan(args, signal, planned) {
      const { path, first, last, newText } = parseArguments(schema, args);
      const file = await fileAt(workspace, path, signal, planned);
      const applied = applyEdit(file.text, { kind: "lines", first, last, text: newText });
      // The reason may quote the file.
      if (!applied.ok) throw new Error(file.isPrivate ? notThese : applied.error.message);
      await file.check(applied.text, applied.edits);
      const { judged } = file;
      const place = { path: file.path, ...(judged !== undefined && { judged }) };
      const change = { ...place, before: file.text, after: applied.text };
      const diff = fileDiff(change);
      return {
        asks: { kind: "edit", change },
        async run({ signal }: Running, consent: Consent<"edit">) {
          await workspace.edit(file, applied.edits, consent, signal);
          return { text: `Edited ${file.path}: ${diff.added} lines added, ${diff.removed} removed.`, diff };
        },
      };
    },
  };
}

const notThese = "The lines of this file are not shown, because it may hold secrets. Use edit_file.";

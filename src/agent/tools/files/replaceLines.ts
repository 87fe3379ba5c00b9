import * as v from "valibot";
import { applyEdit } from "../../../edit/index.ts";
import type { Consent } from "../../approval/consent.ts";
import { fileDiff } from "../../transcript/fileDiff.ts";
import type { Running, Tool } from "../../ports/tool.ts";
import type { Workspace } from "../../ports/workspace.ts";
import { declare, parseArguments, pathArgument } from "../arguments.ts";
import { fileAt } from "./plannedFile.ts";

const number = v.pipe(v.number(), v.integer());
const schema = v.object({
  path: pathArgument,
  startLine: number,
  startText: v.pipe(v.string(), v.description("The text of that line now")),
  endLine: number,
  endText: v.string(),
  newText: v.pipe(v.string(), v.description('The new lines; "" deletes')),
});

/** Replaces whole lines by their numbers, if the first and the last read as the model says. */
export function replaceLines(workspace: Workspace): Tool {
  return {
    name: "replace_lines",
    description: "Replace lines of a file by number, when edit_file does not find the text.",
    parameters: declare(schema),
    display: {
      icon: "edit",
      doing: "Editing",
      done: "Edited",
      plain: "edit",
      target: { kind: "file", path: "path", first: "startLine", last: "endLine" },
      writesFile: true,
    },
    async plan(args, signal, planned) {
      const { path, startLine, startText, endLine, endText, newText } = parseArguments(schema, args);
      const file = await fileAt(workspace, path, signal, planned);
      const edit = { first: startLine, firstText: startText, last: endLine, lastText: endText, text: newText };
      const applied = applyEdit(file.text, { kind: "lines", ...edit });
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

const notThese = "The file's lines do not read so. It may hold secrets: read it with read_file, which asks.";

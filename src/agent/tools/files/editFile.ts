import * as v from "valibot";
import { applyEdit } from "../../../edit/index.ts";
import type { Consent } from "../../approval/consent.ts";
import { fileDiff } from "../../transcript/fileDiff.ts";
import type { Running, Tool } from "../../ports/tool.ts";
import type { Workspace } from "../../ports/workspace.ts";
import { declare, parseArguments, pathArgument } from "../arguments.ts";
import { offerLines } from "./offerLines.ts";
import { fileAt } from "./plannedFile.ts";

const schema = v.object({
  path: pathArgument,
  oldText: v.pipe(v.string(), v.description("Text now in the file, copied exactly; it must occur once")),
  newText: v.pipe(v.string(), v.description("Text to put in its place")),
});

/** Replaces one piece of text in a file; src/edit finds the place. */
export function editFile(workspace: Workspace): Tool {
  return {
    name: "edit_file",
    description: "Replace one piece of text in a file.",
    parameters: declare(schema),
    display: {
      icon: "edit",
      doing: "Editing",
      done: "Edited",
      plain: "edit",
      target: { kind: "file", path: "path" },
      writesFile: true,
    },
    onFailure: offerLines(workspace),
    async plan(args, signal, planned) {
      const { path, oldText, newText } = parseArguments(schema, args);
      const file = await fileAt(workspace, path, signal, planned);
      const applied = applyEdit(file.text, { kind: "replace", edits: [{ oldText, newText }] });
      // The reason may quote the file.
      if (!applied.ok) throw new Error(file.isPrivate ? notFound : applied.error.message);
      // Before the user is asked, because a change that can't be written need not be judged.
      await file.check(applied.text, applied.edits);
      const { judged } = file;
      const change = {
        path: file.path,
        ...(judged !== undefined && { judged }),
        before: file.text,
        after: applied.text,
      };
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

const notFound = "This text is not in the file exactly once. It may hold secrets: read it with read_file, which asks.";

import * as v from "valibot";
import type { Consent } from "../../approval/consent.ts";
import { fileDiff } from "../../transcript/fileDiff.ts";
import type { Plan, Planned, Running, Tool } from "../../ports/tool.ts";
import type { Workspace } from "../../ports/workspace.ts";
import { WorkspaceError } from "../../ports/workspaceFault.ts";
import { declare, parseArguments, pathArgument } from "../arguments.ts";
import { editPlan } from "./editPlan.ts";
import { fileAt } from "./plannedFile.ts";

const schema = v.object({
  path: pathArgument,
  text: v.pipe(v.string(), v.description("The whole file")),
  overwrite: v.optional(v.pipe(v.boolean(), v.description("Replace a file that exists"))),
});
const aliases = { overwrite: ["force", "replace"] };

/** Creates a file. Replaces the whole text of one that exists only if the model says so. */
export function createFile(workspace: Workspace): Tool {
  return {
    name: "create_file",
    description: "Create a file.",
    parameters: declare(schema),
    display: {
      icon: "new-file",
      doing: "Creating",
      done: "Created",
      plain: "create",
      target: { kind: "file", path: "path" },
      writesFile: true,
    },
    async plan(args, signal, planned) {
      const { path, text, overwrite = false } = parseArguments(schema, args, aliases);
      try {
        return await created(workspace, path, text, planned);
      } catch (error) {
        const isThere = error instanceof WorkspaceError && error.fault.kind === "exists";
        if (!overwrite || !isThere) throw error;
        // It keeps the file's line ends, and is refused where it leaves code out.
        const file = await fileAt(workspace, path, signal, planned);
        return editPlan(workspace, file, { kind: "rewrite", text }, { refused: notWhole, done: "Replaced" });
      }
    },
  };
}

async function created(workspace: Workspace, path: string, text: string, planned: Planned | undefined): Promise<Plan> {
  const file = await workspace.checkNew(path, text);
  if (planned?.has(file.path)) throw new WorkspaceError({ kind: "exists", path: file.path });
  const { judged } = file;
  const change = { path: file.path, ...(judged !== undefined && { judged }), before: undefined, after: file.text };
  const diff = fileDiff(change);
  return {
    asks: { kind: "edit", change },
    async run(_running: Running, consent: Consent<"edit">) {
      await workspace.create(file.path, file.text, consent);
      return { text: `Created ${file.path} with ${diff.added} lines.`, diff };
    },
  };
}

const notWhole = "The file has this text already, or the new one is not whole.";

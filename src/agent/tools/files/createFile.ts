import * as v from "valibot";
import type { Consent } from "../../approval/consent.ts";
import { fileDiff } from "../../transcript/fileDiff.ts";
import type { Running, Tool } from "../../ports/tool.ts";
import type { Workspace } from "../../ports/workspace.ts";
import { WorkspaceError } from "../../ports/workspaceFault.ts";
import { declare, parseArguments, pathArgument } from "../arguments.ts";

const schema = v.object({ path: pathArgument, text: v.pipe(v.string(), v.description("The whole file")) });

/** Creates a new file; never overwrites one. */
export function createFile(workspace: Workspace): Tool {
  return {
    name: "create_file",
    description: "Create a new file.",
    parameters: declare(schema),
    display: {
      icon: "new-file",
      doing: "Creating",
      done: "Created",
      plain: "create",
      target: { kind: "file", path: "path" },
      writesFile: true,
    },
    async plan(args, _signal, planned) {
      const { path, text } = parseArguments(schema, args);
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
    },
  };
}

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
      if (planned?.has(path)) throw new WorkspaceError({ kind: "exists", path });
      await workspace.checkNew(path, text);
      const change = { path, before: undefined, after: text };
      const diff = fileDiff(change);
      return {
        asks: { kind: "edit", change },
        async run(_running: Running, consent: Consent<"edit">) {
          await workspace.create(path, text, consent);
          return { text: `Created ${path} with ${diff.added} lines.`, diff };
        },
      };
    },
  };
}

import * as v from "valibot";
import type { Tool } from "../../ports/tool.ts";
import type { Workspace } from "../../ports/workspace.ts";
import { declare, parseArguments, pathArgument } from "../arguments.ts";

const MAX_ENTRIES = 200;
const schema = v.object({ path: v.optional(pathArgument, ".") });

/** The names in a folder; folders end with a slash. */
export function listDir(workspace: Workspace): Tool {
  return {
    name: "list_dir",
    description: 'List a folder ("." is the workspace).',
    parameters: declare(schema),
    display: {
      icon: "folder",
      doing: "Listing",
      done: "Listed",
      plain: "list",
      target: { kind: "folder", path: "path" },
    },
    readOn: () => "List one of its folders to see more.",
    async plan(args) {
      const { path } = parseArguments(schema, args);
      return {
        async run() {
          const entries = await workspace.list(path);
          const names = entries.map(({ name, kind }) => (kind === "folder" ? `${name}/` : name)).sort();
          const more = names.length > MAX_ENTRIES ? `\n(${names.length - MAX_ENTRIES} more)` : "";
          return { text: names.slice(0, MAX_ENTRIES).join("\n") + more || "(The folder is empty.)" };
        },
      };
    },
  };
}

import * as v from "valibot";
import type { Running, Tool } from "../../ports/tool.ts";
import type { Workspace } from "../../ports/workspace.ts";
import { declare, parseArguments, pathArgument } from "../arguments.ts";
import { treeOf } from "./tree.ts";

/** Entries of a tree; deeper folders are counted instead. */
const MOST_ENTRIES = 200;
/** Paths that are read for the counts. */
const MOST_PATHS = 200_000;

const schema = v.object({ path: v.optional(pathArgument, ".") });
const aliases = { path: ["dir", "directory", "folder"] };

/** A folder as a tree; folders end with a slash. */
export function listDir(workspace: Workspace): Tool {
  return {
    name: "list_dir",
    description: 'List a folder as a tree ("." is the workspace).',
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
      const { path } = parseArguments(schema, args, aliases);
      return {
        async run({ signal }: Running) {
          const entries = await workspace.list(path);
          const { base, paths, isCut } = await workspace.filesBelow({ path }, MOST_PATHS, signal);
          const own = paths.map((each) => each.slice(base.length));
          const known = new Set(own.map((each) => each.split("/")[0]));
          const others = entries
            .filter(({ name }) => !known.has(name))
            .map(({ name, kind }) => (kind === "folder" ? `${name}/ (empty or ignored)` : `${name} (ignored)`))
            .sort();
          const { lines, left } = treeOf(own, others, MOST_ENTRIES);
          const closed = lines.some((line) => / files?\)$/.test(line)) || left > 0;
          const notes = [
            ...(left > 0 ? [`(${left} more entries here.)`] : []),
            ...(isCut ? ["(There are too many files to count all of them.)"] : []),
            ...(closed ? ["(List a folder by its path to see what is in it, or use find_files.)"] : []),
          ];
          return { text: [...lines, ...notes].join("\n") || "(The folder is empty.)" };
        },
      };
    },
  };
}

import * as v from "valibot";
import type { Running, Tool } from "../../ports/tool.ts";
import type { Workspace } from "../../ports/workspace.ts";
import { declare, parseArguments, pathArgument } from "../arguments.ts";
import { globFilter } from "./globFilter.ts";

const MOST_SHOWN = 100;
/** Files that are counted. */
const MOST_FOUND = 10_000;

const schema = v.object({
  glob: v.pipe(v.string(), v.minLength(1), v.description("Such as **/*.test.ts")),
  path: v.optional(pathArgument),
});
const aliases = {
  glob: ["pattern", "query", "name", "globPattern", "include"],
  path: ["dir", "directory", "folder", "cwd"],
};

/** Paths of files that fit a glob. */
export function findFiles(workspace: Workspace): Tool {
  return {
    name: "find_files",
    description: "Find files by a glob.",
    parameters: declare(schema),
    display: {
      icon: "search",
      doing: "Looking for",
      done: "Looked for",
      plain: "look for",
      target: { kind: "text", text: "glob", path: "path" },
    },
    readOn: () => "Narrow the glob or give a path to see the rest.",
    async plan(args) {
      const { glob, path } = parseArguments(schema, args, aliases);
      const query = { ...(path !== undefined && { path }), accepts: globFilter(glob, path) };
      return {
        async run({ signal }: Running) {
          const { paths, isCut } = await workspace.filesBelow(query, MOST_FOUND, signal);
          if (paths.length === 0) return { text: nothing(glob) };
          const all = isCut ? `over ${paths.length}` : `${paths.length}`;
          const more = paths.length > MOST_SHOWN ? [`(${MOST_SHOWN} of ${all}; narrow the glob or give a path.)`] : [];
          return { text: [...paths.slice(0, MOST_SHOWN), ...more].join("\n") };
        },
      };
    },
  };
}

const nothing = (glob: string): string =>
  `No file fits ${glob}. Ignored files are not searched.${glob.startsWith("**/") ? "" : ` Try **/${glob.split("/").at(-1) ?? ""}.`}`;

import * as v from "valibot";
import type { Running, Tool } from "../../ports/tool.ts";
import type { Workspace } from "../../ports/workspace.ts";
import { declare, parseArguments, pathArgument } from "../arguments.ts";

const MAX_HITS = 60;
const MAX_LINE = 200;
const schema = v.object({
  text: v.pipe(v.string(), v.minLength(1), v.description("What to look for")),
  regex: v.optional(v.pipe(v.boolean(), v.description("Treat it as a regular expression"))),
  path: v.optional(pathArgument),
});

/** Lines of workspace files that contain a text, as `path:line: text`. */
export function searchText(workspace: Workspace): Tool {
  return {
    name: "search_text",
    description: "Find lines that contain a text in the workspace's files.",
    parameters: declare(schema),
    display: {
      icon: "search",
      doing: "Searching for",
      done: "Searched for",
      plain: "search for",
      target: { kind: "text", text: "text", path: "path" },
    },
    readOn: () => "Narrow the search to see the rest.",
    async plan(args) {
      const { text, regex = false, path } = parseArguments(schema, args);
      return {
        async run({ signal }: Running) {
          const hits = await workspace.search({ text, regex, ...(path !== undefined && { path }) }, MAX_HITS, signal);
          if (hits.length === 0) return { text: "Nothing found." };
          const rows = hits.map((hit) => `${hit.path}:${hit.line}: ${hit.text.trim().slice(0, MAX_LINE)}`);
          const full = hits.length >= MAX_HITS ? `\n(Only the first ${MAX_HITS}; narrow the search.)` : "";
          return { text: rows.join("\n") + full };
        },
      };
    },
  };
}

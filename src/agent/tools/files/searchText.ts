import * as v from "valibot";
import type { Running, Tool } from "../../ports/tool.ts";
import type { SearchHit, Workspace } from "../../ports/workspace.ts";
import { declare, parseArguments, pathArgument } from "../arguments.ts";
import { globFilter } from "./globFilter.ts";

const MAX_HITS = 60;
const MAX_LINE = 200;
const MOST_CONTEXT = 10;
/** Rows of a result with context. */
const MAX_ROWS = 300;
const schema = v.object({
  text: v.pipe(v.string(), v.minLength(1), v.description("What to look for")),
  regex: v.optional(v.pipe(v.boolean(), v.description("Treat it as a regular expression"))),
  path: v.optional(pathArgument),
  glob: v.optional(v.pipe(v.string(), v.description("Only in files like *.ts"))),
  context: v.optional(v.pipe(v.number(), v.description("Lines around each hit"))),
});
const aliases = {
  text: ["query", "pattern", "search", "searchText", "term"],
  regex: ["isRegex", "regexp", "useRegex"],
  path: ["dir", "directory", "folder"],
  glob: ["include", "filePattern", "includePattern", "files"],
  context: ["contextLines", "linesAround", "around"],
};

/** Lines of workspace files that contain a text, as `path:line: text`; neighbours as `path-line- text`. */
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
      const { text, regex = false, path, glob, context = 0 } = parseArguments(schema, args, aliases);
      const around = Math.min(Math.max(0, Math.trunc(context)), MOST_CONTEXT);
      const query = {
        ...{ text, regex },
        ...(path !== undefined && { path }),
        ...(glob !== undefined && glob !== "" && { accepts: globFilter(glob, path) }),
        ...(around > 0 && { context: around }),
      };
      return {
        async run({ signal }: Running) {
          // One more than is shown tells whether there are more.
          const hits = await workspace.search(query, MAX_HITS + 1, signal);
          if (hits.length === 0) return { text: "Nothing found." };
          const matches = hits.filter(({ isContext }) => !isContext).length;
          const shown = matches > MAX_HITS ? firstOf(hits, MAX_HITS) : hits;
          const rows = rowsOf(shown, around > 0);
          const isFull = matches > MAX_HITS || rows.length > MAX_ROWS;
          const full = isFull ? [`(Only the first ${Math.min(matches, MAX_HITS)}; narrow the search.)`] : [];
          return { text: [...rows.slice(0, MAX_ROWS), ...full].join("\n") };
        },
      };
    },
  };
}

function firstOf(hits: readonly SearchHit[], most: number): SearchHit[] {
  let matches = 0;
  return hits.slice(
    0,
    hits.findIndex((hit) => !hit.isContext && ++matches > most),
  );
}

/** A row for each line, and one between lines that do not follow each other. */
function rowsOf(hits: readonly SearchHit[], isWithContext: boolean): string[] {
  return hits.flatMap(({ path, line, text, isContext }, at) => {
    const shown = isWithContext ? text.slice(0, MAX_LINE) : text.trim().slice(0, MAX_LINE);
    const row = isContext ? `${path}-${line}- ${shown}` : `${path}:${line}: ${shown}`;
    const before = hits[at - 1];
    const isApart = isWithContext && before && (before.path !== path || before.line < line - 1);
    return isApart ? ["--", row] : [row];
  });
}

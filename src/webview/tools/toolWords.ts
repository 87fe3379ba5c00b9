import type { ToolItem } from "../../agent/transcript/transcript.ts";
import type { ShownAsk } from "../../agent/transcript/turnEvent.ts";

/** A tool call as a line: the verb in the tense of its state, and the target. `place` is a link that the host opens. */
export type ToolWords = { icon: string; verb: string; target: string; place?: string };

type Verbs = { icon: string; doing: string; done: string; plain: string };
const tools: Record<string, Verbs> = {
  read_file: { icon: "file", doing: "Reading", done: "Read", plain: "read" },
  list_dir: { icon: "folder", doing: "Listing", done: "Listed", plain: "list" },
  search_text: { icon: "search", doing: "Searching for", done: "Searched for", plain: "search for" },
  edit_file: { icon: "edit", doing: "Editing", done: "Edited", plain: "edit" },
  create_file: { icon: "new-file", doing: "Creating", done: "Created", plain: "create" },
};

/** The words for a call, also while its arguments stream. */
export function toolWords(tool: ToolItem): ToolWords {
  const verbs = tools[tool.name];
  if (!verbs) return wordsOfOther(tool);
  const path = argument(tool, "path") ?? tool.diff?.path;
  const place = path === undefined || tool.name === "list_dir" ? {} : { place: path + lineOf(tool) };
  return {
    icon: verbs.icon,
    verb: inTense(tool, verbs.doing, verbs.done, verbs.plain),
    target: target(tool, path),
    ...place,
  };
}

/** A call whose tool the panel does not know tells itself: by what it asks, else by its title. */
function wordsOfOther(tool: ToolItem): ToolWords {
  const { ask, title, name } = tool;
  if (ask && ask.kind !== "edit") {
    const { icon, doing, done, plain, target } = askWords(ask);
    return { icon, verb: inTense(tool, doing, done, plain), target };
  }
  if (title === undefined) return { icon: "tools", verb: inTense(tool, "Using", "Used", "use"), target: name };
  return { icon: "tools", verb: title, target: "" };
}

/** What a call asks for, in a line. */
export function askWords(ask: ShownAsk): Verbs & { target: string } {
  switch (ask.kind) {
    case "edit":
      return { ...tools.edit_file!, target: nameOf(ask.diff.path) };
    case "command":
      return { icon: "terminal", doing: "Running", done: "Ran", plain: "run", target: ask.command };
    case "fetch":
      return { icon: "globe", doing: "Fetching", done: "Fetched", plain: "fetch", target: ask.url };
    case "foreign-tool":
      return { icon: "plug", doing: "Using", done: "Used", plain: "use", target: `${ask.tool} of ${ask.server}` };
    case "read-outside":
      return { icon: "file", doing: "Reading", done: "Read", plain: "read", target: ask.path };
  }
}

function inTense(tool: ToolItem, doing: string, done: string, plain: string): string {
  switch (tool.state) {
    case "writing":
    case "waiting":
    case "running":
      return doing;
    case "approval":
      return `Wants to ${plain}`;
    case "done":
      return done;
    case "failed":
      return `Could not ${plain}`;
    case "denied":
    case "stopped":
      return `Did not ${plain}`;
  }
}

function target(tool: ToolItem, path: string | undefined): string {
  if (tool.name === "search_text") {
    const text = argument(tool, "text");
    return (text === undefined ? "" : `“${text}”`) + (path === undefined ? "" : ` in ${nameOf(path)}`);
  }
  if (tool.name === "list_dir") return path === undefined || path === "" || path === "." ? "the workspace" : path;
  return nameOf(path ?? "") + rangeOf(tool);
}

/** The file name without folders, to keep the line short; unfolding shows the whole path. */
const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

function rangeOf(tool: ToolItem): string {
  const start = argument(tool, "startLine");
  const end = argument(tool, "endLine");
  if (start === undefined && end === undefined) return "";
  return end === undefined ? `, from line ${start ?? ""}` : `, lines ${start ?? "1"}–${end}`;
}

function lineOf(tool: ToolItem): string {
  const line = argument(tool, "startLine") ?? tool.diff?.hunks[0]?.newStart.toString();
  return line === undefined ? "" : `:${line}`;
}

/** One argument as text, from the finished call or from its streaming JSON. */
function argument(tool: ToolItem, name: string): string | undefined {
  if (tool.call) {
    const value = tool.call.arguments[name];
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  }
  const written = new RegExp(`"${name}"\\s*:\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|(\\d+))`).exec(tool.argumentText);
  return written?.[1] ?? written?.[2];
}

/** The input rows of a call: the model's arguments as text, not shortened. */
export function inputRows(tool: ToolItem): { name: string; value: string }[] {
  return Object.entries(tool.call?.arguments ?? {}).map(([name, value]) => ({
    name,
    value: typeof value === "string" ? value : JSON.stringify(value),
  }));
}

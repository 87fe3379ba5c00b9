import { filesWords } from "./operationWords.ts";
import type { ToolDisplay } from "../../agent/transcript/toolDisplay.ts";
import type { ToolItem } from "../../agent/transcript/transcript.ts";
import type { ShownAsk } from "../../agent/transcript/turnEvent.ts";

/** A tool call as a line: the verb in the tense of its state, and the target. `place` is a link that the host opens. */
export type ToolWords = { icon: string; verb: string; target: string; place?: string };

type Verbs = { icon: string; doing: string; done: string; plain: string };

/** The words for a call, also while its arguments stream. `display`: the tool's own; absent for tools of old chats. */
export function toolWords(tool: ToolItem, display: ToolDisplay | undefined): ToolWords {
  if (!display) return wordsOfOther(tool);
  const path = (display.target.kind === "plain" ? undefined : argument(tool, display.target.path)) ?? tool.diff?.path;
  const place = path === undefined || display.target.kind === "folder" ? {} : { place: path + lineOf(tool, display) };
  return { icon: display.icon, verb: inTense(tool, display), target: target(tool, display, path), ...place };
}

/** The words for a call without a display: what it asks for, or its title, or its name. */
function wordsOfOther(tool: ToolItem): ToolWords {
  const { ask, title, name } = tool;
  if (ask) {
    const { icon, target, ...verbs } = askWords(ask);
    return { icon, verb: inTense(tool, verbs), target };
  }
  const using = { doing: "Using", done: "Used", plain: "use" };
  if (title === undefined) return { icon: "tools", verb: inTense(tool, using), target: name };
  return { icon: "tools", verb: title, target: "" };
}

/** What a call asks for, in a line. */
export function askWords(ask: ShownAsk): Verbs & { target: string } {
  switch (ask.kind) {
    case "edit":
      return ask.diff.created
        ? { icon: "new-file", doing: "Creating", done: "Created", plain: "create", target: nameOf(ask.diff.path) }
        : { icon: "edit", doing: "Editing", done: "Edited", plain: "edit", target: nameOf(ask.diff.path) };
    case "files":
      return filesWords(ask);
    case "command":
    case "sandboxed-command":
      return { icon: "terminal", doing: "Running", done: "Ran", plain: "run", target: ask.command };
    case "input":
      return { icon: "terminal", doing: "Typing", done: "Typed", plain: "type", target: ask.text };
    case "task":
      return { icon: "tasklist", doing: "Running", done: "Ran", plain: "run", target: ask.name };
    case "fetch":
      return { icon: "globe", doing: "Fetching", done: "Fetched", plain: "fetch", target: ask.url };
    case "foreign-tool":
      return { icon: "plug", doing: "Using", done: "Used", plain: "use", target: `${ask.tool} of ${ask.server}` };
    case "read-outside":
    case "read-private":
      return { icon: "file", doing: "Reading", done: "Read", plain: "read", target: ask.path };
  }
}

function inTense(tool: ToolItem, { doing, done, plain }: Omit<Verbs, "icon">): string {
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

function target(tool: ToolItem, { target }: ToolDisplay, path: string | undefined): string {
  switch (target.kind) {
    case "plain":
      return argument(tool, target.text) ?? "";
    case "text": {
      const text = argument(tool, target.text);
      return (text === undefined ? "" : `“${text}”`) + (path === undefined ? "" : ` in ${nameOf(path)}`);
    }
    case "folder":
      return path === undefined || path === "" || path === "." ? "the workspace" : path;
    case "file": {
      const others = listed(tool, target.several).filter((each) => each !== path);
      const more = others.length === 0 ? "" : ` and ${others.length} more`;
      return nameOf(path ?? "") + rangeOf(tool, target) + more;
    }
  }
}

/** A list among the arguments of a finished call. */
function listed(tool: ToolItem, name: string | undefined): unknown[] {
  const value = name === undefined ? undefined : tool.call?.arguments[name];
  return Array.isArray(value) ? value : [];
}

/** The file name without folders, to keep the line short; unfolding shows the whole path. */
const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

function rangeOf(tool: ToolItem, { first, last }: { first?: string; last?: string }): string {
  const start = argument(tool, first);
  const end = argument(tool, last);
  if (start === undefined && end === undefined) return "";
  return end === undefined ? `, from line ${start ?? ""}` : `, lines ${start ?? "1"}–${end}`;
}

function lineOf(tool: ToolItem, { target }: ToolDisplay): string {
  const first = target.kind === "file" ? argument(tool, target.first) : undefined;
  const line = first ?? tool.diff?.hunks[0]?.newStart.toString();
  return line === undefined ? "" : `:${line}`;
}

/** One argument as text, from the finished call or from its streaming JSON. */
function argument(tool: ToolItem, name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
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

import { lookPastSpace } from "../values/strings.ts";

/** An open code block: the backticks or tildes that opened it, and how far in it stands as part of a list item. */
export type Fence = { mark: string; indent: number };

/** The languages of code blocks in which models write calls. */
const toolLanguages = new Set([
  "tool_code",
  "tool_call",
  "tool_calls",
  "tool_request",
  "tool_use",
  "tool",
  "function_call",
  "function_calls",
]);
const jsonLanguages = new Set(["", "json", "jsonc", "json5"]);
const pythonLanguages = new Set(["", "python", "py", "python3"]);

export type FenceOpening = {
  fence: Fence;
  line: string;
  tool: boolean;
  json: boolean;
  python: boolean;
  /** It is no code block unless a call is in it: it ends on its line, as inline code does. */
  inline: boolean;
};

/** A line that opens a code block is no longer than this. */
const longestOpening = 200;
const opening = /(`{3,}|~{3,})([^\n]*)(\n?)/y;

/** The code block that opens at `at`, a line's first character or a list item's. */
export function fenceOpening(
  text: string,
  at: number,
  ended: boolean,
  indent: number,
): FenceOpening | "more" | undefined {
  const rest = text.slice(at, at + longestOpening);
  opening.lastIndex = 0;
  const found = opening.exec(rest);
  const mayGoOn = !ended && rest.length < longestOpening;
  if (!found) return mayGoOn && /^(?:`{1,2}|~{1,2})$/.test(rest) ? "more" : undefined;
  const [line, mark = "", info = "", end] = found;
  const language = /^\s*\{?\.?([\w+-]*)/.exec(info)?.[1]?.toLowerCase() ?? "";
  const fence: Fence = { mark, indent };
  const tool = toolLanguages.has(language);
  if (mark.startsWith("`") && info.includes("`")) {
    const start = tool ? /^`+\s*\w+[ \t]+(?=[^\s`])/.exec(line)?.[0] : undefined;
    return start === undefined ? undefined : { fence, line: start, tool, json: false, python: false, inline: true };
  }
  if (end === "" && !ended) return mayGoOn ? "more" : undefined;
  const json = jsonLanguages.has(language);
  return { fence, line, tool, json, python: pythonLanguages.has(language), inline: false };
}

/**
 * Where the code block ends whose closing line is expected at `at`, white space before it allowed: the position behind
 * that line. Undefined where something else stands there.
 * @param mark the signs that opened the block
 */
export function fenceEnd(text: string, at: number, mark: string, ended: boolean): number | "more" | undefined {
  const start = lookPastSpace(text, at);
  const closing = /(`+|~+)?([ \t]*\r?)(\n|<)?/y;
  const rest = text.slice(start, start + longestOpening);
  const [line = "", run = "", , end = ""] = closing.exec(rest) ?? [];
  const mayGoOn = !ended && rest.length < longestOpening && line.length === rest.length;
  if (run !== "" && run[0] !== mark[0]) return undefined;
  if (mayGoOn && end === "") return "more";
  if (run.length < mark.length || (end === "" && line.length < rest.length)) return undefined;
  return start + (end === "<" ? line.length - 1 : line.length);
}

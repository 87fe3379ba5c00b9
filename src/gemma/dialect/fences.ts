/** An open code block: the backticks or tildes that opened it. */
export type Fence = { mark: string };

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

export type FenceOpening = { fence: Fence; line: string; tool: boolean; json: boolean; python: boolean };

const opening = /(`{3,}|~{3,})([^\n]*)(\n?)/y;

/** The code block that opens at `at`, a line's first character. */
export function fenceOpening(text: string, at: number, ended: boolean): FenceOpening | "more" | undefined {
  opening.lastIndex = at;
  const found = opening.exec(text);
  const atEnd = (found ? opening.lastIndex : at + /^[`~]{0,3}/.exec(text.slice(at, at + 3))![0].length) >= text.length;
  if (!found) return atEnd && !ended ? "more" : undefined;
  const [line, mark = "", info = "", end] = found;
  if (mark.startsWith("`") && info.includes("`")) return undefined;
  if (end === "" && atEnd && !ended && line.length < 200) return "more";
  const language = /^\s*\{?\.?([\w+-]*)/.exec(info)?.[1]?.toLowerCase() ?? "";
  return {
    fence: { mark },
    line,
    tool: toolLanguages.has(language),
    json: jsonLanguages.has(language),
    python: pythonLanguages.has(language),
  };
}

/**
 * Where the code block ends whose closing line is expected at `at`, white space before it allowed: the position behind
 * that line. Undefined where something else stands there.
 */
export function fenceEnd(text: string, at: number, fence: Fence, ended: boolean): number | "more" | undefined {
  const char = fence.mark[0] ?? "`";
  let start = at;
  while (/\s/.test(text[start] ?? "")) start++;
  let end = start;
  while (text[end] === char) end++;
  if (end === text.length && !ended) return "more";
  if (end - start < fence.mark.length) return undefined;
  while (text[end] === " " || text[end] === "\t") end++;
  if (end === text.length) return ended ? end : "more";
  if (text[end] === "\r") end++;
  return text[end] === "\n" ? end + 1 : text[end] === "<" ? end : undefined;
}

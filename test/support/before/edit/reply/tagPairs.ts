import type { Replacement } from "../text/types.ts";

/** A replacement between tags, `<search>…</search><replace>…</replace>`. `end` is the index of its last line. */
export type TagPair = { edit: Replacement; end: number };

const oldNames = "search|find|original|before|old|old_?(?:string|str|text|code)";
const newNames = "replace|replacement|replace_with|updated|modified|after|new|new_?(?:string|str|text|code)";
const opensOld = new RegExp(`^\\s*<(${oldNames})>`, "i");
const opensNew = new RegExp(`^\\s*<(${newNames})>`, "i");

/** Whether a line begins with the tag of a text to be replaced. */
export const opensPair = (line: string): boolean => line.includes("<") && opensOld.test(line);

/** Reads the two texts that begin at a line, the second right behind the first; nothing if one is not closed. */
export function readTagPair(lines: readonly string[], at: number): TagPair | undefined {
  const search = readText(lines, at, lines[at] ?? "", opensOld);
  if (!search) return undefined;
  let next = search.end;
  let rest = search.rest;
  while (rest.trim() === "" && next + 1 < lines.length) rest = lines[++next] ?? "";
  const replacement = readText(lines, next, rest, opensNew);
  if (!replacement || replacement.rest.trim() !== "") return undefined;
  const whole = search.text === "" || search.text.endsWith("\n");
  const newText = replacement.text === "" || replacement.text.endsWith("\n") || !whole;
  return {
    edit: {
      oldText: search.text.trim() === "" ? "" : search.text,
      newText: newText ? replacement.text : `${replacement.text}\n`,
    },
    end: replacement.end,
  };
}

/** The text from a tag that opens `first` to the one that closes it: whole lines, if the tags stand on lines of their own. */
function readText(
  lines: readonly string[],
  at: number,
  first: string,
  opens: RegExp,
): { text: string; end: number; rest: string } | undefined {
  const open = opens.exec(first);
  if (!open) return undefined;
  const closing = `</${open[1] ?? ""}>`;
  const parts: string[] = [];
  for (let i = at; i < lines.length; i++) {
    const line = i === at ? first.slice(open[0].length) : (lines[i] ?? "");
    // One that opens again before it is closed was left open.
    if (i > at && opens.exec(line)?.[1] === open[1]) return undefined;
    const close = line.indexOf(closing);
    if (close < 0) {
      parts.push(line);
      continue;
    }
    parts.push(line.slice(0, close));
    return { text: textOf(parts), end: i, rest: line.slice(close + closing.length) };
  }
  return undefined;
}

function textOf(parts: readonly string[]): string {
  const [first = "", ...more] = parts;
  const last = more.at(-1);
  if (last === undefined) return first;
  const lines = first.trim() === "" ? more : parts;
  if (last.trim() !== "") return lines.join("\n");
  return lines.length > 1 ? `${lines.slice(0, -1).join("\n")}\n` : "";
}

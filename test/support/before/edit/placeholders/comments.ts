import { indentOf, isBlank } from "../text/lines.ts";

/** What a comment says, where it stands, and what it is like. */
export type Comment = {
  words: string;
  /** The lines it takes, from 0, end exclusive. */
  from: number;
  to: number;
  /** Code before it on its line; "" for a comment that has its lines for itself. */
  code: string;
  /** A line in brackets, or a sentence, without the marks of a comment. */
  bare?: "bracketed" | "prose";
};

/** No comment that stands for code is longer. */
const longest = 400;

const marks = /^(\/{2,}!?|#+!?|--+|;+|%+|'|\*(?=\s|$)|!(?=\s)|(?:rem|dnl)\b)\s*(.*)$/i;
const blocks =
  /\/\*+([^]{0,600}?)\*+\/|<!--([^]{0,600}?)-->|\{#([^]{0,600}?)#\}|"""([^]{0,600}?)"""|'''([^]{0,600}?)'''|\(\*([^]{0,600}?)\*\)|\{-([^]{0,600}?)-\}|--\[\[([^]{0,600}?)\]\]|<#([^]{0,600}?)#>|<%(?:#|--)([^]{0,600}?)(?:--)?%>|\{\{!(?:--)?([^]{0,600}?)(?:--)?\}\}|@\*([^]{0,600}?)\*@|^[ \t]*=begin\b([^]{0,600}?)^[ \t]*=end\b/gm;
/** A comment behind code, outside of quotes: the text is looked at only where it says something. */
const trailing = /^(.*?\S.*?)\s(?:\/\/|#(?!\{)|--|;(?=\s)|%(?=\s))\s*(\S.*)$/;
/** What people draw around a comment's words. */
const drawn = /^[-=*~_#/\s]+|[-=*~_#/\s]+$/g;

const wordsOf = (text: string): string =>
  text
    .split("\n")
    .map((line) => line.trim().replace(/^(?:\*+|\/\/+|#+)\s?/, ""))
    .join(" ")
    .replace(drawn, "");

/** The comments of a text, lines that go on with one another once more as one. */
export function commentsOf(lines: readonly string[]): Comment[] {
  const found: Comment[] = [];
  const add = (comment: Comment): void => {
    if (comment.words !== "" && comment.words.length <= longest) found.push(comment);
  };
  let run: { mark: string; indent: string; from: number; texts: string[] } | undefined;
  const endRun = (to: number): void => {
    if (run && run.texts.length > 1 && run.texts.length <= 8)
      add({ words: run.texts.join(" "), from: run.from, to, code: "" });
    run = undefined;
  };
  lines.forEach((line, i) => {
    const text = line.trim();
    const whole = text.length <= longest ? marks.exec(text) : null;
    const isSelector = /^[#*][\w-]*[^{}]*\{/.test(text);
    if (!whole || isSelector) {
      endRun(i);
      const bare = bareKind(text);
      if (bare) add({ words: text, from: i, to: i + 1, code: "", bare });
      const tail = line.length <= longest ? trailing.exec(line) : null;
      if (tail) add({ words: wordsOf(tail[2] ?? ""), from: i, to: i + 1, code: (tail[1] ?? "").trim() });
      return;
    }
    const words = wordsOf(whole[2] ?? "");
    const mark = whole[1] ?? "";
    if (run && (run.mark !== mark || run.indent !== indentOf(line))) endRun(i);
    run ??= { mark, indent: indentOf(line), from: i, texts: [] };
    run.texts.push(words);
    add({ words, from: i, to: i + 1, code: "" });
  });
  endRun(lines.length);
  found.push(...blockComments(lines));
  return found;
}

function blockComments(lines: readonly string[]): Comment[] {
  const text = lines.join("\n");
  if (!/\/\*|<!--|\{[#-]|"""|'''|\(\*|--\[\[|<[#%]|\{\{!|@\*|^[ \t]*=begin/m.test(text)) return [];
  const found: Comment[] = [];
  let [line, at] = [0, 0];
  for (const match of text.matchAll(blocks)) {
    for (; at < match.index; at++) if (text.charCodeAt(at) === 10) line++;
    const words = wordsOf(match.slice(1).find((each) => each !== undefined) ?? "");
    const to = line + match[0].split("\n").length;
    const start = text.lastIndexOf("\n", match.index - 1) + 1;
    const code = text
      .slice(start, match.index)
      .replace(/\{\s*$/, (brace) => (match[0].startsWith("/*") ? brace : ""))
      .trim();
    const behind = (lines[to - 1] ?? "").trim();
    const jsx = code === "{" && behind.endsWith("}");
    if (words !== "" && words.length <= longest) found.push({ words, from: line, to, code: jsx ? "" : code });
  }
  return found;
}

/** Whether a line without marks may stand for code: in brackets, or as a sentence. */
function bareKind(text: string): Comment["bare"] {
  if (text.length > 120 || isBlank(text)) return undefined;
  if (/^(?:\([^()]{3,}(?:\(\)[^()]*)*\)|\[[^[\]]{3,}\]|<[^<>/="]{3,}>)$/.test(text) && /\s|[^\x00-\x7f]/.test(text))
    return "bracketed";
  return /^\p{L}[\p{L}\p{M}\p{N}\s,'’()`_-]*[.:。]?$/u.test(text) && text.split(/\s+/).length >= 4
    ? "prose"
    : undefined;
}

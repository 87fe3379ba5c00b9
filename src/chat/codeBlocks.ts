import { turnsOf, type Transcript } from "../agent/transcript/transcript.ts";
import { namedAbove, namesFile, opensEdit } from "../edit/reply/announced.ts";

/** The actions of a code block's buttons. */
export const codeActions = ["apply", "run", "insert", "new-file"] as const;
export type CodeAction = (typeof codeActions)[number];

/** A code block in an answer: its turn, its item, and its lines [from, to) of that text, fences included. */
export type CodePlace = { turnId: string; item: number; from: number; to: number };

/** `text`: the whole text that contains the block. */
export type CodeBlockText = { text: string; from: number; to: number; info: string; code: string };

/**
 * The parts of a fence's info string: ```` ```ts src/a.ts ````, ```` ```ts title="a.ts" ````, ```` ```src/a.ts ````.
 */
export type FenceInfo = { language: string; file?: string };

const fileLike = /^[\w@.][\w@./\\-]*\.\w+$/;

/** Parses a fence's info string. `language` is in lower case, empty if not given. */
export function fenceInfo(info: string): FenceInfo {
  const [first = "", ...others] = info.trim().split(/\s+/);
  const titled = /(?:title|file|filename)=(?:"([^"]+)"|(\S+))/.exec(info);
  const named = titled?.[1] ?? titled?.[2] ?? [first, ...others].find((word) => fileLike.test(word));
  const language = named === first ? (/\.(\w+)$/.exec(first)?.[1] ?? "") : first.replace(/[{:,].*$/, "");
  return { language: language.toLowerCase(), ...(named !== undefined && { file: named }) };
}

const shells = new Set(
  "bash sh shell zsh fish console shellsession shell-session terminal powershell ps1 pwsh cmd bat batch".split(" "),
);

/**
 * The optional buttons of a block, decided from its opening, the text line above and its first lines. "apply": edits,
 * and code that names its file; a bare snippet doesn't say where it goes. "run": commands, but not shell scripts, whose
 * `set -e` or `exit` would end the terminal.
 */
export function offersOf(block: { info: string; above: string; head: string }): { apply: boolean; run: boolean } {
  const { info, above, head } = block;
  const { language } = fenceInfo(info);
  const isShell = shells.has(language);
  const apply = opensEdit(info, head) || namesFile(info, head) || (!isShell && namedAbove(above));
  return { apply, run: isShell && !apply };
}

/** The block at a place of the conversation, in its current state; undefined if there is none. */
export function blockAt(transcript: Transcript, { turnId, item, from, to }: CodePlace): CodeBlockText | undefined {
  const turn = turnsOf(transcript).find(({ id }) => id === turnId);
  const found = turn?.items[item];
  if (found?.type !== "text" && found?.type !== "thought") return undefined;
  const text = found.text.replaceAll(/\r\n?/g, "\n");
  const block = codeIn(text.split("\n"), from, to);
  return block && { text, from, to, ...block };
}

const opening = /^((?:[ \t]|>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*)(`{3,}|~{3,})([^\n]*)$/;

/** The code in lines [from, to), without fences and without the prefixes of lists and quotes around it. */
export function codeIn(lines: readonly string[], from: number, to: number): { info: string; code: string } | undefined {
  const [first, ...rest] = lines.slice(from, to);
  if (first === undefined) return undefined;
  const [, prefix = "", marks, info = ""] = opening.exec(first) ?? [];
  if (marks === undefined) return { info: "", code: joined(withoutIndent([first, ...rest])) };
  const body = rest.map((line) => inside(prefix, line));
  const closing = new RegExp(`^ {0,3}${marks.charAt(0)}{${marks.length},}[ \\t]*$`);
  if (body.length > 0 && closing.test(body.at(-1) ?? "")) body.pop();
  return { info: info.trim(), code: joined(body) };
}

const joined = (lines: readonly string[]): string => (lines.length > 0 ? `${lines.join("\n")}\n` : "");

/** A line without the prefix that its opening line has. */
function inside(prefix: string, line: string): string {
  let at = 0;
  for (const sign of prefix) {
    if (sign === ">") {
      const quoted = /^ {0,3}>/.exec(line.slice(at));
      if (quoted) at += quoted[0].length;
    } else if (line.charAt(at) === " " || line.charAt(at) === "\t") at++;
  }
  return line.slice(at);
}

/** Indented code without its common indentation. */
function withoutIndent(lines: readonly string[]): string[] {
  const last = lines.findLastIndex((line) => line.trim() !== "");
  const kept = lines.slice(0, last + 1);
  const widths = kept.filter((line) => line.trim() !== "").map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const width = Math.min(...widths);
  return kept.map((line) => line.slice(width));
}

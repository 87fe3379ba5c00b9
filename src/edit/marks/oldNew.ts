import { isBlank } from "../text/lines.ts";
import type { Replacement } from "../text/types.ts";

/** What comments call the text that goes, and the one that comes. */
const oldWords =
  "old|before|original|previous|current|existing|alt|vorher|bisher|avant|ancien|antes|antiguo|anterior|prima|vecchio|było|старое|было|до|旧|修改前|原来|原代码|変更前|修正前|이전|변경 전|수정 전";
const newWords =
  "new|after|updated|modified|changed|replacement|replaced (?:with|by)|replace with|fixed|improved|neu|nachher|après|nouveau|después|nuevo|ahora|depois|novo|dopo|nuovo|jest|новое|стало|после|新|修改后|新代码|変更後|修正後|이후|변경 후|수정 후";
const noun =
  "(?: (?:code|version|implementation|text|lines?|block|function|method|class|file|content|value|style|markup))?";
const marker = (words: string): RegExp =>
  new RegExp(`^(?:the |your )?(?:${words})${noun}(?: \\([^()]*\\))?\\s*[:：]?$`, "i");
const isOld = marker(oldWords);
const isNew = marker(newWords);

/** A comment's words without its marks, and without what is drawn around them. */
function wordsOf(line: string): string | undefined {
  const text = line.trim();
  if (text.length > 80) return undefined;
  const inside =
    /^(?:\/\*+(.*)\*\/|<!--(.*)-->|\{\s*\/\*(.*)\*\/\s*\}|\{#(.*)#\}|--\[\[(.*)\]\]|\(\*(.*)\*\))$/.exec(text) ??
    /^(?:\/{2,}|#+|--+|;+|%+|')(.*)$/.exec(text);
  const words = inside?.slice(1).find((each) => each !== undefined);
  return words
    ?.trim()
    .replace(/^[-=*~_#>\s[(]+|[-=*~_#<\s\])]+$/g, "")
    .trim();
}

const oldAt = (line: string): boolean => isOld.test(wordsOf(line) ?? "");
const newAt = (line: string): boolean => isNew.test(wordsOf(line) ?? "");

/**
 * Reads lines that are texts and their replacements, each below a comment (`// OLD:` … `// NEW:` …). `begins`: the first of
 * them is such a comment, and its like follows, so that the lines are no text of a file. `edits`: they are nothing else.
 */
export function readOldNew(lines: readonly string[]): { begins: boolean; edits: Replacement[] | undefined } {
  const first = lines.findIndex((line) => !isBlank(line));
  const begins = first >= 0 && oldAt(lines[first] ?? "") && lines.slice(first + 1).some(newAt);
  if (!begins) return { begins, edits: undefined };
  const edits: Replacement[] = [];
  let at = first;
  while (at < lines.length) {
    const middle = lines.findIndex((line, i) => i > at && newAt(line));
    if (middle < 0 || lines.slice(at + 1, middle).some(oldAt)) return { begins, edits: undefined };
    const next = lines.findIndex((line, i) => i > middle && oldAt(line));
    const end = next < 0 ? lines.length : next;
    if (lines.slice(middle + 1, end).some(newAt)) return { begins, edits: undefined };
    const [oldText, newText] = [textOf(lines.slice(at + 1, middle)), textOf(lines.slice(middle + 1, end))];
    if (oldText === "") return { begins, edits: undefined };
    edits.push({ oldText, newText });
    at = end;
  }
  return { begins, edits };
}

/** Whole lines, without the empty ones around them. */
function textOf(lines: readonly string[]): string {
  const from = lines.findIndex((line) => !isBlank(line));
  const to = lines.findLastIndex((line) => !isBlank(line)) + 1;
  return from < 0 ? "" : `${lines.slice(from, to).join("\n")}\n`;
}

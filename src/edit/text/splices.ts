import type { TextEdit } from "./types.ts";
import { splitsCharacter } from "./typography.ts";

/** The edit without what it leaves as it is, both ends; nothing if it changes nothing. */
export function minimal(doc: string, edit: TextEdit): TextEdit | undefined {
  const old = doc.slice(edit.start, edit.end);
  const { text } = edit;
  if (old === text) return undefined;
  const most = Math.min(old.length, text.length);
  let head = 0;
  while (head < most && old.charCodeAt(head) === text.charCodeAt(head)) head++;
  while (head > 0 && (splitsCharacter(old, head) || splitsCharacter(text, head))) head--;
  let tail = 0;
  while (tail < most - head && old.charCodeAt(old.length - 1 - tail) === text.charCodeAt(text.length - 1 - tail))
    tail++;
  while (tail > 0 && (splitsCharacter(old, old.length - tail) || splitsCharacter(text, text.length - tail))) tail--;
  return { start: edit.start + head, end: edit.end - tail, text: text.slice(head, text.length - tail) };
}

/** The text after ascending splices that do not overlap. */
export function splice(doc: string, edits: readonly TextEdit[]): string {
  // Few pieces make a rope for nothing; many are joined at once.
  if (edits.length > 100) {
    const parts: string[] = [];
    let at = 0;
    for (const edit of edits) {
      parts.push(doc.slice(at, edit.start), edit.text);
      at = edit.end;
    }
    return parts.join("") + doc.slice(at);
  }
  let text = "";
  let at = 0;
  for (const edit of edits) {
    text += doc.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return text + doc.slice(at);
}

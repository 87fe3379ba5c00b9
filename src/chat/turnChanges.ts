import type { FileDiff } from "../agent/transcript/turnEvent.ts";
import type { Transcript, Turn } from "../agent/transcript/transcript.ts";
import { turnsOf } from "../agent/transcript/transcript.ts";

/** What a turn did to one file, edit by edit; the lines of later diffs are those that earlier ones left. */
export type ChangedFile = { path: string; diffs: readonly FileDiff[] };

/** The files that a turn changed, those of its tasks included, in the order of their first change. */
export function changesOf(turn: Turn): ChangedFile[] {
  const files = new Map<string, FileDiff[]>();
  for (const diff of diffsOf(turn)) files.set(diff.path, [...(files.get(diff.path) ?? []), diff]);
  return [...files].map(([path, diffs]) => ({ path, diffs }));
}

/** The last turn that changed files. */
export const lastChange = (transcript: Transcript): Turn | undefined =>
  turnsOf(transcript).findLast((turn) => diffsOf(turn).length > 0);

function diffsOf({ items }: Turn): FileDiff[] {
  return items.flatMap((item) => {
    if (item.type !== "tool") return [];
    const inTasks = (item.tasks ?? []).flatMap(({ transcript }) => turnsOf(transcript).flatMap(diffsOf));
    const own = item.diff ? [item.diff] : (item.diffs ?? []);
    return item.state === "done" ? [...inTasks, ...own] : inTasks;
  });
}

/**
 * Edits of one file as a model reads them: hunks whose kept and added lines begin with their number in the new text.
 */
export const numberedDiff = (diffs: readonly FileDiff[]): string => diffs.flatMap(hunksText).join("\n");

function hunksText({ hunks, omitted = 0 }: FileDiff): string[] {
  const lines = hunks.flatMap(({ newStart, lines: all }) => {
    let at = newStart;
    return [
      `@@ line ${newStart}`,
      ...all.map(({ kind, text }) => (kind === "removed" ? `     -${text}` : numbered(at++, kind, text))),
    ];
  });
  return omitted > 0 ? [...lines, `(${omitted} more lines are left out.)`] : lines;
}

const numbered = (line: number, kind: "same" | "added", text: string): string =>
  `${String(line).padStart(4)} ${kind === "added" ? "+" : " "}${text}`;

/**
 * The line of today's text that a remark means, counted from 0. The text of the line it names, as it was shown, is looked
 * for near that number, because later edits move lines. Without it, the number counts, within the text.
 * @param line as the reviewer names it, from 1
 * @param now the file's lines today
 */
export function lineNow(diffs: readonly FileDiff[], line: number, now: readonly string[]): number {
  const wanted = Math.min(Math.max(line - 1, 0), Math.max(now.length - 1, 0));
  const shown = diffs.flatMap(({ hunks }) => hunks.flatMap((hunk) => textAt(hunk, line))).at(-1);
  if (shown === undefined || shown.trim() === "" || now[wanted] === shown) return wanted;
  for (let distance = 1; distance < now.length; distance++) {
    for (const at of [wanted - distance, wanted + distance]) if (now[at] === shown) return at;
  }
  return wanted;
}

function textAt({ newStart, lines }: FileDiff["hunks"][number], line: number): string[] {
  const left = lines.filter(({ kind }) => kind !== "removed");
  const found = left[line - newStart];
  return found === undefined ? [] : [found.text];
}

import { lineDiff } from "../diff/lineDiff.ts";
import { isFormatted, slackBetween } from "./slack.ts";

/**
 * A text that was made from `was`, made from `is` instead, which differs from `was` in layout alone (a formatter was at
 * work, blanks at line ends were taken away): the lines it shares with `was` are those of `is`. The text as it is where
 * the lines of both cannot be paired.
 */
export function rebased(text: string, was: string, is: string): string {
  if (was === is) return text;
  const [from, to, lines] = [was, is, text].map((each) => each.split(/\r?\n/)) as [string[], string[], string[]];
  const isSame = (line: string, other: string) => slackBetween(line, other) !== undefined || isFormatted(line, other);
  if (from.length !== to.length || !from.every((line, at) => isSame(line, to[at] ?? ""))) return text;
  const lineBreak = is.includes("\r\n") || (!is.includes("\n") && text.includes("\r\n")) ? "\r\n" : "\n";
  const result: string[] = [];
  let at = 0;
  for (const hunk of lineDiff(from, lines)) {
    result.push(...to.slice(at, hunk.beforeStart), ...lines.slice(hunk.afterStart, hunk.afterEnd));
    at = hunk.beforeEnd;
  }
  return [...result, ...to.slice(at)].join(lineBreak);
}

import { KnownFiles } from "../paths/knownFiles.ts";
import { isExcerpt, pathFromComment, pathFromInfo } from "./pathInfo.ts";
import { mentionedPaths, pathFromSentence, readPathLine } from "../paths/pathLines.ts";
import { opensBlock } from "./searchBlocks.ts";
import { isDiffFence } from "./wholeFiles.ts";

/**
 * Whether a fence looks like an edit from its opening and first lines, while its end and the workspace's files are not
 * known. Cheap and generous: what it is in the end, `parseEdits` tells.
 */
export function opensEdit(info: string, head: string): boolean {
  const lines = head.split("\n");
  return (
    isDiffFence(info, lines) ||
    lines.some((line) => opensBlock(line) || /^\s*\*\*\* (?:Begin Patch|(?:Update|Add|Delete) File:)/.test(line))
  );
}

/** Whether a fence's opening or its first line names its file. */
export function namesFile(info: string, head: string): boolean {
  if (isExcerpt(info)) return false;
  if (pathFromInfo(info) !== undefined) return true;
  const comment = pathFromComment(head.split("\n", 1)[0] ?? "", info);
  return comment?.includes(".") === true;
}

/** Whether the line above a fence names a file that follows as a whole. */
export function namedAbove(line: string): boolean {
  const stated = readPathLine(line);
  if (stated) return !stated.part;
  const mentioned = mentionedPaths(line, new KnownFiles([]));
  return mentioned.length > 0 && pathFromSentence(line, new KnownFiles(mentioned)) !== undefined;
}

import { KnownFiles } from "../paths/knownFiles.ts";
import { ReplyReader, type Found } from "./replyReader.ts";
import type { Edit } from "../text/types.ts";

export type ParsedEdit = { path?: string; edit: Edit };

/**
 * Takes the edits out of a model's prose, in their order.
 *
 * - SEARCH/REPLACE blocks, in fences or not; the path stands on a line before them, or is the one before, or the only
 *   one known. All blocks of one file make one edit (all or none).
 * - V4A patches and unified diffs; one edit per file, which holds that file's section alone.
 * - Whole files in fences, where a path stands in the info string, alone on the line before, or in a comment on the
 *   first line (which is then no part of the file), or where the sentence before announces a file as a whole.
 *
 * Nothing else is an edit: no fence without a path (even if one file only is known) or under a line that announces a
 * part ("In a.ts:"), no excerpt, no block or fence that is not closed, no example of the formats inside other text.
 * `knownPaths`: the workspace's paths; a path of the reply that means one of them is given as that.
 */
export function parseEdits(reply: string, options: { knownPaths?: string[] } = {}): ParsedEdit[] {
  return parseEditsWithin(reply, { from: 0, to: Infinity }, options);
}

/** The same for the edits alone that begin within the lines [from, to), counted from 0; what is around them may name their files. */
export function parseEditsWithin(
  reply: string,
  { from, to }: { from: number; to: number },
  options: { knownPaths?: readonly string[] } = {},
): ParsedEdit[] {
  const reader = new ReplyReader(reply.replaceAll("\r\n", "\n").split("\n"), new KnownFiles(options.knownPaths ?? []));
  return merged(reader.read().found.filter(({ line }) => line >= from && line < to));
}

function merged(found: readonly Found[]): ParsedEdit[] {
  const edits: ParsedEdit[] = [];
  for (const { path, edit } of found) {
    const last = path === undefined ? undefined : edits.findLast((each) => each.path === path);
    if (edit.kind === "replace" && last?.edit.kind === "replace") last.edit.edits.push(...edit.edits);
    else edits.push(path === undefined ? { edit } : { path, edit });
  }
  return edits;
}

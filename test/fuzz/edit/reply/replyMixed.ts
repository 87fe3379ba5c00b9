import { lineDiff } from "../../../../src/edit/diff/lineDiff.ts";
import type { Random } from "../editRandom.ts";
import { blocksOf, fenced, headings, isText, rows, type File, type Style } from "./replyStyles.ts";

/** What may stand between two edits of a file and is neither edit nor code. */
export function remark(r: Random, path: string): string {
  if (isText(path)) return "<!-- and -->";
  return r.pick(["// and then", "/* the next */", "# and", "-- more", "<!-- and -->", "/*\n * and\n */"]);
}

/** Edits of one file as lines, in a form that may stand inside a tag or a fence of the file's own. */
function edits(r: Random, target: File): string[] | undefined {
  const blocks = blocksOf(r, target);
  const parts = rows(target, 1 + r.int(3));
  if (!blocks || !parts) return undefined;
  const hunks = parts.flatMap((part) => [r.pick(["@@", "@@ ... @@", "@@ -1,3 +1,4 @@"]), ...part]);
  switch (r.int(6)) {
    case 0:
    case 1:
      return blocks.flatMap((block, i) => [
        ...(i > 0 && r.chance(60) ? remark(r, target.path).split("\n") : []),
        ...block,
      ]);
    case 2:
      return [...(isText(target.path) || r.chance(60) ? [] : [remark(r, target.path).replace(/^--/, "%")]), ...hunks];
    case 3:
      return [`--- a/${target.path}`, `+++ b/${target.path}`, ...hunks];
    case 4:
      return [
        "*** Begin Patch",
        `*** Update File: ${target.path}`,
        ...parts.flatMap((part) => ["@@", ...part]),
        "*** End Patch",
      ];
    default: {
      // Rows without any header.
      const [only, more] = parts;
      return only &&
        !more &&
        !isText(target.path) &&
        only.some((row) => row.startsWith("+")) &&
        only.some((row) => /^ \S/.test(row))
        ? only
        : blocks.flat();
    }
  }
}

/** Edits between tags that name their file. */
export const asTaggedEdits: Style = (r, target) => {
  const inner = edits(r, target);
  // Nobody mixes tags with fences that only a tag's text opens.
  if (!inner || inner.some((line) => /^\s*(?:`{3}|~{3})/.test(line))) return undefined;
  const { path } = target;
  const [open, close] = r.pick([
    [`<file path="${path}">`, "</file>"],
    [`<edit path="${path}">`, "</edit>"],
    [`<replace_in_file>\n<path>${path}</path>\n<diff>`, "</diff>\n</replace_in_file>"],
    [`<path>${path}</path>\n<content>`, "</content>"],
  ]);
  const body = r.chance(30) ? fenced(r, r.pick(["diff", "", "ts"]), inner).split("\n") : inner;
  return [open ?? "", ...body, close ?? ""].join("\n");
};

/** Edits in a fence of the file's language, below its name. */
export const asMixedFence: Style = (r, target) => {
  const inner = edits(r, target);
  return inner && `${r.pick(headings(target.path))}\n${fenced(r, r.pick(["ts", "", "python"]), inner)}`;
};

/** Replacements between tags. */
export const asPairs: Style = (r, target) => {
  const blocks = rows(target, 1);
  if (!blocks || lineDiff(target.before, target.after).length === 0) return undefined;
  const side = (part: readonly string[], mark: string): string[] =>
    part.filter((row) => row.startsWith(" ") || row.startsWith(mark)).map((row) => row.slice(1));
  const [old, now] = r.pick([
    ["search", "replace"],
    ["old_string", "new_string"],
    ["old_text", "new_text"],
  ]);
  const pairs = blocks.map((part) => [
    `<${old}>`,
    ...side(part, "-"),
    `</${old}>`,
    `<${now}>`,
    ...side(part, "+"),
    `</${now}>`,
  ]);
  return [`<edit path="${target.path}">`, ...pairs.flat(), "</edit>"].join("\n");
};

import { lineDiff } from "../../../../src/edit/diff/lineDiff.ts";
import type { Random } from "../editRandom.ts";
import { asTaggedEdits, remark } from "./replyMixed.ts";
import { blocksOf, fenced, headings, isBlank, isText, newLines, rows, widened, type Style } from "./replyStyles.ts";

/** Lines of a fence below the file's name. */
const below = (r: Random, path: string, lines: readonly string[]): string =>
  `${r.pick(headings(path))}\n${fenced(r, r.pick(["ts", "", "python"]), lines)}`;

/** Texts and their replacements below comments. */
const asOldNew: Style = (r, target) => {
  const hunks = lineDiff(target.before, target.after);
  const places = widened(target, hunks, r.int(3));
  if (!places || places.length === 0 || isText(target.path)) return undefined;
  const [old, now] = r.pick([
    ["// OLD:", "// NEW:"],
    ["# BEFORE:", "# AFTER:"],
    ["/* before */", "/* after */"],
    ["// Original code:", "// Updated code:"],
    ["-- vorher --", "-- nachher --"],
    ["<!-- old -->", "<!-- new -->"],
    ["# 修改前", "# 修改后"],
  ]);
  const texts = hunks.map((hunk, i) => {
    const place = places[i] ?? { from: 0, to: 0 };
    return [target.before.slice(place.from, place.to), newLines(target, hunk, place)] as const;
  });
  // Fences among comments are edits of their own. Empty lines around a text belong to the fence.
  if (texts.flat(2).some((line) => /^\s*(?:`{3}|~{3})/.test(line))) return undefined;
  const isLoose = (lines: readonly string[]): boolean => isBlank(lines[0] ?? "x") || isBlank(lines.at(-1) ?? "x");
  if (texts.some(([before, after]) => isLoose(before) || isLoose(after) || before.length === 0)) return undefined;
  const gap = r.chance(40) ? [""] : [];
  return below(
    r,
    target.path,
    texts.flatMap(([before, after]) => [old ?? "", ...before, ...gap, now ?? "", ...after, ...gap]),
  );
};

/** Tags with edits in a fence of their own. */
const asTagFence: Style = (r, target) => {
  const tags = asTaggedEdits(r, target);
  return tags && /^<(?:file|edit) /.test(tags) ? fenced(r, r.pick(["xml", "", "html"]), tags.split("\n")) : undefined;
};

/** Blocks behind a tag that is not closed. */
const asOpenTag: Style = (r, target) => {
  const blocks = blocksOf(r, target);
  return blocks && [`<file path="${target.path}">`, ...blocks.flat()].join("\n");
};

/** Hunks without names, and without a fence. */
const asProseHunks: Style = (r, target) => {
  const parts = rows(target, 1 + r.int(3));
  const count = (part: readonly string[], mark: string): number =>
    part.filter((row) => row[0] === " " || row[0] === mark).length;
  const hunks = parts?.flatMap((part) => [
    `@@ -${1 + r.int(40)},${count(part, "-")} +${1 + r.int(40)},${count(part, "+")} @@`,
    ...part,
  ]);
  return hunks && `${r.pick(headings(target.path))}\n${r.chance(50) ? "\n" : ""}${hunks.join("\n")}`;
};

/** The rows of a diff beside comments. */
const asRemarkedRows: Style = (r, target) => {
  const [only, more] = rows(target, 1 + r.int(3)) ?? [];
  if (!only || more || isText(target.path) || !only.some((row) => row.startsWith("+"))) return undefined;
  const beside = (): string[] => {
    const text = remark(r, target.path);
    return r.chance(60) && /^[^-\n]+$/.test(text) ? [text] : [];
  };
  return below(r, target.path, [...beside(), ...only, ...beside()]);
};

export const looseStyles: readonly Style[] = [asOldNew, asTagFence, asOpenTag, asProseHunks, asRemarkedRows];

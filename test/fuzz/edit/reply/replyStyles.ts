import { lineDiff, type LineHunk } from "../../../../src/edit/diff/lineDiff.ts";
import { looseMatches, type Random } from "../editRandom.ts";

/** A file before and after, as lines without breaks, and its text. */
export type File = { path: string; before: string[]; after: string[]; text: string };

/** Whether a file may hold examples of edits, or titles underlined as a block is divided. */
export const isText = (path: string): boolean => /\.(?:md|txt)$/.test(path);

export const headings = (path: string): string[] => [
  path,
  `**${path}**`,
  `### ${path}`,
  `### \`${path}\``,
  `\`${path}\`:`,
  `File: ${path}`,
  `**File:** \`${path}\``,
  `#### 2. \`${path}\``,
  `Updated \`${path}\`:`,
  `Here is the complete \`${path}\`:`,
];

/** A fence that no line of the text closes. */
export function fenced(r: Random, info: string, lines: readonly string[]): string {
  const sign = r.pick(["`", "`", "~"]);
  const runs = lines.map((line) => /^\s*([`~]{3,})/.exec(line)?.[1] ?? "").filter((run) => run.startsWith(sign));
  const marks = sign.repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return [`${marks}${info}`, ...lines, marks].join("\n");
}

/** The hunks with enough lines around each that it stands once in the file; nothing where that cannot be. */
export function widened(
  { before }: File,
  hunks: readonly LineHunk[],
  least: number,
): { from: number; to: number }[] | undefined {
  const places: { from: number; to: number }[] = [];
  for (const { beforeStart, beforeEnd } of hunks) {
    let [from, to] = [Math.max(0, beforeStart - least), Math.min(before.length, beforeEnd + least)];
    while (looseMatches(before, before.slice(from, to)) !== 1 || before.slice(from, to).every(isBlank)) {
      if (from === 0 && to === before.length) return undefined;
      from = Math.max(0, from - 1);
      to = Math.min(before.length, to + 1);
    }
    if (from <= (places.at(-1)?.to ?? -1)) return undefined;
    places.push({ from, to });
  }
  return places;
}

/** The place of a hunk as it is afterwards. */
export const newLines = (
  { before, after }: File,
  hunk: LineHunk,
  { from, to }: { from: number; to: number },
): string[] => [
  ...before.slice(from, hunk.beforeStart),
  ...after.slice(hunk.afterStart, hunk.afterEnd),
  ...before.slice(hunk.beforeEnd, to),
];

export type Style = (r: Random, file: File) => string | undefined;

export const isBlank = (line: string): boolean => line.trim() === "";

export const asWhole: Style = (r, { path, after }) => {
  if (after.every(isBlank)) return undefined;
  const info = r.pick(["", "ts", "text"]);
  if (!/\s/.test(path) && r.chance(30)) return fenced(r, `${info === "" ? "ts" : info} ${path}`, after);
  return `${r.pick(headings(path))}\n${r.chance(50) ? "\n" : ""}${fenced(r, info, after)}`;
};

/** The SEARCH/REPLACE blocks of a change, each as its lines. */
export function blocksOf(r: Random, target: File): string[][] | undefined {
  const hunks = lineDiff(target.before, target.after);
  const places = widened(target, hunks, r.int(3));
  if (!places || places.length === 0) return undefined;
  const [open, close] = r.pick([
    ["<<<<<<< SEARCH", ">>>>>>> REPLACE"],
    ["------- SEARCH", "+++++++ REPLACE"],
    ["<<<<<<<<< SEARCH", ">>>>>>>>> REPLACE"],
    ["<<<< SEARCH", ">>>> REPLACE"],
  ]);
  return hunks.map((hunk, i) => {
    const place = places[i] ?? { from: 0, to: 0 };
    const search = target.before.slice(place.from, place.to);
    // A hint that is wrong does no harm where there is one place.
    const hint = r.int(6);
    const start =
      hint === 0
        ? [`${open} line=${r.int(40)}`]
        : hint === 1
          ? [`${open}`, `:start_line:${r.int(40)}`, "-------"]
          : [`${open}`];
    const replace = newLines(target, hunk, place);
    // A second divider is no part of the new text, which says so by being there.
    const extra = r.chance(10) && !isText(target.path) && !replace.every(isBlank) ? ["======="] : [];
    return [...start, ...search, "=======", ...replace, ...extra, close ?? ""];
  });
}

export const asBlocks: Style = (r, target) => {
  const blocks = blocksOf(r, target);
  if (!blocks) return undefined;
  const heading = r.pick(headings(target.path));
  const indent = r.chance(15) ? "   " : "";
  const between = r.chance(30) ? "\n\nAnd then:\n\n" : "\n\n";
  const body = r.chance(60)
    ? blocks.map((block) => fenced(r, r.pick(["", "ts"]), block)).join(between)
    : blocks.map((block) => block.join("\n")).join(between);
  return `${heading}\n${r.chance(50) ? "\nChange it so.\n\n" : ""}${body}`.replace(/^(?=.)/gm, indent);
};

export function rows(target: File, context: number): string[][] | undefined {
  const hunks = lineDiff(target.before, target.after);
  const places = widened(target, hunks, context);
  if (!places || places.length === 0) return undefined;
  return hunks.map(({ beforeStart, beforeEnd, afterStart, afterEnd }, i) => {
    const { from, to } = places[i] ?? { from: 0, to: 0 };
    return [
      ...target.before.slice(from, beforeStart).map((line) => ` ${line}`),
      ...target.before.slice(beforeStart, beforeEnd).map((line) => `-${line}`),
      ...target.after.slice(afterStart, afterEnd).map((line) => `+${line}`),
      ...target.before.slice(beforeEnd, to).map((line) => ` ${line}`),
    ];
  });
}

/** The rows with some lines of context that lost their mark: such as cannot be taken for anything else. */
function withFewerMarks(r: Random, part: readonly string[]): string[] {
  return part.map((row) => (/^ [^\s+\-@\\`~#*]/.test(row) && r.chance(50) ? row.slice(1) : row));
}

export const asDiff: Style = (r, target) => {
  const parts = rows(target, 1 + r.int(3));
  if (!parts) return undefined;
  const git = r.chance(40) && !/\s/.test(target.path);
  const isFenced = r.chance(70);
  // Behind a fence nothing can be taken for more of the diff.
  const counted = !isFenced || r.chance(60);
  const marked = !isFenced || r.chance(70);
  const header = (part: readonly string[]): string[] => {
    const count = (mark: string): number => part.filter((row) => row[0] === " " || row[0] === mark).length;
    if (counted) return [`@@ -${1 + r.int(40)},${count("-")} +${1 + r.int(40)},${count("+")} @@`];
    if (parts.length === 1 && r.chance(50)) return [];
    // Behind the rows that its numbers tell, a line without a mark is no sure part of a hunk.
    if (!marked) return [r.pick(["@@", "@@ ... @@"])];
    return [r.pick(["@@", "@@ ... @@", `@@ -${1 + r.int(40)},${r.int(9)} +${1 + r.int(40)},${r.int(9)} @@`])];
  };
  const names = r.chance(20) && isFenced ? [] : [`--- a/${target.path}`, `+++ b/${target.path}`];
  const lines = [
    ...(git && names.length > 0
      ? [`diff --git a/${target.path} b/${target.path}`, "index 1234567..89abcde 100644"]
      : []),
    ...names,
    ...parts.flatMap((part) => [...header(part), ...(marked ? part : withFewerMarks(r, part))]),
  ];
  const above = names.length === 0 ? `${r.pick(headings(target.path))}\n` : "";
  return above + (isFenced ? fenced(r, "diff", lines) : lines.join("\n"));
};

export const asPatch: Style = (r, target) => {
  const parts = rows(target, 1 + r.int(3));
  if (!parts) return undefined;
  const lines = [
    "*** Begin Patch",
    `*** Update File: ${target.path}`,
    ...parts.flatMap((part) => ["@@", ...part]),
    r.pick(["*** End Patch", "*** End Patch", "*** End of Patch"]),
  ];
  return r.pick([
    lines.join("\n"),
    fenced(r, r.pick(["", "patch", "diff"]), lines),
    ["```bash", "apply_patch <<'EOF'", ...lines, "EOF", "```"].join("\n"),
  ]);
};

export const asTagged: Style = (r, { path, after }) => {
  // A fence around all of it would be one of the answer; and nobody mixes tags with fences that only a tag's text opens.
  if (after.every(isBlank) || after.some((line) => /^\s*(?:`{3}|~{3})/.test(line))) return undefined;
  const [open, close] = r.pick([
    [`<file path="${path}">`, "</file>"],
    [`<write_to_file>\n<path>${path}</path>\n<content>`, "</content>\n</write_to_file>"],
    [`<path>${path}</path>\n<content><![CDATA[`, "]]></content>"],
  ]);
  return [open ?? "", ...after, close ?? ""].join("\n");
};

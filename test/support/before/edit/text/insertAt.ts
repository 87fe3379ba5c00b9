import { measureUnit } from "./indentation.ts";
import { indentOf, isBlank } from "./lines.ts";

/** Where code goes in: the text of the line before it, the text of the line behind it, and what it takes the place of. */
export type InsertPlace = {
  before: string;
  replaced: string;
  after: string;
  /** One level of the file's indentation: a tab or spaces. */
  indent: string;
};

/**
 * A block's code as it goes in at a place. It ends without a break. Further lines take the place's indentation,
 * in the file's own kind. A break stays at the end where whole lines are replaced, or where the code goes in
 * before all text of a line.
 */
export function insertedCode(code: string, { before, replaced, after, indent }: InsertPlace): string {
  const lines = code.replaceAll("\r\n", "\n").replace(/\n+$/, "").split("\n");
  if (before === "" && indentOf(lines[0] ?? "") !== "") return ended(lines, { before, replaced, after });
  const base = indentOf(before);
  const common = commonIndent(lines);
  const relative = lines.map((line) => (isBlank(line) ? "" : line.slice(common.length)));
  // A place that is indented by tabs says more than what the editor found out about the file.
  const own = inKindOf(base.includes("\t") ? "\t" : indent, relative);
  const placed = own.map((line, at) => (at === 0 || line === "" ? line : base + line));
  return ended(placed, { before, replaced, after });
}

function ended(lines: readonly string[], { before, replaced, after }: Omit<InsertPlace, "indent">): string {
  const text = lines.join("\n");
  if (replaced.endsWith("\n")) return `${text}\n`;
  const isOwnLine = isBlank(before) && !isBlank(after);
  return isOwnLine ? `${text}\n${before}` : text;
}

/** The indentation that all lines have; blank ones say nothing. */
function commonIndent(lines: readonly string[]): string {
  const indents = lines.filter((line) => !isBlank(line)).map(indentOf);
  let common = indents[0] ?? "";
  for (const indent of indents) while (!indent.startsWith(common)) common = common.slice(0, -1);
  return common;
}

/** Lines whose levels are written as the file writes them; lines that do not fall on levels stay as they are. */
function inKindOf(indent: string, lines: readonly string[]): readonly string[] {
  const indents = lines.map(indentOf);
  const hasTabs = indents.some((each) => each.includes("\t"));
  if (hasTabs && indents.some((each) => each.includes(" "))) return lines;
  const unit = hasTabs ? 1 : measureUnit(lines);
  if (indents.some((each) => each.length % unit !== 0)) return lines;
  return lines.map((line, at) => {
    const own = indents[at] ?? "";
    return indent.repeat(own.length / unit) + line.slice(own.length);
  });
}

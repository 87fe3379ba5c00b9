import type { Blocks } from "./blocks.ts";

/** A line of signs may start anything: a list, a rule, or the underline of a heading. */
const onlyMarkup = /^(?:[\s\-=*_#>+`~|:]*|\s*\d{1,9}[.)]?\s*)$/;
const maybeClosing = /^ {0,3}[`~]*[ \t]*$/;

/**
 * What to show of an unfinished end so that it doesn't flicker. Undecided signs are held back; unfinished emphasis,
 * code and links look finished. Never used for finished text.
 */
export function presentable({ open, rest }: Blocks): string {
  if (open.type === "fence") {
    const held = rest.trim() === "" ? "" : (open.nest?.held ?? "");
    return open.code + (maybeClosing.test(rest) ? "" : held + rest);
  }
  const lines = withoutTableHead(open.lines, rest);
  if (lines !== open.lines) return lines;
  return onlyMarkup.test(rest) ? lines : lines + closeInline(rest);
}

/** A table is shown once its second line is complete; before, its head would look like text with bars. */
function withoutTableHead(lines: string, rest: string): string {
  const start = lines.lastIndexOf("\n", lines.length - 2) + 1;
  const before = lines.slice(0, start);
  const isHead = lines.startsWith("|", start) && /(^|\n)[ \t]*\n?$/.test(before) && onlyMarkup.test(rest);
  return isHead ? before : lines;
}

/** Closes what a line left open: a link shows only its label; code and emphasis are closed. */
export function closeInline(line: string): string {
  const text = line.replace(/!?\[([^\][]*)\]\([^()\s]*$/, "$1");
  const code = text.split("`");
  if (code.length % 2 === 0) {
    const inside = code.at(-1) ?? "";
    return inside.trim() === "" ? code.slice(0, -1).join("`") : text + "`";
  }
  const outside = code.filter((_, at) => at % 2 === 0).join("");
  const open = outside.split("**").length % 2 === 0;
  if (!open) return text.endsWith("*") && !text.endsWith("**") ? text.slice(0, -1) : text;
  const bare = text.trimEnd();
  if (bare.endsWith("**")) return bare.slice(0, -2);
  return bare.replace(/\*$/, "") + "**";
}

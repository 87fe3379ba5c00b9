import type { PendingHunk } from "../../edit/pendingHunks.ts";

/** Lines of unchanged text shown around a change. */
const CONTEXT_LINES = 2;

/** A change as Markdown: a `diff` block, which the editor shows in its diff colours. `open`: lines still being written. */
export function diffBody(text: string, hunks: readonly PendingHunk[], open: readonly string[] = []): string {
  const parts: string[] = [];
  hunks.forEach((hunk, at) => {
    const before = linesIn(text.slice(hunks[at - 1]?.end ?? 0, hunk.start));
    const after = linesIn(text.slice(hunk.end, hunks[at + 1]?.start ?? text.length));
    parts.push(
      ...(at === 0 ? before.slice(-CONTEXT_LINES).map((line) => `  ${line}`) : []),
      ...linesIn(hunk.original).map((line) => `- ${line}`),
      ...linesIn(text.slice(hunk.start, hunk.end)).map((line) => `+ ${line}`),
      ...(at === hunks.length - 1 && open.length > 0 ? [] : shortened(after, at === hunks.length - 1)),
    );
  });
  parts.push(...open.map((line) => `+ ${line}`));
  const longest = Math.max(2, ...[...parts.join("\n").matchAll(/`+/g)].map((run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  return `${fence}diff\n${parts.join("\n")}\n${fence}`;
}

/** Unchanged lines between two changes, without the middle of many. */
function shortened(lines: readonly string[], last: boolean): string[] {
  if (last) return lines.slice(0, CONTEXT_LINES).map((line) => `  ${line}`);
  if (lines.length <= 2 * CONTEXT_LINES + 1) return lines.map((line) => `  ${line}`);
  return [...lines.slice(0, CONTEXT_LINES), "…", ...lines.slice(-CONTEXT_LINES)].map((line) => `  ${line}`);
}

/** The lines of a stretch of whole lines, without their breaks; also where the break stands in front of the last one. */
const linesIn = (text: string): string[] => {
  const inner = text.replace(/^(\r?\n)(?=[^]*[^\n]$)/, "").replace(/\r?\n$/, "");
  return text === "" ? [] : inner.split(/\r?\n/);
};

import { opensBlock, readSearchBlock } from "./searchBlocks.ts";

/** Whether a fence with a path can be the file itself: it has text, is no session of a shell or its output, and no broken edit. */
export function isWholeFile(info: string, path: string, body: readonly string[]): boolean {
  if (body.every((line) => line.trim() === "")) return false;
  if (
    isSession(info) &&
    !/\.(?:sh|bash|zsh|fish|ps1|bat|cmd|log|env|profile)$|(?:^|\/)(?:[\w-]+|\.[\w.-]+)$/i.test(path)
  )
    return false;
  return !hasLooseMarkers(body);
}

/** Whether a fence is one for commands or what they print, sooner than for a file. */
export const isSession = (info: string): boolean =>
  /^(?:bash|sh|shell|zsh|fish|console|powershell|ps1|pwsh|cmd|bat|terminal|output|stdout|log)\b/i.test(info);

/** Whether lines of an edit format stand outside a well-formed block or merge conflict, or such a conflict comes first. */
function hasLooseMarkers(body: readonly string[]): boolean {
  const first = body.findIndex((line) => line.trim() !== "");
  for (let i = 0; i < body.length; i++) {
    const line = body[i] ?? "";
    const end = opensBlock(line) ? readSearchBlock(body, i)?.end : i > first ? endOfConflict(body, i) : undefined;
    if (end !== undefined) i = end;
    else if (opensBlock(line) || /^(?:<{7}|>{7})(?: |$)|^[>+]{5,} REPLACE\s*$/.test(line)) return true;
  }
  return false;
}

/** The last line of the merge conflict that begins at a line. */
function endOfConflict(lines: readonly string[], at: number): number | undefined {
  if (!/^<{7} \S/.test(lines[at] ?? "")) return undefined;
  let divided = false;
  for (let i = at + 1; i < lines.length; i++) {
    const line = lines[i] ?? "";
    if (/^={7}$/.test(line)) divided = true;
    else if (/^>{7} \S/.test(line)) return divided ? i : undefined;
    else if (/^<{7} /.test(line)) return undefined;
  }
  return undefined;
}

/** Whether a fence is a diff: it says so, or begins as one. */
export function isDiffFence(info: string, body: readonly string[]): boolean {
  if (/^(?:diff|patch|udiff)\b/i.test(info)) return true;
  const first = body.findIndex((line) => line.trim() !== "");
  const line = body[first] ?? "";
  return /^diff --git |^@@+(?: |$)/.test(line) || (/^--- \S/.test(line) && /^\+\+\+ \S/.test(body[first + 1] ?? ""));
}

/** Whether all lines of a body of code have a diff's marks in front of them, which says so by no header. */
export function isMarkedDiff(body: readonly string[]): boolean {
  const lines = body.filter((line) => line.trim() !== "");
  if (!lines.every((line) => /^[ +-]/.test(line))) return false;
  if (lines.some((line) => line.startsWith("+"))) return true;
  // A list of YAML has such lines too, but none that one space sets off.
  return lines.some((line) => line.startsWith("-")) && lines.some((line) => /^ \S/.test(line));
}

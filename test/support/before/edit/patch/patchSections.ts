import { beginsPatch, beginsSection, endsPatch } from "./patchMarks.ts";
import type { FilePatch } from "./patchTypes.ts";

/** The files of a patch with the text of each one's own section, complete in itself. */
export function splitPatch(
  text: string,
  kind: "patch" | "diff",
  files: readonly FilePatch[],
): { text: string; file: FilePatch }[] {
  const [only] = files;
  if (files.length === 1 && only) return [{ text, file: only }];
  const lines = text.split("\n");
  const starts = kind === "patch" ? v4aStarts(lines) : diffStarts(lines);
  // Sections that cannot be told apart stay together; the edit's path says which is meant.
  if (starts.length !== files.length) return files.map((file) => ({ text, file }));
  return files.map((file, i) => {
    const part = lines.slice(starts[i], starts[i + 1] ?? lines.length);
    const body = part
      .filter((line) => kind === "diff" || !(beginsPatch(line) || endsPatch(line)))
      .join("\n")
      .replace(/\n+$/, "");
    return { file, text: kind === "diff" ? `${body}\n` : `*** Begin Patch\n${body}\n*** End Patch\n` };
  });
}

const v4aStarts = (lines: readonly string[]): number[] => lines.flatMap((line, i) => (beginsSection(line) ? [i] : []));

function diffStarts(lines: readonly string[]): number[] {
  const starts: number[] = [];
  let header = false;
  lines.forEach((line, i) => {
    const git = /^diff --git /.test(line);
    const names = /^--- /.test(line) && /^\+\+\+ /.test(lines[i + 1] ?? "");
    if (git || (names && !header && (i === 0 || /^@@/.test(lines[i + 2] ?? "")))) starts.push(i);
    if (git) header = true;
    else if (/^@@/.test(line)) header = false;
  });
  return starts;
}

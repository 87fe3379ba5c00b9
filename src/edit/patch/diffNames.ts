import { isPath } from "../paths/pathNames.ts";

/** The names of a diff's `---` and `+++` lines, and how many lines they take. */
export type DiffNames = { from: string; to: string; lines: number };

/** What the reader of a diff knows where names may stand. `full`: the hunk has as many lines as its header said. */
export type Where = { inHunk: boolean; full: boolean };

/**
 * The names of a `---`, `+++` pair at this line, or of one of them before a hunk; inside a hunk only if they cannot be
 * lines of it.
 */
export function namesAt(lines: readonly string[], at: number, { inHunk, full }: Where): DiffNames | undefined {
  const from = /^--- (.+)$/.exec(lines[at] ?? "")?.[1];
  const to = /^\+\+\+ (.+)$/.exec(lines[at + 1] ?? "")?.[1];
  const hunkAt = (line: number): boolean => lines[line]?.startsWith("@@") === true;
  if (from !== undefined && to !== undefined) {
    const names = { from: nameOf(from), to: nameOf(to), lines: 2 };
    return inHunk && !full && !hunkAt(at + 2) && !nameOneFile(names) ? undefined : names;
  }
  const alone = inHunk ? undefined : (from ?? /^\+\+\+ (.+)$/.exec(lines[at] ?? "")?.[1]);
  if (alone === undefined) return undefined;
  const name = nameOf(alone);
  return hunkAt(at + 1) || isPath(withoutPrefix(name)) ? { from: name, to: name, lines: 1 } : undefined;
}

/** Whether both names are paths of one file, as no line that is taken out and the one that comes in for it are. */
export function nameOneFile({ from, to }: Pick<DiffNames, "from" | "to">): boolean {
  const [a, b] = [from, to].map((name) => (name === "/dev/null" ? undefined : withoutPrefix(name)));
  if (a === undefined || b === undefined) return isPath(a ?? b ?? "");
  return a === b && isPath(a);
}

/** A file name as diffs write it: perhaps quoted, perhaps with a time after it. */
export function nameOf(text: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"/.exec(text)?.[1];
  if (quoted !== undefined) return unescaped(quoted);
  return (text.split("\t")[0] ?? "").replace(/\s+\d{4}-\d\d-\d\d[ T]\d\d:\d\d.*$/, "").trimEnd();
}

/** A quoted name's own characters: git writes those beyond ASCII as the octal numbers of their bytes. */
export function unescaped(text: string): string {
  const bytes = text.replace(/(?:\\[0-3][0-7]{2})+/g, (octal) => {
    const hex = octal.replace(
      /\\(\d{3})/g,
      (_, digits: string) => `%${parseInt(digits, 8).toString(16).padStart(2, "0")}`,
    );
    try {
      return decodeURIComponent(hex);
    } catch {
      return octal;
    }
  });
  return bytes.replace(/\\(["\\])/g, "$1");
}

export const withoutPrefix = (path: string): string => path.replace(/^[abciwo]\//, "");

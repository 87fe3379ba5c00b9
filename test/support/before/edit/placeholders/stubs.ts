import { indentOf, isBlank } from "../text/lines.ts";

/**
 * Python definitions whose body is `...`: code in stubs, protocols and overloads, but a placeholder where the body that
 * the definition had is gone.
 */

/** The head of a definition whose body is `...` on its own line. */
export const stubsOf = (line: string): string[] =>
  /^\s*((?:async\s+)?(?:def|class)\s.*:)\s*\.{3}\s*$/.exec(line)?.slice(1) ?? [];

/** Tells whether a stub's head is that of a definition with a body in `before`, which `after` has not any more. */
export function lostBodies(before: string, after: readonly string[]): (head: string) => boolean {
  let counts: [Map<string, number>, Map<string, number>] | undefined;
  return (head) => {
    if (before.includes(head)) return true;
    const name = definition.exec(head)?.[1];
    if (name === undefined) return false;
    counts ??= [bodies(before.split("\n")), bodies(after)];
    return (counts[1].get(name) ?? 0) < (counts[0].get(name) ?? 0);
  };
}

const definition = /^\s*(?:async\s+)?((?:def|class)\s+\w+)/;

/** How often each definition has a body that is not `...`. */
function bodies(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  lines.forEach((line, i) => {
    const name = definition.exec(line)?.[1];
    if (name === undefined || stubsOf(line).length > 0) return;
    let end = i;
    while (end < lines.length && end < i + 50 && !/:\s*(?:#.*)?$/.test(lines[end] ?? "")) end++;
    if (!/^\s*\.{3}\s*$/.test(lines[end + 1] ?? "")) counts.set(name, (counts.get(name) ?? 0) + 1);
  });
  return counts;
}

/**
 * Whether a bare `...` is code: the only statement in the body of a Python definition (after its docstring) that has lost
 * none, or the end of a doctest's block.
 */
export function isStub(
  lines: readonly string[],
  at: number,
  lost: (head: string) => boolean,
  inDocstring: (line: number) => boolean,
): boolean {
  const depth = indentOf(lines[at] ?? "").length;
  const previous = (lines[at - 1] ?? "").trim();
  if (previous.startsWith(">>>") || previous.startsWith("... ")) return true;
  let next = at + 1;
  while (next < lines.length && isBlank(lines[next] ?? "")) next++;
  if (next < lines.length && indentOf(lines[next] ?? "").length >= depth) return false;
  for (let i = at - 1; i >= 0; i--) {
    const line = lines[i] ?? "";
    if (isBlank(line)) continue;
    const text = line.trim();
    if (indentOf(line).length >= depth) {
      if (/^(?:[rRuU]?["']|#|@)|["']{3}$/.test(text) || inDocstring(i)) continue;
      return false;
    }
    return /:(?:\s*#.*)?$/.test(text) && depth > 0 && !lost(text);
  }
  return false;
}

/** Tells whether a line is within a triple-quoted string that is opened in it or above; worked out when first asked. */
export function docstrings(lines: readonly string[]): (line: number) => boolean {
  let within: boolean[] | undefined;
  return (line) => {
    let open = false;
    within ??= lines.map((each) => (open = open !== ((each.match(/"""|'''/g)?.length ?? 0) % 2 === 1)));
    return within[line] ?? false;
  };
}

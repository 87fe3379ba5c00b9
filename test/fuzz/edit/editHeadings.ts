import assert from "node:assert/strict";
import { applyEdit } from "../../../src/edit/index.ts";
import type { Property } from "./editCases.ts";
import { random } from "./editRandom.ts";

/** How a language writes a part of a file with a name, and the line of it that a heading shows. */
type Part = { lines: (name: string, body: readonly string[]) => string[]; heading: (name: string) => string };

const deeper = (by: string, body: readonly string[]): string[] => body.map((line) => by + line);
const parts: readonly Part[] = [
  { lines: (name, body) => [`def ${name}(x):`, ...deeper("    ", body)], heading: (name) => `def ${name}(x):` },
  {
    lines: (name, body) => [`function ${name}(x) {`, ...deeper("  ", body), "}"],
    heading: (name) => `function ${name}(x) {`,
  },
  {
    lines: (name, body) => [`int ${name}(int x)`, "{", ...deeper("\t", body), "}"],
    heading: (name) => `int ${name}(int x)`,
  },
  { lines: (name, body) => [`[${name}]`, ...body], heading: (name) => `[${name}]` },
  { lines: (name, body) => [`## ${name}`, "", ...body], heading: (name) => `## ${name}` },
  { lines: (name, body) => [`${name}:`, ...deeper("- ", body)], heading: (name) => `${name}:` },
];

/**
 * Of parts that read the same, a diff changes the one that its heading names, whatever its number says, or none; and the one
 * of its number where the heading is not in the file.
 */
export const headingsAndNumbers: Property = (seed) => {
  const r = random(seed);
  const part = r.pick(parts);
  const count = 2 + r.int(4);
  const names = Array.from({ length: count }, (_, i) => `${r.pick(["load", "save", "check"])}${i}`);
  const body = Array.from({ length: 1 + r.int(4) }, (_, i) => `step${i}();`);
  const meant = r.int(count);
  const changed = r.int(body.length);
  const write = (after: boolean): string[][] =>
    names.map((name, i) => {
      const own = body.map((line, k) => (after && i === meant && k === changed ? "other();" : line));
      return [...part.lines(name, own), ""];
    });
  const [before, after] = [write(false), write(true)];
  const at = before.slice(0, meant).flat().length;
  const block = before[meant] ?? [];
  const line = block.findIndex((each) => each.endsWith(body[changed] ?? ""));
  const from = Math.max(line - r.int(changed + 1), 0);
  const rows = [
    ...block.slice(from, line).map((each) => ` ${each}`),
    `-${block[line] ?? ""}`,
    `+${after[meant]?.[line] ?? ""}`,
  ];
  const exact = at + from + 1;
  const isGone = r.chance(25);
  const number = isGone || r.chance(25) ? exact : r.int(before.flat().length + 4);
  const heading = isGone ? part.heading("gone") : part.heading(names[meant] ?? "");
  const header = `@@ -${number},${rows.length - 1} +${number},${rows.length - 1} @@ ${heading}`;
  const doc = `${before.flat().join("\n")}\n`;
  const result = applyEdit(doc, { kind: "diff", text: `--- a/a\n+++ b/a\n${[header, ...rows].join("\n")}\n` });
  const told = `seed ${seed}\n${JSON.stringify({ doc, header, rows, result })}`;
  if (result.ok) assert.equal(result.text, `${after.flat().join("\n")}\n`, told);
  else {
    assert.equal(result.error.kind, "ambiguous", told);
    assert.ok(number !== exact, told);
  }
  return true;
};

import assert from "node:assert/strict";
import { lineDiff } from "../../../src/edit/diff/lineDiff.ts";
import { applyPatch } from "../../../src/edit/index.ts";
import type { Property } from "./editCases.ts";
import {
  document,
  looseMatches,
  plainTypography,
  print,
  random,
  retypeset,
  revised,
  type Random,
} from "./editRandom.ts";
import { ended } from "./editStreams.ts";

/** How a model may write the rows of a hunk differently and still mean the same; nothing if it cannot be done so. */
type Drift = (r: Random, rows: readonly string[]) => string[] | undefined;

const isOld = (row: string): boolean => row.charAt(0) !== "+";
const isBlank = (row: string): boolean => row.slice(1).trim() === "";

const asIs: Drift = (_, rows) => [...rows];
/** White space at the ends of old lines is lost; an empty row without its mark would be no sure part of the hunk. */
const trimmed: Drift = (_, rows) => rows.map((row) => (isOld(row) && !isBlank(row) ? row.trimEnd() : row));
const retyped: Drift = (r, rows) => rows.map((row) => (isOld(row) ? row.charAt(0) + retypeset(r, row.slice(1)) : row));
/** Written flush left: then blank lines stay blank. New lines that all stand for old ones, each as deep, would seem to be in the file's indentation. */
const dedented: Drift = (_, rows) => {
  if (!rows.some((row) => row.startsWith(" ") && !isBlank(row))) return undefined;
  if (rows.some((row) => /^\+\s+$/.test(row))) return undefined;
  const indents = rows.filter((row) => !isBlank(row)).map((row) => /^[ \t]*/.exec(row.slice(1))?.[0] ?? "");
  if (!/^(?: *|\t*)$/.test(indents.join(""))) return undefined;
  const least = Math.min(...indents.map((indent) => indent.length));
  return rows.map((row) => row.charAt(0) + (isBlank(row) ? row.slice(1) : row.slice(1 + least)));
};

/** A diff of our own making, in any order of hunks and with wrong line numbers, gives the new text or is refused. */
export const patches: Property = (seed) => {
  const r = random(seed);
  const doc = document(r, 2 + r.int(40));
  const original = print(doc);
  const next = revised(r, doc);
  const [a, b] = [doc, next].map(({ lines }) => lines.map((l) => l.indent + l.text + l.trail));
  if (!a || !b || b.length === 0) return false;
  const context = 1 + r.int(3);
  const v4a = r.chance(50);
  const drift = r.pick([asIs, asIs, trimmed, retyped, dedented]);
  const hunks: string[][] = [];
  const blocks: string[][] = [];
  let done = 0;
  for (const { beforeStart, beforeEnd, afterStart, afterEnd } of lineDiff(a, b)) {
    // The hunk before it has this place in its own context: no diff of two hunks says so.
    if (done > beforeStart) return false;
    const from = Math.max(done, beforeStart - context);
    const to = Math.min(a.length, beforeEnd + context);
    const after = a.slice(beforeEnd, to);
    const block = [...a.slice(from, beforeEnd), ...after];
    const rows = drift(r, [
      ...a.slice(from, beforeStart).map((line) => ` ${line}`),
      ...a.slice(beforeStart, beforeEnd).map((line) => `-${line}`),
      ...b.slice(afterStart, afterEnd).map((line) => `+${line}`),
      ...after.map((line) => ` ${line}`),
    ]);
    // Written otherwise, the hunk may be another place's very text.
    if (!rows || (drift !== asIs && looseMatches(a, block) !== 1)) return false;
    blocks.push(block);
    // A bare empty line at a hunk's end may as well be no part of it.
    const bare = rows.map((row, at) =>
      row === " " && at >= rows.length - after.length && at < rows.length - 1 && r.chance(50) ? "" : row,
    );
    const line = times(a, block) === 1 ? r.int(50) : from + 1;
    // A line further up, where the hunk has one place anyway.
    const above = a.slice(0, from).filter((each) => /\w/.test(each) && looseMatches(a, [each]) === 1);
    const anchor =
      v4a && above.length > 0 && looseMatches(a, block) === 1 && r.chance(40) ? ` ${r.pick(above).trim()}` : "";
    hunks.push([
      v4a ? `@@${anchor}` : `@@ -${line},${r.int(9)} +${line},${r.int(9)} @@${r.pick(["", " def f():"])}`,
      ...bare,
    ]);
    done = to;
  }
  if (hunks.length === 0) return false;
  // In which order they stand tells apart what reads the same.
  if (blocks.every((block) => times(a, block) === 1)) hunks.sort(() => r.int(3) - 1);
  const body = hunks.flat().join("\n");
  const lf = v4a
    ? `*** Begin Patch\n*** Update File: a.txt\n${body}\n*** End Patch\n`
    : `--- a/a.txt\n+++ b/a.txt\n${body}\n`;
  const text = r.chance(20) ? lf.replaceAll("\n", "\r\n") : lf;
  const result = applyPatch(new Map([["a.txt", original]]), text);
  const told = `seed ${seed}\n${JSON.stringify({ original, text })}\n${JSON.stringify(result.ok ? [...result.files] : result.error)}`;
  if (!result.ok) {
    assert.ok(
      ["ambiguous", "overlap", "already-applied", "no-change", "bad-patch", "not-found"].includes(result.error.kind),
      told,
    );
    const unique = blocks.every((block) => block.some((line) => line.trim() !== "") && times(a, block) === 1);
    if (result.error.kind === "not-found" || result.error.kind === "bad-patch") assert.ok(!unique, told);
    return true;
  }
  const now = result.files.get("a.txt") ?? "";
  const wanted = ended(print(next));
  // Where the old lines are written in another typography, so are the new ones: these take the file's plain characters.
  if (drift !== retyped) assert.equal(ended(now), wanted, told);
  else {
    assert.equal(plainTypography(ended(now)), plainTypography(wanted), told);
    const lines = new Set(ended(now).split("\n"));
    for (const line of wanted.split("\n")) assert.ok(lines.has(line) || !a.includes(line), told);
  }
  return true;
};

/** How often a run of lines occurs, white space at the ends apart. */
function times(lines: readonly string[], block: readonly string[]): number {
  let count = 0;
  for (let i = 0; i + block.length <= lines.length; i++)
    if (block.every((line, j) => lines[i + j]?.trim() === line.trim())) count++;
  return count;
}

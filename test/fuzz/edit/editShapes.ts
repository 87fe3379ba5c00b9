import assert from "node:assert/strict";
import { lineDiff } from "../../../src/edit/diff/lineDiff.ts";
import { applyEdit, parseEdits } from "../../../src/edit/index.ts";
import type { Property } from "./editCases.ts";
import { document, looseMatches, print, random, revised, type Random } from "./editRandom.ts";
import { ended } from "./editStreams.ts";
import { remark } from "./reply/replyMixed.ts";
import { blocksOf, fenced, headings, rows, type File } from "./reply/replyStyles.ts";

const isBlank = (line: string): boolean => line.trim() === "";

/** A file and what one change of a run of its lines makes of it. */
function changedOnce(r: Random): { file: File; from: number; to: number; added: string[] } | undefined {
  const doc = document(r, 4 + r.int(25));
  const next = revised(r, doc);
  const [before, after] = [doc, next].map(({ lines }) => lines.map((l) => l.indent + l.text + l.trail));
  if (!before || !after) return undefined;
  const hunks = lineDiff(before, after);
  if (hunks.length === 0) return undefined;
  const hunk = r.pick(hunks);
  const { beforeStart: from, beforeEnd: to } = hunk;
  const added = after.slice(hunk.afterStart, hunk.afterEnd);
  const now = [...before.slice(0, from), ...added, ...before.slice(to)];
  return { file: { path: "src/net.ts", before, after: now, text: print(doc) }, from, to, added };
}

/**
 * A diff without @@ changes the place that all its context names, whichever marks its context has lost, or nothing; where
 * a line of the context is not in the file, it is refused.
 */
export const headless: Property = (seed) => {
  const r = random(seed);
  const change = changedOnce(r);
  if (!change) return false;
  const { file, from, to, added } = change;
  const { before, after } = file;
  const [start, end] = [Math.max(0, from - 1 - r.int(3)), Math.min(before.length, to + r.int(3))];
  if (start === from && end === to) return false;
  const block = before.slice(start, end);
  // White space alone may well have been lost in part.
  if (block.every(isBlank)) return false;
  const spoilt = r.chance(40);
  const lead = before.slice(start, from);
  const trail = before.slice(to, end);
  if (spoilt) {
    const side = lead.length > 0 && (trail.length === 0 || r.chance(70)) ? lead : trail;
    side[r.int(side.length)] = `${r.pick(["", "  ", "\t"])}foreign_${r.int(1e6)}();`;
  }
  const marks = r.int(3);
  const context = (line: string): string =>
    isBlank(line) && r.chance(50)
      ? ""
      : marks === 0 || (marks === 1 && r.chance(50)) || /^[-+@\\]/.test(line)
        ? ` ${line}`
        : line;
  const path = file.path;
  const names = [`--- a/${path}`, `+++ b/${path}`];
  const head = r.pick([[], [], names, [`diff --git a/${path} b/${path}`, "index 1234567..89abcde 100644", ...names]]);
  const diff = [
    ...head,
    ...lead.map(context),
    ...before.slice(from, to).map((line) => `-${line}`),
    ...added.map((line) => `+${line}`),
    ...trail.map(context),
    "",
  ].join("\n");
  // A line that begins as a fence does may be the diff's own fence.
  if (/^[ ]?(?:`{3}|~{3})/m.test(diff)) return false;
  const reply = `Change \`${path}\`:\n\n${fenced(r, "diff", diff.split("\n").slice(0, -1))}\n`;
  const edits = r.chance(50)
    ? parseEdits(reply, { knownPaths: [path, "src/other.ts"] })
    : [{ path, edit: { kind: "diff", text: diff } as const }];
  const told = `seed ${seed}\n${JSON.stringify({ original: file.text, diff, edits })}`;
  const [only] = edits;
  assert.ok(only && edits.length === 1 && only.path === path, told);
  const result = applyEdit(file.text, only.edit);
  if (!result.ok) {
    if (spoilt || looseMatches(before, block) !== 1) return true;
    // Without its marks an indented line may be read as one of another indentation.
    assert.ok(
      marks > 0 || ["already-applied", "no-change", "ambiguous", "placeholder"].includes(result.error.kind),
      `${told}\n${JSON.stringify(result.error)}`,
    );
    return true;
  }
  assert.ok(!spoilt, `applied without its context: ${told}\n${result.text}`);
  assert.ok(exactMatches(before, block) === 1, `chose a place: ${told}\n${result.text}`);
  assert.equal(ended(result.text), after.join("\n").replace(/\n+$/, ""), told);
  return true;
};

/** How many runs of lines are these. */
const exactMatches = (lines: readonly string[], block: readonly string[]): number =>
  lines.filter((_, i) => block.every((line, j) => lines[i + j] === line)).length;

/** Edits among code, in a fence or a tag of one file, are no edit at all, and never the text of the file. */
export const spoiltBodies: Property = (seed) => {
  const r = random(seed);
  const change = changedOnce(r);
  if (!change) return false;
  const { file } = change;
  const blocks = blocksOf(r, file);
  const parts = rows(file, 1 + r.int(2));
  if (!blocks || !parts) return false;
  const code = `const stray_${r.int(1e6)} = 1;`;
  const [hunk = [], block = []] = [parts[0], blocks[0]];
  const inner = r.pick([
    [code, ...blocks.flat()],
    [...blocks.flat(), code],
    [...block, remark(r, file.path), code, ...block],
    [code, "@@", ...hunk],
    [code, "*** Begin Patch", `*** Update File: ${file.path}`, "@@", ...hunk, "*** End Patch"],
    ["*** Begin Patch", `*** Update File: ${file.path}`, "@@", ...hunk],
    [code, `--- a/${file.path}`, `+++ b/${file.path}`, "@@", ...hunk],
    block.slice(0, -1),
    [...block, ">>>>>>> REPLACE"],
  ]);
  if (inner.some((line) => /^\s*(?:`{3}|~{3})/.test(line))) return false;
  const reply = r.chance(50)
    ? `${r.pick(headings(file.path))}\n${fenced(r, r.pick(["ts", ""]), inner)}`
    : [`<file path="${file.path}">`, ...inner, "</file>"].join("\n");
  const told = `seed ${seed}\n${reply}`;
  for (const { edit } of parseEdits(reply, { knownPaths: [file.path, "src/other.ts"] }))
    assert.ok(!applyEdit(file.text, edit).ok, `${told}\n${JSON.stringify(edit)}`);
  // Nor does it become the text by whoever takes it for one.
  const text = inner.join("\n");
  const written = applyEdit(file.text, { kind: "rewrite", text: `${text}\n` });
  assert.ok(!written.ok, `written: ${told}`);
  return true;
};

/** The rows of a diff, whole or without the marks of their context, are not written as the text of the file. */
export const rowsAsText: Property = (seed) => {
  const r = random(seed);
  const change = changedOnce(r);
  if (!change || change.file.before.some((line) => /^[-+]/.test(line))) return false;
  const { file, from, to, added } = change;
  const removed = before(file, from, to);
  if (added.every(isBlank) || (removed.length > 0 && removed.every(isBlank))) return false;
  const mark = r.chance(50) ? " " : "";
  const context = (lines: readonly string[]): string[] => lines.map((line) => (isBlank(line) ? "" : mark + line));
  const text = [
    ...context(file.before.slice(0, from)),
    ...removed.map((line) => `-${line}`),
    ...added.map((line) => `+${line}`),
    ...context(file.before.slice(to)),
    "",
  ].join("\n");
  const result = applyEdit(file.text, { kind: "rewrite", text });
  assert.ok(!result.ok, `seed ${seed}\n${JSON.stringify({ original: file.text, text })}`);
  return true;
};

const before = (file: File, from: number, to: number): string[] => file.before.slice(from, to);

/** A definition in the manner of some language: its header's lines and its body's. */
function definition(r: Random, name: string): { header: string[]; body: string[]; end: string[] } {
  const params = ["alpha", "beta: int", "gamma = (1, 2)", 'delta = "("'].slice(0, 1 + r.int(4));
  const across = params.map((each) => `        ${each},`);
  const line = params.join(", ");
  const body = [`    return ${name}_${r.int(99)}`];
  switch (r.int(6)) {
    case 0:
      return { header: [`def ${name}(${line}):`], body, end: [""] };
    case 1:
      return { header: [`def ${name}(`, ...across, "):"], body, end: [""] };
    case 2:
      return { header: [`function ${name}(`, ...across, ") {"], body, end: ["}"] };
    case 3:
      return { header: [`int ${name}(${line})`, "{"], body, end: ["}"] };
    case 4:
      return {
        header: [`void ${name}(${params[0] ?? ""},`, ...across.slice(1), "        int last)", "{"],
        body,
        end: ["}", ""],
      };
    default:
      return { header: [`@decorated("${name}")`, `def ${name}(${line}):`], body, end: [""] };
  }
}

/** New lines below an anchor stand behind the whole header that it begins, or nowhere. */
export const anchoredLines: Property = (seed) => {
  const r = random(seed);
  const all = ["one", "two", "three"].slice(0, 1 + r.int(3)).map((name) => definition(r, name));
  const at = r.int(all.length);
  const chosen = all[at];
  if (!chosen) return false;
  const eol = r.pick(["\n", "\n", "\r\n"]);
  const print = (added: readonly string[]): string =>
    all
      .flatMap((each) =>
        [...each.header, ...(each === chosen ? added : []), ...each.body, ...each.end].map((line) => line + eol),
      )
      .join("");
  const added = [`    fresh_${r.int(1e6)}();`];
  const anchor = r.chance(70) ? (chosen.header[0] ?? "") : (chosen.header[0] ?? "").slice(0, 8 + r.int(6)).trimEnd();
  const patch = [
    "*** Begin Patch",
    "*** Update File: a.txt",
    `@@ ${anchor}`,
    ...added.map((line) => `+${line}`),
    "*** End Patch",
  ].join("\n");
  const result = applyEdit(print([]), { kind: "patch", text: patch });
  if (result.ok) assert.equal(result.text, print(added), `seed ${seed}\n${patch}`);
  return true;
};

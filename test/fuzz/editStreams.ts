import assert from "node:assert/strict";
import { applyEdit, applyPatch } from "../../src/edit/index.ts";
import { characterEdits } from "../../src/edit/characterEdits.ts";
import { innerDiff, type InnerSpan } from "../../src/edit/innerDiff.ts";
import { lineDiff } from "../../src/edit/lineDiff.ts";
import { replaceLines } from "../../src/edit/lineEdits.ts";
import { streamingArguments } from "../../src/edit/streamingArguments.ts";
import { streamingDiff, type StreamHunk } from "../../src/edit/streamingDiff.ts";
import type { Property } from "./editCases.ts";
import { document, print, random, revised, type Random } from "./editRandom.ts";

const splice = (text: string, edits: readonly { start: number; end: number; text: string }[]): string =>
  [...edits].reverse().reduce((all, edit) => all.slice(0, edit.start) + edit.text + all.slice(edit.end), text);

/** Cuts a text into pieces anywhere, in the middle of a line break or a character too. */
function cut(r: Random, text: string): string[] {
  const pieces: string[] = [];
  const size = 1 + r.int(40);
  for (let at = 0; at < text.length;) {
    const next = Math.min(text.length, at + 1 + r.int(size));
    pieces.push(text.slice(at, next));
    at = next;
  }
  return pieces;
}

const plainLines = (text: string): string[] => {
  const lf = text.replaceAll("\r\n", "\n");
  return (lf.endsWith("\n") ? lf.slice(0, -1) : lf).split("\n");
};

/** A streaming diff ends in the new text, however it was cut, and takes nothing back. */
export const streams: Property = (seed) => {
  const r = random(seed);
  const doc = document(r, 1 + r.int(40));
  const before = print({ ...doc, bom: false });
  const after = print({ ...revised(r, doc), bom: false });
  const run = (pieces: string[]): StreamHunk[] => {
    const diff = streamingDiff(before);
    const hunks: StreamHunk[] = [];
    let settledTo = 0;
    for (const piece of pieces) {
      const { settled, open } = diff.push(piece);
      for (const hunk of settled) {
        assert.ok(hunk.start >= settledTo && hunk.end >= hunk.start, `seed ${seed}: taken back`);
        settledTo = hunk.end;
        hunks.push(hunk);
      }
      if (open) assert.ok(open.start >= settledTo && open.end >= open.start, `seed ${seed}: open before settled`);
    }
    hunks.push(...diff.finish().settled);
    return hunks;
  };
  const hunks = run(cut(r, after));
  assert.deepEqual(run([after]), hunks, `seed ${seed}: the cutting matters`);
  const lines = plainLines(before);
  const result = [...hunks]
    .reverse()
    .reduce(
      (all, hunk) => [...all.slice(0, hunk.start), ...hunk.lines, ...all.slice(hunk.end)],
      before === "" ? [] : lines,
    );
  const wanted = after === "" ? [] : plainLines(after);
  assert.deepEqual(result, wanted, `seed ${seed}\n${JSON.stringify({ before, after, hunks })}`);
  const regions = replaceLines(before, hunks);
  const text = splice(before, regions);
  const ending = before.endsWith("\n") ? "\n" : "";
  if (before !== "" && after !== "")
    assert.equal(text.replaceAll("\r\n", "\n"), wanted.join("\n") + ending, `seed ${seed}: splices`);
  return true;
};

/** A line diff turns one text into the other; a rewrite gives the new text with the old one's line breaks. */
export const diffs: Property = (seed) => {
  const r = random(seed);
  const doc = document(r, 1 + r.int(60));
  const before = print(doc);
  const after = print(revised(r, doc));
  const [a, b] = [before.split("\n"), after.split("\n")];
  const hunks = lineDiff(a, b);
  const result = [...hunks]
    .reverse()
    .reduce(
      (all, h) => [...all.slice(0, h.beforeStart), ...b.slice(h.afterStart, h.afterEnd), ...all.slice(h.beforeEnd)],
      a,
    );
  assert.deepEqual(result, b, `seed ${seed}`);
  assert.equal(splice(before, characterEdits(before, after)), after, `seed ${seed}`);
  const inner = innerDiff(a, b);
  assert.equal(unmarked(a, inner.before), unmarked(b, inner.after), `seed ${seed}`);
  const rewritten = applyEdit(before, { kind: "rewrite", text: after });
  if (!rewritten.ok) {
    assert.ok(rewritten.error.kind === "no-change" || rewritten.error.kind === "empty-text", `seed ${seed}`);
    return true;
  }
  assert.equal(splice(before, rewritten.edits), rewritten.text, `seed ${seed}`);
  if (before.replace(/^\ufeff/, "") !== "") assert.equal(ended(rewritten.text), ended(after), `seed ${seed}`);
  if (before.endsWith("\n") && after.length > 2) assert.ok(rewritten.text.endsWith("\n"), `seed ${seed}`);
  return true;
};

/** What spans leave of lines, without white space. */
function unmarked(lines: readonly string[], spans: readonly InnerSpan[]): string {
  const rest = [...lines];
  for (const { line, start, end } of [...spans].reverse()) {
    assert.ok(start < end && end <= (lines[line] ?? "").length, JSON.stringify(spans));
    rest[line] = (rest[line] ?? "").slice(0, start) + (rest[line] ?? "").slice(end);
  }
  return rest.join("").replace(/\s+/g, "");
}

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
  const hunks: string[][] = [];
  const blocks: string[][] = [];
  let done = 0;
  for (const { beforeStart, beforeEnd, afterStart, afterEnd } of lineDiff(a, b)) {
    // The hunk before it has this place in its own context: no diff of two hunks says so.
    if (done > beforeStart) return false;
    const from = Math.max(done, beforeStart - context);
    const to = Math.min(a.length, beforeEnd + context);
    const rows = [
      ...a.slice(from, beforeStart).map((line) => ` ${line}`),
      ...a.slice(beforeStart, beforeEnd).map((line) => `-${line}`),
      ...b.slice(afterStart, afterEnd).map((line) => `+${line}`),
    ];
    const after = a.slice(beforeEnd, to);
    blocks.push([...a.slice(from, beforeEnd), ...after]);
    // A bare empty line at a hunk's end may as well be no part of it.
    const isBare = (line: string, at: number): boolean => line === "" && at < after.length - 1 && r.chance(50);
    rows.push(...after.map((line, at) => (isBare(line, at) ? "" : ` ${line}`)));
    const once = times(a, [...a.slice(from, beforeEnd), ...after]) === 1;
    const line = once ? r.int(50) : from + 1;
    hunks.push([v4a ? "@@" : `@@ -${line},${r.int(9)} +${line},${r.int(9)} @@`, ...rows]);
    done = to;
  }
  if (hunks.length === 0) return false;
  hunks.sort(() => r.int(3) - 1);
  const body = hunks.flat().join("\n");
  const text = v4a
    ? `*** Begin Patch\n*** Update File: a.txt\n${body}\n*** End Patch\n`
    : `--- a/a.txt\n+++ b/a.txt\n${body}\n`;
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
  assert.equal(ended(now), ended(print(next)), told);
  return true;
};

const ended = (text: string): string =>
  text
    .replaceAll("\r\n", "\n")
    .replace(/\n+$/, "")
    .replace(/^\ufeff/, "");

/** How often a run of lines occurs, white space at the ends apart. */
function times(lines: readonly string[], block: readonly string[]): number {
  let count = 0;
  for (let i = 0; i + block.length <= lines.length; i++)
    if (block.every((line, j) => lines[i + j]?.trim() === line.trim())) count++;
  return count;
}

/** The string values of arguments come out whole, however the arguments were cut. */
export const argumentStreams: Property = (seed) => {
  const r = random(seed);
  const text = (): string => {
    const parts = ["a", "\n", '"', "\\", "\t", "é", "😀", "\u2028", "}", "{", ",", ":", "\u0001", "\\u0041", " "];
    return Array.from({ length: r.int(12) }, () => r.pick(parts)).join("");
  };
  const value = {
    path: text(),
    edits: Array.from({ length: r.int(3) }, () => ({ oldText: text(), newText: text() })),
    n: [1, true, null],
    newText: text(),
  };
  let json = JSON.stringify(value, undefined, r.pick([0, 2]));
  if (r.chance(50)) json = json.replace(/[^\x00-\x7f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const reader = streamingArguments(["newText"]);
  const values = new Map<string, { text: string; done: boolean }>();
  for (const piece of cut(r, json))
    for (const { path, delta, done } of reader.push(piece)) {
      const key = JSON.stringify(path);
      const before = values.get(key);
      assert.ok(!before?.done, `seed ${seed}`);
      assert.ok(!/[\ud800-\udbff]$/.test(delta), `seed ${seed}: half a character`);
      values.set(key, { text: (before?.text ?? "") + delta, done });
    }
  const expected = new Map(
    value.edits.map(({ newText }, i) => [JSON.stringify(["edits", i, "newText"]), { text: newText, done: true }]),
  );
  expected.set('["newText"]', { text: value.newText, done: true });
  assert.deepEqual(values, expected, `seed ${seed} ${json}`);
  return true;
};

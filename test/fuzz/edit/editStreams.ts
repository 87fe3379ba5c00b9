import assert from "node:assert/strict";
import { characterEdits } from "../../../src/edit/diff/characterEdits.ts";
import { lineDiff } from "../../../src/edit/diff/lineDiff.ts";
import { replaceLines } from "../../../src/edit/diff/lineEdits.ts";
import { applyEdit } from "../../../src/edit/index.ts";
import { innerDiff, type InnerSpan } from "../../../src/edit/diff/innerDiff.ts";
import { streamingArguments } from "../../../src/agent/tools/streamingArguments.ts";
import { streamingDiff, type StreamHunk } from "../../../src/edit/diff/streamingDiff.ts";
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

/** A text without what patches and rewrites may leave open: line breaks, the way of ending, the byte order mark. */
export const ended = (text: string): string =>
  text
    .replaceAll("\r\n", "\n")
    .replace(/\n+$/, "")
    .replace(/^\ufeff/, "");

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

import assert from "node:assert/strict";
import type { Range } from "vscode";
import type { DiffHunk } from "../../../../src/agent/transcript/turnEvent.ts";
import { budgeted } from "../../../../src/editor/explain/budget.ts";
import { foldedAt } from "../../../../src/editor/language/folded.ts";
import { hunksTouched } from "../../../../src/editor/explain/hunks.ts";
import { offsetsOf } from "../../../../src/editor/explain/offsets.ts";

describe("the code sent with a question", () => {
  it("is the whole text within the budget, and says how much that is", () => {
    assert.deepEqual(budgeted("one\ntwo"), { text: "one\ntwo", lines: 2, size: "2 lines, ~3 tokens" });
    assert.equal(budgeted("x").size, "1 line, ~1 tokens");
  });

  it("is as many whole lines as fit, from the end that counts", () => {
    const text = "aaaa\nbbbb\ncccc";
    assert.deepEqual(budgeted(text, "start", 9), {
      text: "aaaa\nbbbb",
      lines: 2,
      size: "first 2 of 3 lines, ~3 tokens",
    });
    assert.deepEqual(budgeted(text, "end", 9), { text: "bbbb\ncccc", lines: 2, size: "last 2 of 3 lines, ~3 tokens" });
    assert.deepEqual(budgeted(text, "end", 8).text, "cccc");
  });

  it("is the beginning of a line that is longer than all of it", () => {
    const { text, size } = budgeted("x".repeat(100_000));
    assert.ok(text.length > 10_000 && text.length < 20_000);
    assert.match(size, /^1 line, ~4,000 tokens, cut$/);
    assert.equal(budgeted("abcdef", "end", 3).text, "def");
  });
});

describe("a folded region", () => {
  const visible = [
    [0, 4],
    [9, 20],
  ].map(([start, end]) => ({ start: { line: start }, end: { line: end } }) as Range);

  it("reaches to the line before the next one on screen", () => {
    assert.deepEqual(foldedAt(4, visible), { first: 4, last: 8 });
  });

  it("is none elsewhere", () => {
    for (const line of [3, 9, 20, 30]) assert.equal(foldedAt(line, visible), undefined);
  });
});

describe("the changes at a place of a diff", () => {
  const line = (kind: "same" | "added" | "removed") => ({ kind, text: "" });
  const hunks: DiffHunk[] = [
    { oldStart: 1, newStart: 1, lines: [line("same"), line("removed"), line("added"), line("added")] },
    { oldStart: 20, newStart: 21, lines: [line("removed")] },
  ];

  it("are those that touch lines of that side", () => {
    assert.deepEqual(hunksTouched(hunks, "new", { first: 3, last: 3 }), [hunks[0]]);
    assert.deepEqual(hunksTouched(hunks, "old", { first: 3, last: 3 }), []);
    assert.deepEqual(hunksTouched(hunks, "old", { first: 20, last: 20 }), [hunks[1]]);
    assert.deepEqual(hunksTouched(hunks, "new", { first: 1, last: 30 }), hunks);
  });

  it("include a deletion at the line that follows it", () => {
    assert.deepEqual(hunksTouched(hunks, "new", { first: 21, last: 21 }), [hunks[1]]);
  });
});

describe("a name in code", () => {
  it("is found as a whole word, by its last part", () => {
    assert.deepEqual(offsetsOf("tax", "taxes; tax(1); $tax; a.tax"), [7, 23]);
    assert.deepEqual(offsetsOf("cart.total", "total; cart.total"), [12]);
    assert.deepEqual(offsetsOf("Cart.total", "const total = 1"), [6]);
    assert.deepEqual(offsetsOf("none", "nothing"), []);
  });
});

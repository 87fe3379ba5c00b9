import assert from "node:assert/strict";
import fc from "fast-check";
import { mergeTexts } from "../../../src/edit/diff/mergeTexts.ts";

const lines = (...all: string[]) => all.map((line) => `${line}\n`).join("");
const base = lines("a", "b", "c", "d", "e");

describe("the merge of two changes of a text", () => {
  const cases: [name: string, mine: string, theirs: string, merged: string | undefined][] = [
    [
      "changes of different lines",
      lines("A", "b", "c", "d", "e"),
      lines("a", "b", "c", "d", "E"),
      lines("A", "b", "c", "d", "E"),
    ],
    ["added and removed lines", lines("0", "a", "b", "c", "d", "e"), lines("a", "b", "c"), lines("0", "a", "b", "c")],
    ["the same change", lines("a", "X", "c", "d", "e"), lines("a", "X", "c", "d", "e"), lines("a", "X", "c", "d", "e")],
    ["different changes of a line", lines("a", "X", "c", "d", "e"), lines("a", "Y", "c", "d", "e"), undefined],
    ["changes of lines that touch", lines("a", "X", "c", "d", "e"), lines("a", "b", "Y", "d", "e"), undefined],
    ["insertions at one place", lines("a", "x", "b", "c", "d", "e"), lines("a", "y", "b", "c", "d", "e"), undefined],
    ["a removal around a change", lines("a", "b", "X", "d", "e"), lines("a"), undefined],
    [
      "no last line break on one side",
      base.slice(0, -1),
      lines("A", "b", "c", "d", "e"),
      lines("A", "b", "c", "d", "e").slice(0, -1),
    ],
    [
      "line ends of one side",
      base.replace("a\n", "a\r\n"),
      lines("a", "b", "c", "d", "E"),
      lines("a", "b", "c", "d", "E").replace("a\n", "a\r\n"),
    ],
    ["a text that became empty", "", lines("A", "b", "c", "d", "e"), undefined],
  ];
  for (const [name, mine, theirs, merged] of cases) {
    it(`of ${name}`, () => {
      assert.equal(mergeTexts(base, mine, theirs), merged);
      assert.equal(mergeTexts(base, theirs, mine), merged);
    });
  }

  it("is the other change where one side changed nothing, and never loses a line that one side added", () => {
    const text = fc.array(fc.constantFrom("a", "b", "c", "d", "e", ""), { maxLength: 12 }).map((all) => lines(...all));
    fc.assert(
      fc.property(text, text, text, fc.boolean(), (from, own, other, isCut) => {
        const mine = isCut ? own.slice(0, -1) : own;
        assert.equal(mergeTexts(from, mine, from), mine);
        assert.equal(mergeTexts(from, from, mine), mine);
        assert.equal(mergeTexts(from, mine, mine), mine);
        const marked = `${mine}${mine.endsWith("\n") || mine === "" ? "" : "\n"}only mine\n`;
        const merged = mergeTexts(from, marked, other);
        if (merged !== undefined) assert.ok(merged.includes("only mine"));
      }),
    );
  });
});

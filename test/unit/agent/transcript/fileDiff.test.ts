import assert from "node:assert/strict";
import fc from "fast-check";
import { fileDiff } from "../../../../src/agent/transcript/fileDiff.ts";
import type { FileDiff } from "../../../../src/agent/transcript/turnEvent.ts";

const diffOf = (before: string | undefined, after: string): FileDiff => fileDiff({ path: "a.txt", before, after });

/** The text that a shown change leaves of another, by what the rows say alone. */
function applied(before: string, diff: FileDiff): string {
  const lines = before.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const after: string[] = [];
  let at = 0;
  for (const { oldStart, lines: rows } of diff.hunks) {
    while (at < oldStart - 1) after.push(lines[at++]!);
    for (const { kind, text, noEnd } of rows) {
      if (kind !== "added") assert.equal(lines[at]?.replace(/\n$/, ""), text);
      if (kind === "same") after.push(lines[at]!);
      if (kind !== "added") at++;
      if (kind === "added") after.push(noEnd ? text : `${text}\n`);
    }
  }
  return [...after, ...lines.slice(at)].join("");
}

describe("a change for display", () => {
  it("says all that is written, the line ends too", () => {
    const line = fc.constantFrom("a", "b", "c", "", " ", "a\r", "\r", "b\rc");
    const text = fc
      .tuple(fc.array(line, { maxLength: 14 }), fc.boolean())
      .map(([lines, end]) => lines.join("\n") + (end ? "\n" : ""));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const diff = diffOf(before, after);
        const isCrLf = [before, after].every((each) => !/(?<!\r)\n/.test(each));
        if (!isCrLf) assert.equal(applied(before, diff), after);
        assert.equal(diff.hunks.length === 0, before === after);
        for (const { lines, oldStart, newStart } of diff.hunks)
          assert.ok(lines.length > 0 && oldStart > 0 && newStart > 0);
      }),
      { numRuns: 3000 },
    );
  });
  it("hides line ends that all lines of both texts have", () => {
    const { hunks } = diffOf("a\r\nb\r\n", "a\r\nc\r\n");
    assert.deepEqual(
      hunks[0]?.lines.map(({ text }) => text),
      ["a", "b", "c"],
    );
  });
  it("shows line ends that change", () => {
    const { hunks, added, removed } = diffOf("a\nb\n", "a\r\nb\r\n");
    assert.deepEqual(
      hunks[0]?.lines.map(({ text }) => text),
      ["a", "b", "a\r", "b\r"],
    );
    assert.deepEqual([added, removed], [2, 2]);
  });
  it("says that the last line lost its end", () => {
    assert.deepEqual(diffOf("a\n", "a").hunks[0]?.lines, [
      { kind: "removed", text: "a" },
      { kind: "added", text: "a", noEnd: true },
    ]);
  });
  it("counts what it leaves out", () => {
    const diff = diffOf(undefined, "x\n".repeat(100_000));
    assert.deepEqual([diff.added, diff.omitted], [100_000, 95_000]);
    assert.deepEqual(diffOf(undefined, "y".repeat(5000)).hunks[0]?.lines[0]?.cut, 1000);
  });
});

import assert from "node:assert/strict";
import { createJoiner } from "../../../../src/agent/loop/overlap.ts";
import { withoutRepeats } from "../../../../src/agent/loop/repeats.ts";
import { cpuMs } from "../../../support/cpu.ts";

/** What is shown of a continuation that comes in pieces of `size` characters. */
function shown(before: string, continuation: string, size: number): string {
  const joiner = createJoiner(before);
  let text = "";
  for (let at = 0; at < continuation.length; at += size) text += joiner.push(continuation.slice(at, at + size));
  return text + joiner.end();
}

describe("a continuation", () => {
  const before = "First line.\nconst total = items.reduce((sum, it";
  const rows: [string, string, string][] = [
    ["goes on as it comes", "em) => sum + item.price, 0);", "em) => sum + item.price, 0);"],
    ["loses the line it begins again", "const total = items.reduce((sum, item) => 0);", "em) => 0);"],
    ["keeps text that only looks similar", "const total = items.length;", "const total = items.length;"],
    ["keeps a short echo", "sum, it", "sum, it"],
    ["may be empty", "", ""],
  ];
  for (const [what, continuation, expected] of rows) {
    it(`${what}, however it is cut`, () => {
      for (let size = 1; size <= continuation.length + 1; size++) {
        assert.equal(shown(before, continuation, size), expected, `pieces of ${size}`);
      }
    });
  }

  it("keeps rules and brackets, which may be meant twice", () => {
    assert.equal(shown("|---|---|---|---|---|", "---|---|---|---|", 3), "---|---|---|---|");
    assert.equal(shown(`${"=".repeat(40)}`, "=".repeat(40), 7), "=".repeat(40));
  });

  it("is held back only while it may be a repetition", () => {
    const joiner = createJoiner(before);
    assert.equal(joiner.push("const total = "), "");
    assert.equal(joiner.push("7"), "const total = 7");
    assert.equal(joiner.push(";"), ";");
  });
});

describe("withoutRepeats", () => {
  it("leaves one of many copies, wherever the last one is cut", () => {
    const passage = "and so on and on, ";
    for (let cut = 0; cut < passage.length; cut++) {
      const text = `A good start. ${passage.repeat(120)}${passage.slice(0, cut)}`;
      const left = withoutRepeats(text);
      assert.ok(left.startsWith("A good start. and") && left.length < 14 + 2 * passage.length, `${cut}: ${left}`);
      assert.ok(text.startsWith(left));
    }
  });

  it("leaves texts without a loop at the end unchanged", () => {
    const table = Array.from({ length: 60 }, (_, row) => `| ${row} | ${row * row} |`).join("\n");
    for (const text of ["", "a", "na na na na", "-".repeat(80), table, `${"x".repeat(5000)} end`, "0, ".repeat(300)]) {
      assert.equal(withoutRepeats(text), text);
    }
  });

  it("is quick on a long text", () => {
    const text = `${"word ".repeat(200_000)}end.`;
    let left = "";
    // Some 10 ms; anything quadratic takes minutes.
    assert.ok(cpuMs(() => (left = withoutRepeats(text))) < 2000);
    assert.equal(left, text);
  });
});

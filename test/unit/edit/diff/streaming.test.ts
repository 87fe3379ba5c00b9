import assert from "node:assert/strict";
import { characterEdits } from "../../../../src/edit/diff/characterEdits.ts";
import { lineDiff } from "../../../../src/edit/diff/lineDiff.ts";
import { replaceLines } from "../../../../src/edit/diff/lineEdits.ts";
import { streamingArguments } from "../../../../src/agent/tools/streamingArguments.ts";
import { streamingDiff } from "../../../../src/edit/diff/streamingDiff.ts";

describe("streaming diff", () => {
  const old = "function a() {\n  one();\n  two();\n  three();\n}\n";
  it("settles a hunk when a line after it is recognised", () => {
    const diff = streamingDiff(old);
    assert.deepEqual(diff.push("function a() {\n"), { settled: [], open: undefined });
    assert.deepEqual(diff.push("  ones();\n"), {
      settled: [],
      open: { start: 1, end: 2, lines: ["  ones();"], partial: false },
    });
    assert.deepEqual(diff.push("  two();\n"), {
      settled: [{ start: 1, end: 2, lines: ["  ones();"] }],
      open: undefined,
    });
    assert.deepEqual(diff.push("  three();\n}\n"), { settled: [], open: undefined });
    assert.deepEqual(diff.finish(), { settled: [], open: undefined });
  });
  it("shows an incomplete line, unless it may be the original's next", () => {
    const diff = streamingDiff(old);
    assert.equal(diff.push("function").open, undefined);
    assert.equal(diff.push(" a() {\n  on").open, undefined);
    assert.deepEqual(diff.push("ce();").open, { start: 1, end: 1, lines: ["  once();"], partial: true });
  });
  it("touches nothing that the text has not reached", () => {
    const diff = streamingDiff(old);
    const { settled, open } = diff.push("function a() {\n  log();\n  more();\n");
    assert.deepEqual(settled, []);
    assert.equal(open?.end, 1);
    assert.deepEqual(diff.push("  one();\n").settled, [{ start: 1, end: 1, lines: ["  log();", "  more();"] }]);
  });
  it("does not match a bracket with one far below", () => {
    const long = Array.from({ length: 30 }, (_, i) => `  step${i}();`).join("\n");
    const diff = streamingDiff(`function a() {\n${long}\n}\nend();\n`);
    assert.deepEqual(diff.push("function b() {\n}\n").settled, []);
    const { settled } = diff.push("function a() {\n");
    assert.deepEqual(settled, [{ start: 0, end: 0, lines: ["function b() {", "}"] }]);
  });
  it("settles a deletion when two lines after it are recognised", () => {
    const many = Array.from({ length: 80 }, (_, i) => `line ${i}`);
    const diff = streamingDiff(many.join("\n"));
    assert.deepEqual(diff.push("line 0\nline 60\n").settled, []);
    assert.deepEqual(diff.push("line 61\n").settled, [{ start: 1, end: 60, lines: [] }]);
    assert.deepEqual(diff.finish().settled, [{ start: 62, end: 80, lines: [] }]);
  });
  it("settles rewritten lines when more of them follow, even if none is unchanged", () => {
    const before = Array.from({ length: 40 }, (_, i) => `const value${i} = read(${i}, name);`);
    const after = before.map((line) => line.replace("const", "let").replace(";", " ?? 0;"));
    const diff = streamingDiff(before.join("\n"));
    const settled = after.slice(0, 20).flatMap((line) => diff.push(`${line}\n`).settled);
    assert.deepEqual(settled, [
      { start: 0, end: 8, lines: after.slice(0, 8) },
      { start: 8, end: 16, lines: after.slice(8, 16) },
    ]);
    assert.equal(diff.push("").open?.end, 20);
  });
  it("costs the same for each token, however long the region is", () => {
    const cost = (size: number): number => {
      const before = Array.from({ length: size }, (_, i) => `const value${i} = read(${i}, name);`);
      const text = before.map((line) => line.replace("const", "let")).join("\n");
      const diff = streamingDiff(before.join("\n"));
      const start = process.cpuUsage();
      for (let at = 0; at < text.length; at += 4) diff.push(text.slice(at, at + 4));
      const { user } = process.cpuUsage(start);
      return user / text.length;
    };
    cost(2000);
    const [small, large] = [cost(1000), cost(8000)];
    assert.ok(large < small * 4 + 1, `${small} and ${large} µs for each character`);
  });
  it("settles all the rest at the end", () => {
    const diff = streamingDiff("a\nb\nc");
    diff.push("a\nx");
    assert.deepEqual(diff.finish().settled, [{ start: 1, end: 3, lines: ["x"] }]);
    assert.deepEqual(diff.finish().settled, []);
  });
  it("knows CRLF, wherever it is split, and an empty original", () => {
    const diff = streamingDiff("a\r\nb\r\n");
    assert.deepEqual(diff.push("a\r").open, undefined);
    assert.deepEqual(diff.push("\nx\r\n").open?.lines, ["x"]);
    assert.deepEqual(diff.finish().settled, [{ start: 1, end: 2, lines: ["x"] }]);
    const empty = streamingDiff("");
    empty.push("a\nb\n");
    assert.deepEqual(empty.finish().settled, [{ start: 0, end: 0, lines: ["a", "b"] }]);
  });
  it("gives hunks that can be spliced with the text's own line breaks", () => {
    assert.deepEqual(replaceLines("a\r\nb\nc", [{ start: 1, end: 2, lines: ["x", "y"] }]), [
      { start: 3, end: 4, text: "x\ny" },
    ]);
    assert.deepEqual(replaceLines("a\r\nb", [{ start: 2, end: 2, lines: ["c"] }]), [
      { start: 4, end: 4, text: "\r\nc" },
    ]);
  });
});

describe("line diff and character edits", () => {
  it("finds the lines that differ", () => {
    assert.deepEqual(lineDiff(["a", "b", "c"], ["a", "x", "c", "d"]), [
      { beforeStart: 1, beforeEnd: 2, afterStart: 1, afterEnd: 2 },
      { beforeStart: 3, beforeEnd: 3, afterStart: 3, afterEnd: 4 },
    ]);
    assert.deepEqual(lineDiff([], []), []);
    assert.deepEqual(lineDiff(["a"], []), [{ beforeStart: 0, beforeEnd: 1, afterStart: 0, afterEnd: 0 }]);
  });
  it("finds few hunks where lines repeat", () => {
    const before = ["{", "a", "}", "", "{", "b", "}"];
    assert.deepEqual(lineDiff(before, ["{", "a", "}", "", "{", "x", "}", "", "{", "b", "}"]).length, 1);
  });
  it("gives up on texts with nothing in common instead of running on", () => {
    const a = Array.from({ length: 20_000 }, (_, i) => String(i % 7));
    const b = Array.from({ length: 20_000 }, (_, i) => String((i * 3) % 11));
    const hunks = lineDiff(a, b);
    const back = [...hunks]
      .reverse()
      .reduce(
        (all, h) => [...all.slice(0, h.beforeStart), ...b.slice(h.afterStart, h.afterEnd), ...all.slice(h.beforeEnd)],
        a,
      );
    assert.deepEqual(back, b);
  });
  it("finds the characters that differ in a line", () => {
    assert.deepEqual(characterEdits("const count = 10;", "const counter = 12;"), [
      { start: 11, end: 11, text: "er" },
      { start: 15, end: 16, text: "2" },
    ]);
    assert.deepEqual(characterEdits("a 😀", "a 😁"), [{ start: 2, end: 4, text: "😁" }]);
  });
});

describe("streaming arguments", () => {
  const read = (...chunks: string[]): [string, string, boolean][] => {
    const reader = streamingArguments(["newText"]);
    return chunks.flatMap((chunk) => reader.push(chunk)).map(({ path, delta, done }) => [path.join("."), delta, done]);
  };
  it("gives the value as it grows", () => {
    assert.deepEqual(read('{"path":"a.ts","newText":"le', "t a", '"}'), [
      ["newText", "le", false],
      ["newText", "t a", false],
      ["newText", "", true],
    ]);
  });
  it("holds back what is incomplete: escapes, code points, surrogate pairs", () => {
    assert.deepEqual(read('{"newText":"a\\', "n\\u00", "e9\\ud83d", '\\ude00"}'), [
      ["newText", "a", false],
      ["newText", "\n", false],
      ["newText", "é", false],
      ["newText", "😀", true],
    ]);
  });
  it("gives the same in one piece and character by character", () => {
    const text = JSON.stringify({ a: [{ newText: 'x\\"\n\t😀é' }, "newText", { newText: "" }], newText: "\ud83d" });
    const whole = (pieces: string[]): Record<string, string> => {
      const values: Record<string, string> = {};
      for (const [path, delta] of read(...pieces)) values[path] = (values[path] ?? "") + delta;
      return values;
    };
    const expected = { "a.0.newText": 'x\\"\n\t😀é', "a.2.newText": "", newText: "\ud83d" };
    assert.deepEqual(whole([text]), expected);
    assert.deepEqual(whole(Array.from({ length: text.length }, (_, i) => text.charAt(i))), expected);
  });
  it("finds values in lists and objects, and no others", () => {
    const text = JSON.stringify({
      edits: [{ oldText: "x", newText: "1" }, { newText: "2" }],
      note: "newText",
      x: ["newText"],
    });
    assert.deepEqual(read(text), [
      ["edits.0.newText", "1", true],
      ["edits.1.newText", "2", true],
    ]);
  });
  it("accepts what models write wrong", () => {
    assert.deepEqual(read('Here: {"newText": "a\nb \\x c \\u00g"}'), [["newText", "a\nb \\x c \\u00g", true]]);
    assert.deepEqual(read('{"newText": 5, "other": {"newText": null}}'), []);
    assert.deepEqual(read("no braces at all", "", "]}"), []);
  });
});

import assert from "node:assert/strict";
import { type InnerSpan, innerDiff } from "../../../../src/edit/diff/innerDiff.ts";

const marked = (lines: readonly string[], spans: readonly InnerSpan[]): string[] =>
  lines.map((line, i) => {
    const parts: string[] = [];
    let at = 0;
    for (const { start, end } of spans.filter((span) => span.line === i)) {
      parts.push(line.slice(at, start), `«${line.slice(start, end)}»`);
      at = end;
    }
    return parts.join("") + line.slice(at);
  });

/** Both sides with what differs in « ». */
const rows: [name: string, before: string[], after: string[]][] = [
  ["whole words and numbers", ["const «count» = «10»;"], ["const «counter» = «12»;"]],
  ["a part of a camelCase word", ["x = get«User»Name();"], ["x = get«Account»Name();"]],
  ["a word after an acronym", ["new HTTP«Request»()"], ["new HTTP«Response»()"]],
  ["a number at a name's end", ["item«1»"], ["item«20»"]],
  ["inserted text", ["return x;"], ["return x« + offset(y)»;"]],
  ["indentation", ["  go();"], ["  «  »go();"]],
  ["an accent together with its letter", ["un grand «cafe» ici"], ["un grand «cafe\u0301» ici"]],
  ["a whole emoji", ["a «😀» b"], ["a «😁» b"]],
  [
    "short equal text between large changes",
    ["const result = compute(«alphabet, betting»)"],
    ["const result = compute(«gammon, deltoid»)"],
  ],
  ["many small changes as one", ["(«a.b, c.d, e.f, g.h»)"], ["(«i.j, k.l, m.n, o.p»)"]],
  ["nothing in common", ["«const total = items.length;»"], ["«await save(user, id);»"]],
  ["a line before the changed one", ["use(a, b);"], ["«const c = 1;»", "use(a, b«, c»);"]],
  ["a removed line", ["«const c = 1;»", "use(a, b«, c»);"], ["use(a, b);"]],
  ["a wrapped line", ["call(alpha, beta, gamma);"], ["call(", "  alpha,", "  beta,", "  gamma«,»", ");"]],
  ["joined lines", ["if (", "  first &&", "  second", ") return;"], ["if (first && second) return;"]],
  ["an added block", [], ["«one»", "", "«two»"]],
  ["a removed block", ["«one»"], []],
  ["equal lines", ["one", "two"], ["one", "two"]],
];

const plain = (lines: readonly string[]): string[] => lines.map((line) => line.replace(/[«»]/g, ""));

describe("inner diff", () => {
  for (const [name, before, after] of rows)
    it(`marks: ${name}`, () => {
      const diff = innerDiff(plain(before), plain(after));
      assert.deepEqual(
        { before: marked(plain(before), diff.before), after: marked(plain(after), diff.after) },
        { before, after },
      );
    });

  it("is bounded: a line of megabytes, thousands of lines, lines without anything in common", () => {
    const long = "x".repeat(3_000_000);
    assert.deepEqual(innerDiff([`${long} a;`], [`${long} b;`]).before, [{ line: 0, start: 3_000_001, end: 3_000_002 }]);
    const many = (word: string): string[] =>
      Array.from({ length: 5000 }, (_, i) => `const value${i} = ${word}(${i * 7}, other, "${word}");`);
    assert.equal(innerDiff(many("make"), many("take")).after.length, 10_000);
    assert.equal(innerDiff(many("make"), many("take").slice(1)).after.length, 4999);
    const digits = (seed: number): string => Array.from({ length: 4000 }, (_, i) => (i * seed) % 97).join(" ");
    assert.ok(innerDiff([digits(31)], [digits(57)]).before.length > 0);
  });
});

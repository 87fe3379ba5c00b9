import assert from "node:assert/strict";
import fc from "fast-check";
import { codeReader, reindented } from "../../../src/prompts/codeReader.ts";
import { fencesOf } from "../../../src/prompts/answer/fencesOf.ts";
import { cpuMs } from "../../support/cpu.ts";

/** What a reader gives for an answer that comes in these pieces. */
function read(pieces: readonly string[], region = "x\n"): string {
  const reader = codeReader(region);
  return pieces.map((piece) => reader(piece)).join("");
}

describe("the code of a growing answer", () => {
  const rows: [string, answer: string, code: string, region?: string][] = [
    ["one fence", "Sure:\n```ts\nconst a = 1;\n```\nDone.", "const a = 1;\n"],
    ["a longer fence around a shorter one", "````md\n```\nx\n```\n````\n", "```\nx\n```\n"],
    ["tildes, with backticks inside", "~~~\n```\n~~~\n", "```\n"],
    ["what comes before the fence's end", "```ts\nconst a", "const a"],
    ["backticks inside a line", "```js\nconst s = `a`;\n```\n", "const s = `a`;\n"],
    ["a line that began like the fence's end", "```js\n`a`;\n```\n", "`a`;\n"],
    ["nothing without a fence", "const a = 1;\n", ""],
    ["nothing after the fence", "```\na\n```\n\n```\nb\n```\n", "a\n"],
    ["nothing of what may be an example", "Which one?\n```js\na\n```\n", ""],
    ["nothing of a command beside words", "Run this:\n```bash\na\n```\n", ""],
    ["a script", "```bash\na\n```\n", "a\n"],
    ["code whose indentation was left out", "```\na {\n  b\n\n}\n```", "    a {\n      b\n\n    }\n", "    x\n"],
    ["code with an indentation of its own", "```\n\n  a\n```", "\n  a\n", "    x\n"],
  ];
  for (const [name, answer, code, region] of rows) {
    it(`is ${name}, however it is cut`, () => {
      assert.equal(read([answer], region), code);
      assert.equal(read([...answer], region), code);
      for (let at = 0; at <= answer.length; at++) {
        assert.equal(read([answer.slice(0, at), answer.slice(at)], region), code, `cut at ${at}`);
      }
    });
  }

  it("is in the end what the whole answer has, and never more than that on the way", () => {
    const parts = fc.constantFrom("```", "~~~", "`", "\n", "\n", "a", "b {", "  ", "\t", "}", "````");
    const texts = fc.array(parts, { maxLength: 24 }).map((all) => `\`\`\`\n${all.join("")}`);
    const regions = fc.constantFrom("x\n", "  x\n", "\t\n\tx", "");
    const property = fc.property(texts, regions, fc.array(fc.nat(60)), (answer, region, cuts) => {
      const places = [0, ...cuts.filter((at) => at < answer.length), answer.length].sort((a, b) => a - b);
      const pieces = places.slice(1).map((at, index) => answer.slice(places[index], at));
      const whole = reindented(fencesOf(`${answer}\n`).fences[0]?.text ?? "", region);
      const streamed = read([...pieces, "\n"], region);
      const trimmed = (text: string) => text.replace(/\s+$/, "");
      assert.equal(trimmed(streamed), trimmed(whole));
    });
    fc.assert(property, { numRuns: 3000 });
  });

  it("does not read again what it has read", () => {
    const reader = codeReader("x\n");
    reader("```\n");
    const ms = cpuMs(() => {
      for (let at = 0; at < 100_000; at++) reader("const a = 1;\n");
    });
    // Some 200 ms; reading all of it anew with each line takes minutes.
    assert.ok(ms < 5000, `${ms} ms`);
  });
});

describe("reindented", () => {
  it("gives code the region's indentation where it has none at all", () => {
    assert.equal(reindented("a {\n  b\n\n}", "    x\n"), "    a {\n      b\n\n    }");
    assert.equal(reindented("  a", "    x"), "  a", "an indentation of its own");
    assert.equal(reindented("a", "x"), "a");
    assert.equal(reindented("", "  x"), "");
  });
});

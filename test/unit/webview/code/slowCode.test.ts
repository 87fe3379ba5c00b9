import assert from "node:assert/strict";
import { colourWithin } from "../../../../src/webview/code/colourWithin.ts";
import { colour } from "../../../../src/webview/code/languages.ts";

/** Code on which a language's patterns take time by the square of its length. */
const slow: readonly (readonly [string, string])[] = [
  ["csharp", "a b "],
  ["csharp", "a\n"],
  ["csharp", "async a "],
  ["cpp", "class a "],
  ["c", "a\n"],
  ["ini", "a."],
  ["java", "$"],
  ["php", "a("],
  ["css", "a="],
  ["bash", "'\n"],
];

describe("code that is slow to colour", () => {
  for (const [language, unit] of slow)
    it(`is soon shown plain: ${language} ${JSON.stringify(unit)}`, () => {
      const code = unit.repeat(Math.ceil(40_000 / unit.length));
      const start = process.cpuUsage();
      colour(code, language);
      const { user } = process.cpuUsage(start);
      // 100 ms is the bound; a machine under load may take several times as long.
      assert.ok(user < 1_500_000, `${user / 1000} ms`);
    });
  it("is coloured in pieces first, and one slow piece ends the attempt", () => {
    let clock = 0;
    const seen: number[] = [];
    const take = (code: string): string => {
      seen.push(code.length);
      clock += code.includes("slow") ? 1000 : 1;
      return "coloured";
    };
    assert.equal(
      colourWithin(`${"x".repeat(5000)}slow`, take, () => clock),
      undefined,
    );
    assert.deepEqual(seen, [2000, 2000, 1004, 1004]);
    assert.equal(
      colourWithin("x".repeat(10_000), take, () => clock),
      "coloured",
    );
    assert.equal(
      colourWithin("slow", take, () => clock),
      "coloured",
      "what is short is not looked at",
    );
  });
});

import assert from "node:assert/strict";
import { codeBlock } from "../../../src/prompts/code.ts";
import { codeOf } from "../../../src/prompts/refactor.ts";

describe("codeOf", () => {
  const rows: [string, string, string | undefined][] = [
    ["one fence", "Sure:\n```ts\nconst a = 1;\n```\nDone.", "const a = 1;"],
    ["an empty fence", "```\n\n```", ""],
    ["a longer fence around a shorter one", "````md\n```\nx\n```\n````", "```\nx\n```"],
    ["tildes", "~~~\nx\n~~~", "x"],
    ["no closing fence", "```ts\nconst a = 1;\n", "const a = 1;"],
    ["no fence at all", "\nconst a = 1;\n\n", "const a = 1;"],
    ["backticks inside a line", "```js\nconst s = `a`;\n```", "const s = `a`;"],
    ["nothing", "  \n", undefined],
  ];
  for (const [name, answer, code] of rows) it(`reads ${name}`, () => assert.equal(codeOf(answer, true), code));

  it("gives whole lines alone while the answer still grows, and never takes one back", () => {
    const answer = "Here:\n```ts\nconst a = 1;\nconst b = 2;\n```\n";
    let before = "";
    for (let end = 0; end <= answer.length; end++) {
      const soFar = codeOf(answer.slice(0, end), false) ?? "";
      assert.ok(soFar.startsWith(before), `at ${end}`);
      before = soFar;
    }
    assert.equal(before, "const a = 1;\nconst b = 2;");
  });
});

describe("codeBlock", () => {
  it("fences text that holds fences so that nothing ends it early", () => {
    const code = { path: "a.md", languageId: "markdown", startLine: 1, endLine: 3, text: "```\nx\n```" };
    assert.equal(codeBlock(code), "a.md, lines 1-3:\n````markdown\n```\nx\n```\n````");
  });
});

import assert from "node:assert/strict";
import { codeBlock } from "../../../src/prompts/code.ts";
import { codeOf, refactorMessages } from "../../../src/prompts/refactor.ts";

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
  for (const [name, answer, code] of rows) it(`reads ${name}`, () => assert.equal(codeOf(answer), code));
});

describe("refactorMessages", () => {
  const code = { path: "a.js", languageId: "javascript", startLine: 3, endLine: 3, text: "one();" };
  const nothing = { before: "", after: "", imports: "", problems: [], rules: "" };
  const texts = (messages: ReturnType<typeof refactorMessages>) =>
    messages.map(({ role, parts }) => [role, parts.map((part) => (part.type === "text" ? part.text : "")).join("")]);

  it("leaves out what there is nothing of", () => {
    const [, user] = texts(refactorMessages(code, "Shout", nothing));
    assert.deepEqual(user, [
      "user",
      "The region, from a.js, lines 3-3:\n```javascript\none();\n```\n\nInstruction: Shout",
    ]);
  });

  it("goes on from what was proposed", () => {
    const messages = texts(refactorMessages(code, "Louder", nothing, [{ instruction: "Shout", code: "ONE();" }]));
    assert.deepEqual(messages.slice(2), [
      ["assistant", "```\nONE();\n```"],
      ["user", "Now rewrite your code further: Louder"],
    ]);
    assert.match(messages[1]?.[1] ?? "", /Instruction: Shout$/);
  });
});

describe("codeBlock", () => {
  it("fences text that holds fences so that nothing ends it early", () => {
    const code = { path: "a.md", languageId: "markdown", startLine: 1, endLine: 3, text: "```\nx\n```" };
    assert.equal(codeBlock(code), "a.md, lines 1-3:\n````markdown\n```\nx\n```\n````");
  });
});

import assert from "node:assert/strict";
import { codeBlock } from "../../../src/prompts/code.ts";
import { refactorMessages } from "../../../src/prompts/refactor.ts";

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

describe("refactorMessages, after words of the model's,", () => {
  it("go on from what was asked", () => {
    const code = { path: "a.js", languageId: "javascript", startLine: 3, endLine: 3, text: "one();" };
    const nothing = { before: "", after: "", imports: "", problems: [], rules: "" };
    const earlier = [{ instruction: "Add the tax", words: "Which tax?" }];
    const texts = refactorMessages(code, "The German one", nothing, earlier).map(({ role, parts }) => [
      role,
      parts.map((part) => (part.type === "text" ? part.text : "")).join(""),
    ]);
    assert.match(texts[1]?.[1] ?? "", /Instruction: Add the tax$/);
    assert.deepEqual(texts[2], ["assistant", "Which tax?"]);
    assert.match(texts[3]?.[1] ?? "", /^The German one\n\nNow answer with the new text/);
  });
});

describe("codeBlock", () => {
  it("fences text that holds fences so that nothing ends it early", () => {
    const code = { path: "a.md", languageId: "markdown", startLine: 1, endLine: 3, text: "```\nx\n```" };
    assert.equal(codeBlock(code), "a.md, lines 1-3:\n````markdown\n```\nx\n```\n````");
  });
});

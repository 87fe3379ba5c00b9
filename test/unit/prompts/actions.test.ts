import assert from "node:assert/strict";
import { fixInstruction, type Problem, problemsText } from "../../../src/prompts/actions.ts";
import { isName, namesIn } from "../../../src/prompts/rename.ts";
import { testsMessages } from "../../../src/prompts/tests.ts";

const problem: Problem = {
  line: 3,
  severity: "error",
  message: "No such name",
  source: "ts",
  code: "2304",
  related: [],
};

describe("a problem in words", () => {
  it("has its line, its code, its related places and the server's remedies", () => {
    const related = [{ path: "a.ts", line: 9, message: "declared here" }];
    assert.equal(
      problemsText([{ ...problem, related }], ["Add import"]),
      "Problems reported:\n- line 3, error (ts 2304): No such name\n  - see a.ts:9: declared here\nThe language server offers these fixes:\n- Add import",
    );
  });

  it("leaves out what is not known", () => {
    const { source: _, code: __, ...bare } = problem;
    assert.equal(problemsText([bare], []), "Problems reported:\n- line 3, error: No such name");
  });

  it("is named in the instruction, several are counted", () => {
    assert.equal(fixInstruction([problem]), "Fix this problem: No such name");
    assert.equal(fixInstruction([problem, problem]), "Fix these 2 problems.");
  });
});

describe("the names in an answer", () => {
  const rows: [string, string, string[]][] = [
    ["one a line", "total\nsumOfAll\n", ["total", "sumOfAll"]],
    [
      "lists with marks, numbers and reasons",
      "1. `total`\n- **sum** - short\n* area: what it is",
      ["total", "sum", "area"],
    ],
    ["never the old one, and none twice", "old\nnew1\nnew1", ["new1"]],
    ["no prose", "Here are better names:\nI would take this one\ntotal", ["total"]],
    ["names beyond ASCII", "größe\n$el", ["größe", "$el"]],
    ["not more than were asked for", "a\nb\nc\nd\ne\nf", ["a", "b", "c", "d", "e"]],
  ];
  for (const [what, answer, names] of rows) {
    it(`are ${what}`, () => assert.deepEqual(namesIn(answer, "old"), names));
  }

  it("can be told from other text", () => {
    assert.deepEqual(["a1", "ö", "1a", "a b", ""].map(isName), [true, true, false, false, false]);
  });
});

describe("the question for tests", () => {
  const code = { path: "a.ts", languageId: "ts", startLine: 1, endLine: 1, text: "export const a = 1;" };
  const said = (answer: "whole" | "append") =>
    JSON.stringify(
      testsMessages({ code, path: "a.test.ts", framework: "vitest", existing: { ...code, text: "it()" }, answer }),
    );

  it("names code, framework, file, and what is there", () => {
    for (const part of ["export const a = 1;", "Framework: vitest", "Test file: a.test.ts", "it()"]) {
      assert.ok(said("whole").includes(part), part);
    }
  });

  it("wants the whole file, or what is new", () => {
    assert.match(said("whole"), /the whole text of that file/);
    assert.match(said("append"), /only the new tests/);
  });
});

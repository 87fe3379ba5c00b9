import type { Message } from "../model/message.ts";
import { type CodeExcerpt, codeBlock } from "./code.ts";

export type TestsWanted = {
  /** The code to test. */
  code: CodeExcerpt;
  /** The file for the tests. */
  path: string;
  framework: string;
  /** The existing tests, whole, or another test of the project to imitate. */
  existing?: CodeExcerpt;
  example?: CodeExcerpt;
  /** "append": only new tests, to be added to the end of the existing file. */
  answer: "whole" | "append";
};

/** Asks for tests: the whole test file, or an addition to its end. */
export function testsMessages({ code, path, framework, existing, example, answer }: TestsWanted): Message[] {
  const wanted =
    answer === "append"
      ? "Answer with only the new tests, which are put at the end of that file, in one fenced code block."
      : "Answer with the whole text of that file, in one fenced code block. Keep every test that is there.";
  const system = `You write tests for a project, in its own framework and style. Test behaviour: usual cases, edges, errors. Import what is tested by its path relative to the test file. ${wanted}`;
  const parts = [
    existing && `The test file as it is:\n${codeBlock(existing)}`,
    example && `Another test of this project, for its style:\n${codeBlock(example)}`,
    `Test this code:\n${codeBlock(code)}`,
    `Framework: ${framework}\nTest file: ${path}`,
  ].filter((part) => part !== undefined);
  return [
    { role: "system", parts: [{ type: "text", text: system }] },
    { role: "user", parts: [{ type: "text", text: parts.join("\n\n") }] },
  ];
}

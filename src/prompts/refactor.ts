import type { Message } from "../model/message.ts";
import { codeBlock, type CodeExcerpt, fenced } from "./code.ts";

/** What goes with a region that is to be rewritten. Empty texts and lists are left out. */
export type Surroundings = {
  /** Lines above and below it, nearest first to be kept. */
  before: string;
  after: string;
  /** What the file imports, where that is not among the lines above. */
  imports: string;
  /** Problems that the editor shows in the region. */
  problems: readonly string[];
  /** The project's own rules for code. */
  rules: string;
};

/** What came of an earlier instruction, for the next one to build on: a rewriting, or words in its place. */
export type EarlierProposal = { instruction: string } & ({ code: string } | { words: string });

const system =
  "You rewrite one region of a file as instructed. Answer with the new text of the region alone, in one fenced code block. Keep its indentation and everything the instruction does not concern.";

/** Asks for a rewritten region and nothing else. */
export function refactorMessages(
  code: CodeExcerpt,
  instruction: string,
  around: Surroundings,
  earlier: readonly EarlierProposal[] = [],
): Message[] {
  const { before, after, imports, problems, rules } = around;
  const context = [
    rules && `Rules of this project:\n${rules}`,
    imports && `The file imports:\n${fenced(imports)}`,
    before && `The lines before it:\n${fenced(before)}`,
    after && `The lines after it:\n${fenced(after)}`,
    problems.length > 0 && `The editor reports in the region:\n${problems.map((each) => `- ${each}`).join("\n")}`,
  ].filter((part) => typeof part === "string" && part !== "");
  const instructions = [...earlier.map((each) => each.instruction), instruction];
  const first = [...context, `The region, from ${codeBlock(code)}`, `Instruction: ${instructions[0]}`].join("\n\n");
  const later = earlier.flatMap((each, at): Message[] => {
    const next = instructions[at + 1] ?? "";
    const [said, asked] =
      "code" in each
        ? [fenced(each.code), `Now rewrite your code further: ${next}`]
        : [each.words, `${next}\n\nNow answer with the new text of the region alone, in one fenced code block.`];
    return [
      { role: "assistant", parts: [{ type: "text", text: said }] },
      { role: "user", parts: [{ type: "text", text: asked }] },
    ];
  });
  return [
    { role: "system", parts: [{ type: "text", text: system }] },
    { role: "user", parts: [{ type: "text", text: first }] },
    ...later,
  ];
}

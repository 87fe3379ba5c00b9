import type { Message } from "../model/message.ts";
import { codeBlock, type CodeExcerpt, fenced } from "./code.ts";

/** The context of a region to rewrite. Empty texts and lists are omitted. */
export type Surroundings = {
  /** Lines above and below; the nearest are kept first. */
  before: string;
  after: string;
  /** The file's imports, unless they are among the lines above. */
  imports: string;
  /** Problems that the editor shows in the region. */
  problems: readonly string[];
  /** The project's own coding rules. */
  rules: string;
};

/** The result of an earlier instruction, for the next one to build on: a rewrite, or words instead. */
export type EarlierProposal = { instruction: string } & ({ code: string } | { words: string });

const system =
  "You rewrite one region of a file as instructed. Answer with the new text of the region alone, in one fenced code block. Keep its indentation and everything the instruction does not concern.";

/** Asks for the rewritten region only. */
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

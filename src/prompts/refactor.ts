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

/** A rewriting that was proposed, for the next instruction to build on. */
export type EarlierProposal = { instruction: string; code: string };

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
  const later = earlier.flatMap(({ code: proposed }, at): Message[] => [
    { role: "assistant", parts: [{ type: "text", text: fenced(proposed) }] },
    { role: "user", parts: [{ type: "text", text: `Now rewrite your code further: ${instructions[at + 1]}` }] },
  ]);
  return [
    { role: "system", parts: [{ type: "text", text: system }] },
    { role: "user", parts: [{ type: "text", text: first }] },
    ...later,
  ];
}

/**
 * The code so far in a growing answer: what is inside the first fence, up to its end or, while `ended` is false, up to
 * what might be the beginning of that end (a line break before it counts until the end is there). Without any fence the whole answer counts as code once it has ended, for
 * models that leave it out.
 */
export function codeOf(answer: string, ended: boolean): string | undefined {
  const open = /^(`{3,}|~{3,})[^\n]*\n/m.exec(answer);
  if (!open) return ended && answer.trim() !== "" ? answer.replace(/^\n+|\s+$/g, "") : undefined;
  const body = answer.slice(open.index + open[0].length);
  const close = new RegExp(`(^|\\n)${open[1]}[ \\t]*(\\n${ended ? "|$" : ""})`).exec(body);
  if (close) return body.slice(0, close.index);
  if (ended) return body.replace(/\n$/, "");
  const lineStart = body.lastIndexOf("\n") + 1;
  return /^[`~]*[ \t]*$/.test(body.slice(lineStart)) ? body.slice(0, lineStart) : body;
}

/**
 * Code with the region's own indentation where the model left all of it out, which small models do: the region's first
 * line is indented and the answer's is not.
 */
export function reindented(code: string, region: string): string {
  const indent = /^([ \t]*)\S/m.exec(region)?.[1] ?? "";
  const first = /^([ \t]*)\S/m.exec(code)?.[1];
  if (indent === "" || first !== "") return code;
  return code.replace(/^(?=[^\r\n])/gm, indent);
}

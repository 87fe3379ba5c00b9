import type { Message } from "../model/message.ts";
import { type CodeExcerpt, codeBlock } from "./code.ts";

/** The number of names to ask for. */
const WANTED = 5;

/** Asks for clearer names of a symbol, one per line. */
export function renameMessages(name: string, code: CodeExcerpt): Message[] {
  const system = `You name things in code. Answer with ${WANTED} better names for the given one, the best first, one a line, and nothing else. Keep to the naming style of the code.`;
  const text = `${codeBlock(code)}\n\nThe name: ${name}`;
  return [
    { role: "system", parts: [{ type: "text", text: system }] },
    { role: "user", parts: [{ type: "text", text }] },
  ];
}

/** The first identifier of each line, without list marks and quotes, duplicates and the old name. */
export function namesIn(answer: string, old: string): string[] {
  const names = answer.split("\n").flatMap((line) => {
    const bare = /^[\s>*+\-–•\d.)]*[`"'*]*([\p{L}_$][\p{L}\p{N}_$-]*)[`"'*]*(?:\s*[-–—:(].*)?[\s.,;]*$/u.exec(line);
    return bare?.[1] === undefined ? [] : [bare[1]];
  });
  return [...new Set(names)].filter((name) => name !== old).slice(0, WANTED);
}

/** Whether a text can be a name in most languages; the language server decides in the end. */
export const isName = (text: string): boolean => /^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(text);

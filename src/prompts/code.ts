/** A piece of a file; lines count from 1. */
export type CodeExcerpt = { path: string; languageId: string; startLine: number; endLine: number; text: string };

/** Puts a text into a fence that is longer than any fence inside it. */
export function fenced(text: string, info = ""): string {
  // A text may hold more runs than a call takes arguments.
  let longest = 2;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  const fence = "`".repeat(longest + 1);
  return `${fence}${info}\n${text}\n${fence}`;
}

/** The excerpt with its place, fenced. */
export const codeBlock = (code: CodeExcerpt): string =>
  `${code.path}, lines ${code.startLine}-${code.endLine}:\n${fenced(code.text, code.languageId)}`;

/** A question with its attached code, the code first. */
export const withCode = (question: string, excerpts: readonly CodeExcerpt[]): string =>
  [...excerpts.map(codeBlock), question].join("\n\n");

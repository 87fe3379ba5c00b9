/** A piece of a file; lines count from 1. */
export type CodeExcerpt = { path: string; languageId: string; startLine: number; endLine: number; text: string };

/** The excerpt in a fence long enough for any fence inside it. */
export function codeBlock(code: CodeExcerpt): string {
  const longest = Math.max(2, ...[...code.text.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  return `${code.path}, lines ${code.startLine}-${code.endLine}:\n${fence}${code.languageId}\n${code.text}\n${fence}`;
}

/** A question with the code attached to it, the code first. */
export const withCode = (question: string, excerpts: readonly CodeExcerpt[]): string =>
  [...excerpts.map(codeBlock), question].join("\n\n");

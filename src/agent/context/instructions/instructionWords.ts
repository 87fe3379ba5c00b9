import type { InstructionFile } from "../../transcript/turnEvent.ts";

/** The instruction files as a model is told them; "" for none. */
export const instructionWords = (files: readonly InstructionFile[]): string => files.map(wordsOf).join("\n\n");

function wordsOf({ path, text, of, gone, isSkills }: InstructionFile): string {
  if (gone === true) return `The instructions of ${path} are gone and hold no longer.`;
  if (isSkills) return `Skills of the workspace. If a task fits one, first read its file:\n${text}`;
  const cut =
    of === undefined ? "" : `\n(Cut here, after ${text.length} of ${of} characters. Read ${path} for the rest.)`;
  return `Instructions of ${path}:\n${text}${cut}\n(End of ${path}.)`;
}

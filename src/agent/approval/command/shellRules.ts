import type { Shell } from "../path/question.ts";
import type { Where } from "./line/places.ts";
import type { Node, Word } from "./line/script.ts";
import type { Compare } from "./rule.ts";

/** How one shell's commands are judged beyond what is the same in all. */
export type ShellRules = {
  shell: Shell;
  /** Parses a text as a line of this shell, or of one that it starts. */
  parse(text: string): Node;
  /** The form of a command's words that rules are compared with, beside the words themselves. */
  forms(words: readonly Word[]): readonly (readonly Word[])[];
  isSame: Compare;
  /** What this shell's own commands risk whatever was allowed. */
  risk(words: readonly Word[], isFed: boolean, where: Where): string | undefined;
  /** Commands of the shell itself that change nothing, and need no rule. */
  isFree(words: readonly Word[]): boolean;
};

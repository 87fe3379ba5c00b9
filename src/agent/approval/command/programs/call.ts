import type { Word } from "../line/script.ts";

/** A program with its arguments, as the tables of programs judge it. */
export type Call = {
  /** Without folder and ending, in lower case. */
  name: string;
  args: readonly Word[];
  /** What is known of each argument: its text, or the beginning of it. */
  texts: readonly string[];
  isFed: boolean;
  /** Whether an argument of which nothing is known may be an option. */
  mayHoldOptions: boolean;
  /** Whether an argument isn't known in full, and isn't one of a loop over known names. */
  isUnknown: boolean;
};

/** The name of a program as the tables know it. */
export const programName = (text: string): string =>
  (text.split(/[\\/]/).at(-1) ?? "").toLowerCase().replace(/\.(exe|cmd|bat|com|ps1|sh)$/, "");

/**
 * The call of a command's words.
 * @param isSafe whether an unknown word is known not to begin with a dash
 */
export function callOf(words: readonly Word[], isFed: boolean, isSafe: (word: Word) => boolean): Call {
  const args = words.slice(1);
  return {
    name: programName(words[0]?.text ?? ""),
    args,
    texts: args.map(({ kind, text, head }) => (kind === "dynamic" ? head : text)),
    isFed,
    mayHoldOptions: args.some(
      (word, at) => word.kind === "dynamic" && word.head === "" && !isSafe(word) && !isValue(words, at),
    ),
    isUnknown: args.some((word) => word.kind === "dynamic" && !isSafe(word)),
  };
}

/** Whether an argument of git is one word, and the value of the option before it: a message, an author. */
const isValue = (words: readonly Word[], at: number): boolean =>
  words[0]?.text === "git" &&
  words[at + 1]?.isQuoted === true &&
  /^(-[a-z]*m|--(message|author|grep|since|until|date))$/.test(words[at]?.raw ?? "");

/** Whether an argument is one of these short options, alone or among others (`-rf`). */
export const hasShort = ({ texts }: Call, letters: string): boolean =>
  texts.some((text) => new RegExp(`^-[A-Za-z0-9]*[${letters}]`).test(text));

/**
 * Whether an argument is a long option, perhaps abbreviated, as programs accept it.
 * @param names without the dashes
 * @param least how many letters an abbreviation has at least
 */
export const hasLong = ({ texts }: Call, names: readonly string[], least = 3): boolean =>
  texts.some((text) => {
    const given = /^--([\w-]+)/.exec(text)?.[1];
    return (
      given !== undefined && names.some((name) => name === given || (given.length >= least && name.startsWith(given)))
    );
  });

/** Whether an argument fits. */
export const has = ({ texts }: Call, pattern: RegExp): boolean => texts.some((text) => pattern.test(text));

/** The arguments that are no options, and whose place a following option does not take. */
export const operands = ({ texts }: Call): string[] => texts.filter((text) => !text.startsWith("-"));

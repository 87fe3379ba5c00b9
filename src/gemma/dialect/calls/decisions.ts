import type { Introduction } from "./block.ts";
import type { Reads } from "./reads.ts";

/*
 * What makes a call of text without tokens: the format, the words before, the tool's name, and what stands behind.
 */

/** Whether calls of undeclared tools count: `any`, wherever they stand; `whole`, if nothing else is in the answer. */
export type Names = { any: boolean; whole: boolean };

export const jsonNames = ({ unknown, json }: Reads, { announced, first }: Introduction): Names => ({
  any: unknown === "all" || (unknown === "announced" && announced),
  whole: json && first,
});

export const pythonNames = ({ unknown, wholePython }: Reads, { first }: Introduction): Names => ({
  any: unknown === "all",
  whole: wholePython && first,
});

/**
 * Whether what reads as a call is one.
 * @param call `known`: its tool is declared; `data`: it may as well be data
 * @param isAlone no text stands behind it
 */
export const makesCall = (names: Names, call: { known: boolean; data?: boolean }, isAlone: boolean): boolean =>
  call.known || names.any || (names.whole && isAlone && call.data !== true);

/** Text stands before a block without announcing a call: prose behind that goes on explaining makes it an example. */
export const mayBeExample = ({ words, announced }: Introduction): boolean => words && !announced;

import type { WrittenCall } from "../syntax/callKeys.ts";

/** Calls that were found to begin, for the block that reads them: in which syntax, and how they were introduced. */
export type Begun =
  | ({ syntax: "native" } & NativeBegun)
  | ({ syntax: "json" } & JsonBegun)
  | ({ syntax: "python" } & PythonBegun)
  | ({ syntax: "tags" } & TagsBegun);

/**
 * What introduced a native call decides what becomes of it. "token": it is made, and others may follow without one. "line",
 * "glued" (to a sentence's end): what stands behind it decides. "thought": what follows in the thought does. "response":
 * a tool's answer that the model made up, which is dropped.
 */
export type NativeIntroduction = "token" | "line" | "glued" | "thought" | "response";

/** A call as far as it could be read; `call` is missing when it is cut or unreadable. */
export type NativeResult = { name: string; raw: string; call?: WrittenCall };

export type NativeBegun = {
  by: NativeIntroduction;
  name: string;
  /** All that stood before the body, for the raw text of a call that cannot be run. */
  opening: string;
  /** The token that opens such a call. */
  opener?: string;
  closers: readonly string[];
};

/**
 * What stands before calls without tokens of their own: with the format it decides which names make calls, and whether text
 * behind them makes them an example. `announced`: the model said that it makes a call. `example`: the text shows them to a
 * reader. `words`: text leads to them, whatever it says. `first`: nothing of the answer came before.
 */
export type Introduction = { announced: boolean; example: boolean; words: boolean; first: boolean };

/** Calls that stand behind a token need no other introduction. */
export const byToken: Introduction = { announced: false, example: false, words: false, first: false };

export type JsonBegun = {
  /** All that was taken before the first value: a call's opening token, or the line that opens a code block. */
  opening: string;
  /** Tokens that end a value wherever they stand outside a string. */
  closers: readonly string[];
  /** The signs that open and close the code block around it. */
  fence?: string;
  /** It stands between call tokens: whatever is in it is a call, or one that cannot be run. */
  marked: boolean;
  before: Introduction;
};

export type PythonBegun = {
  /** The line that opens the code block, if one is around it, without its line break. */
  opening: string;
  fence?: string;
  /** A code block made for calls: an unknown name in it is a call too. */
  toolFence: boolean;
  before: Introduction;
};

export type TagsBegun = {
  /** The tool that is called, for a call that cannot be run. */
  name: string;
  /** The outermost element. */
  root: string;
};

/** Text that is given back is taken in pieces of this length: else many calls in one long text would cost its square. */
export const pieceLength = 4096;

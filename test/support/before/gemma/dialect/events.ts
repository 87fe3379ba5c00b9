import type { JsonObject, ToolSpec } from "../../../../../src/model/message.ts";

/** Which syntax a model was taught; "auto" reads them all. The markers of every dialect are read in every format. */
export type DialectFormat = "auto" | "gemma4" | "gemma3-json" | "gemma3-python" | "functiongemma" | "lmstudio";

export type DialectOptions = {
  /** The tools the model was told of. Bare JSON and Python are judged by their names, arguments by their schemas. */
  tools: readonly ToolSpec[];
  /**
   * Whether thinking was asked for. Marked thoughts are taken out either way; with true, an answer that begins with
   * the bare line "thought" (its opening token lost by a server) is a thought too.
   */
  thinking: boolean;
  /** A thought has come already, beside the text: what leads the text is no thought, only its label may. */
  thoughtCame?: boolean;
  format: DialectFormat;
};

/**
 * What an answer is made of, in order. An "incomplete-call" was cut off or cannot be read: it must never be run; `raw`
 * is its whole text. Deltas of one type that follow each other belong together.
 */
export type DialectEvent =
  | { type: "text" | "thought"; delta: string }
  | { type: "tool-call"; name: string; arguments: JsonObject }
  | { type: "incomplete-call"; name?: string; raw: string };

export type DialectParser = {
  /** Takes the next piece of the answer, cut anywhere; gives what is certain by now. */
  push(chunk: string): DialectEvent[];
  /** The answer is over: gives the rest. Later pushes give nothing. */
  end(): DialectEvent[];
  /** The model went on with somebody else's turn: nothing more of the answer comes. */
  readonly over: boolean;
};

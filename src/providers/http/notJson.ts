import { parseBounded } from "../../model/boundedJson.ts";
import { TooMuch } from "../../model/tooMuch.ts";

/** A piece of a stream that is not JSON. `isWhole`: the stream continued after it, so it was not cut off. */
export class NotJson extends SyntaxError {
  readonly text: string;
  readonly isWhole: boolean;
  /** The server marks it as an error. */
  readonly isError: boolean;

  constructor(text: string, isWhole: boolean, isError = false) {
    super("A piece of the stream is no JSON.");
    this.text = text;
    this.isWhole = isWhole;
    this.isError = isError;
  }
}

/** The longest piece of a stream (an event, a line) in characters. A whole completion in one piece is shorter. */
export const longestPiece = 4 * 1024 * 1024;
export const tooLongPiece = (): TooMuch => new TooMuch("4 MB in one piece");

/** Parses a piece as JSON. Throws NotJson; TooMuch for a piece beyond the bounds. */
export function jsonOf(text: string, isWhole: boolean, isError = false): unknown {
  try {
    return parseBounded(text);
  } catch (error) {
    if (error instanceof TooMuch) throw error;
    throw new NotJson(text, isWhole, isError);
  }
}

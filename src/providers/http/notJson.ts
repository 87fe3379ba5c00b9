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

/** Parses a piece as JSON. Throws NotJson. */
export function jsonOf(text: string, isWhole: boolean, isError = false): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NotJson(text, isWhole, isError);
  }
}

/** A piece of a stream that is no JSON. `isWhole`: it did not end with the stream, which may have cut it off. */
export class NotJson extends SyntaxError {
  readonly text: string;
  readonly isWhole: boolean;
  /** The server calls it an error. */
  readonly isError: boolean;

  constructor(text: string, isWhole: boolean, isError = false) {
    super("A piece of the stream is no JSON.");
    this.text = text;
    this.isWhole = isWhole;
    this.isError = isError;
  }
}

/** The JSON of a piece. Throws NotJson. */
export function jsonOf(text: string, isWhole: boolean, isError = false): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NotJson(text, isWhole, isError);
  }
}

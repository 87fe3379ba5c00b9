/** A piece of a stream that is no JSON. `isWhole`: it did not end with the stream, which may have cut it off. */
export class NotJson extends SyntaxError {
  readonly text: string;
  readonly isWhole: boolean;

  constructor(text: string, isWhole: boolean) {
    super("A piece of the stream is no JSON.");
    this.text = text;
    this.isWhole = isWhole;
  }
}

/** The JSON of a piece. Throws NotJson. */
export function jsonOf(text: string, isWhole: boolean): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NotJson(text, isWhole);
  }
}

/**
 * Watches streaming text for stop sequences. Text that may start one is held back until it is clear. The sequence and
 * everything after it are dropped.
 */
export class StopText {
  readonly #sequences: readonly string[];
  #held = "";
  #stopped = false;

  constructor(sequences: readonly string[]) {
    this.#sequences = sequences.filter((sequence) => sequence !== "");
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** The part of `delta`, and of the text held back, that may be shown now. */
  push(delta: string): string {
    if (this.#stopped) return "";
    const text = this.#held + delta;
    const found = this.#sequences.map((sequence) => text.indexOf(sequence)).filter((index) => index >= 0);
    if (found.length > 0) {
      this.#stopped = true;
      this.#held = "";
      return text.slice(0, Math.min(...found));
    }
    const keep = Math.max(0, ...this.#sequences.map((sequence) => overlap(text, sequence)));
    this.#held = text.slice(text.length - keep);
    return text.slice(0, text.length - keep);
  }

  /** The text still held back when the stream ended. */
  end(): string {
    const rest = this.#held;
    this.#held = "";
    return rest;
  }
}

/** The length of the longest end of `text` that starts `sequence`. */
function overlap(text: string, sequence: string): number {
  for (let length = Math.min(text.length, sequence.length - 1); length > 0; length--)
    if (sequence.startsWith(text.slice(text.length - length))) return length;
  return 0;
}

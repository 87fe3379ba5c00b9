/** How much of an output is kept as it came, in bytes. */
const KEPT = 131_072;

/** The end of an output as it came, with everything that a terminal obeys. */
export class RawOutput {
  #pieces: Uint8Array[] = [];
  #length = 0;

  push(bytes: Uint8Array): void {
    this.#pieces.push(bytes);
    this.#length += bytes.length;
    // Twice as much before anything is copied.
    if (this.#length > 2 * KEPT) this.#pieces = [this.#last()];
  }

  get bytes(): Uint8Array {
    return this.#last();
  }

  #last(): Uint8Array {
    const last = Uint8Array.from(Buffer.concat(this.#pieces).subarray(-KEPT));
    this.#length = last.length;
    this.#pieces = [last];
    return last;
  }
}

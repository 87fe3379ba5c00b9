import { TerminalText } from "./terminalText.ts";

/** What is kept of the output of one command, in characters: its beginning, and its end. */
const HEAD_KEPT = 65_536;
const TAIL_KEPT = 524_288;
/** Binary output is told by this share of bytes that no text has, in pieces of at least so many bytes. */
const ODD_SHARE = 0.05;
const LEAST_JUDGED = 64;

/** A part of an output. `text` starts at `from`, and the part after it at `next`, in characters. */
export type OutputPart = { text: string; from: number; next: number };

/** The output of a command as plain text, of bounded size whatever comes. Takes bytes cut anywhere. */
export class CommandOutput {
  readonly #decoder = new TextDecoder();
  readonly #screen = new TerminalText();
  #head = "";
  #tail: string[] = [];
  #tailLength = 0;
  #length = 0;
  #binary = 0;

  /** Characters of the whole text so far, without the line that is not ended yet. */
  get length(): number {
    return this.#length;
  }
  /** The line that is not ended yet; it may still be replaced. */
  get line(): string {
    return this.#screen.line;
  }
  /** Bytes that were left out because they are no text. */
  get binary(): number {
    return this.#binary;
  }

  push(bytes: Uint8Array): void {
    if (isBinary(bytes)) this.#binary += bytes.length;
    else this.#add(this.#screen.push(this.#decoder.decode(bytes, { stream: true })));
  }

  /** No more comes. */
  end(): void {
    this.#add(this.#screen.push(this.#decoder.decode()) + this.#screen.end());
  }

  /**
   * At most `most` characters from an offset. Where that part is no longer kept, it starts at the first that is. The
   * unfinished line is included, and counted again in the next part.
   */
  read(from: number, most: number): OutputPart {
    const tailStart = this.#length - this.#tailLength;
    const start = from < this.#head.length || from >= tailStart ? Math.min(from, this.#length) : tailStart;
    if (start < this.#head.length && this.#head.length < tailStart) {
      const text = this.#head.slice(start, start + most);
      return { text, from: start, next: start + text.length };
    }
    const whole =
      start < this.#head.length ? this.#head.slice(start) + this.#tailFrom(this.#head.length) : this.#tailFrom(start);
    const text = whole.slice(0, most);
    const next = start + text.length;
    return { text: next === this.#length ? text + this.line.slice(0, most - text.length) : text, from: start, next };
  }

  /** The last characters, at most so many. */
  last(most: number): OutputPart {
    return this.read(Math.max(0, this.#length - Math.max(0, most - this.line.length)), most);
  }

  #tailFrom(offset: number): string {
    const whole = this.#tail.join("");
    this.#tail = [whole];
    return whole.slice(Math.max(0, offset - (this.#length - this.#tailLength)));
  }

  #add(text: string): void {
    if (text === "") return;
    const free = HEAD_KEPT - this.#head.length;
    if (free > 0) this.#head += text.slice(0, free);
    this.#length += text.length;
    const rest = free > 0 ? text.slice(free) : text;
    if (rest === "") return;
    this.#tail.push(rest);
    this.#tailLength += rest.length;
    // Twice as much before anything is copied, so that it costs the same for each character.
    if (this.#tailLength > 2 * TAIL_KEPT) {
      const kept = this.#tail.join("").slice(-TAIL_KEPT);
      this.#tail = [kept];
      this.#tailLength = kept.length;
    }
  }
}

/** Whether a piece of output is no text: control characters that no terminal knows. */
function isBinary(bytes: Uint8Array): boolean {
  if (bytes.length < LEAST_JUDGED) return false;
  const looked = Math.min(bytes.length, 1024);
  let odd = 0;
  for (let at = 0; at < looked; at++) {
    const byte = bytes[at]!;
    if (byte < 0x07 || (byte > 0x0d && byte < 0x1b) || (byte > 0x1b && byte < 0x20)) odd++;
  }
  return odd / looked > ODD_SHARE;
}

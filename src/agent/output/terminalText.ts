/** A line without an end is passed on in pieces of this length, in characters. */
const LONGEST_LINE = 8192;
/** An unfinished command to the terminal ends after so many characters: short ones, and those with pictures. */
const LONGEST_SEQUENCE = 4096;
const LONGEST_PICTURE = 2_000_000;

/** Everything but text, tabs and line feeds. */
const special = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

type State =
  | { in: "text" }
  /** After ESC. */
  | { in: "escape" }
  /** Up to a final character, e.g. colours. */
  | { in: "control"; parameters: string }
  /** Up to BEL or ESC \, e.g. a title. */
  | { in: "string"; left: number; escaped: boolean };

const inText: State = { in: "text" };

/**
 * What a terminal would show of a program's output, as plain text: commands to the terminal are dropped, a line that is
 * written again replaces the earlier one, and no control character is left. The text may be cut anywhere.
 */
export class TerminalText {
  #line = "";
  #state: State = inText;
  /** A carriage return: what comes next replaces the line, unless it is a line feed. */
  #returned = false;

  /** The line that is not ended yet. It may still be replaced. */
  get line(): string {
    return this.#line;
  }

  /** The lines that this piece ends. */
  push(text: string): string {
    let out = "";
    for (let at = 0; at < text.length;) {
      if (this.#state.in !== "text") {
        at = this.#skip(text, at);
        continue;
      }
      special.lastIndex = at;
      const end = special.exec(text)?.index ?? text.length;
      if (end > at) out += this.#write(text.slice(at, end));
      if (end < text.length) this.#control(text.charCodeAt(end));
      at = end + 1;
    }
    return out;
  }

  /** The last line, at the end of the output. */
  end(): string {
    const rest = this.#line;
    this.#line = "";
    this.#state = inText;
    return rest;
  }

  #write(text: string): string {
    if (this.#returned) {
      this.#returned = false;
      if (!text.startsWith("\n")) this.#line = "";
    }
    const all = this.#line + text;
    const last = all.lastIndexOf("\n") + 1;
    this.#line = all.slice(last);
    const ended = all.slice(0, last);
    if (this.#line.length <= LONGEST_LINE) return ended;
    const piece = this.#line;
    this.#line = "";
    return ended + piece;
  }

  #control(code: number): void {
    if (code === 0x0d) this.#returned = true;
    else if (code === 0x08) this.#line = this.#line.slice(0, -1);
    else if (code === 0x1b) this.#state = { in: "escape" };
    else if (code === 0x9b) this.#state = { in: "control", parameters: "" };
    else if (code === 0x9d) this.#state = { in: "string", left: LONGEST_SEQUENCE, escaped: false };
    else if (code === 0x90) this.#state = { in: "string", left: LONGEST_PICTURE, escaped: false };
  }

  /** Reads on in a command to the terminal; returns the offset behind what belongs to it. */
  #skip(text: string, from: number): number {
    const state = this.#state;
    const c = text.charAt(from);
    switch (state.in) {
      case "text":
        return from;
      case "escape":
        if (c === "[") this.#state = { in: "control", parameters: "" };
        else if (c === "]" || c === "X" || c === "^" || c === "_")
          this.#state = { in: "string", left: LONGEST_SEQUENCE, escaped: false };
        else if (c === "P") this.#state = { in: "string", left: LONGEST_PICTURE, escaped: false };
        else if (c < " " || c > "/") this.#state = inText;
        return c < " " ? from : from + 1;
      case "control":
        if (c >= " " && c <= "?" && state.parameters.length < 64) {
          this.#state = { in: "control", parameters: state.parameters + c };
          return from + 1;
        }
        this.#state = inText;
        if (c < "@" || c > "~") return from;
        // Erases the line, as far as it matters to text.
        if (c === "K" && (state.parameters === "2" || this.#returned)) this.#line = "";
        return from + 1;
      case "string":
        return this.#skipString(text, from, state);
    }
  }

  #skipString(text: string, from: number, state: Extract<State, { in: "string" }>): number {
    let { left, escaped } = state;
    for (let at = from; at < text.length; at++) {
      const c = text.charCodeAt(at);
      const isEnd = c === 0x07 || c === 0x9c || (escaped && c === 0x5c);
      const isBroken = c === 0x0a || --left < 0;
      if (isEnd || isBroken) {
        this.#state = inText;
        return isEnd ? at + 1 : at;
      }
      escaped = c === 0x1b;
    }
    this.#state = { in: "string", left, escaped };
    return text.length;
  }
}

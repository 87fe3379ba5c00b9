/**
 * A document in JSON that the answer shows. While one is open, objects in it are data, whatever they look like, and tokens
 * in its strings are only shown. It ends with the bracket that balances its first, or where the text is no JSON any more.
 */
export class JsonDocument {
  #depth = 0;
  #string = false;
  #escaped = false;
  /** Nothing but white space has come since the first bracket. */
  #empty = false;
  #begins = false;

  get open(): boolean {
    return this.#depth > 0;
  }

  get inString(): boolean {
    return this.open && this.#string;
  }

  /** A bracket that opens no call comes next. */
  begin(): void {
    if (!this.open) this.#begins = true;
  }

  close(): void {
    this.#depth = 0;
    this.#begins = false;
    this.#string = false;
    this.#escaped = false;
  }

  /** Takes text without line breaks. */
  add(text: string): void {
    if (!this.open && !this.#begins) return;
    for (let at = 0; at < text.length && (this.open || this.#begins); at++) this.#take(text[at] ?? "");
  }

  /** No string of JSON goes over a line break. */
  lineBreak(): void {
    this.#string = false;
    this.#escaped = false;
  }

  /** A line begins with `char`, its first that is no blank: a word there, or nothing at all, is no JSON. */
  lineBegins(char: string, indent: number): void {
    if (this.open && (char === "\n" || (indent === 0 && /[^\s{}[\]",:\d-]/.test(char)))) this.close();
  }

  #take(char: string): void {
    if (this.#string) {
      if (this.#escaped) this.#escaped = false;
      else if (char === "\\") this.#escaped = true;
      else if (char === '"') this.#string = false;
      return;
    }
    if (this.#begins) {
      this.#begins = false;
      this.#empty = true;
      this.#depth = 1;
      return;
    }
    if (this.#empty && /\S/.test(char)) {
      this.#empty = false;
      if (/[\p{L}_*(]/u.test(char)) this.close();
    }
    if (!this.open) return;
    if (char === '"') this.#string = true;
    else if (char === "{" || char === "[") this.#depth++;
    else if (char === "}" || char === "]") this.#depth--;
  }
}

/** What of a line of Markdown decides whether a token in it is meant as one or only shown. */
export class Line {
  /** Nothing but blanks so far. */
  fresh = true;
  /** Width of the blanks at its beginning. */
  indent = 0;
  /** Length of the run of backticks that opened the inline code here, or 0. */
  ticks = 0;
  /** A block quote, or indented code. */
  #shown = false;
  /** The quotation mark that ends the quotation here. */
  #quoteEnd = "";
  #doubles = 0;
  #tail = "\n";
  /** All of it, while it may be nothing but the marks of list items. */
  #items: string | undefined = "";

  /** Where the content of a list item begins, when nothing but its mark stands before; else 0. */
  get itemIndent(): number {
    return this.#items !== undefined && /\S\s$/.test(this.#items) ? this.#items.length : 0;
  }

  /** The character before, "\n" at the beginning. */
  get previous(): string {
    return this.#tail.at(-1) ?? "\n";
  }

  begin(): void {
    this.fresh = true;
    this.indent = 0;
    this.ticks = 0;
    this.#shown = false;
    this.#quoteEnd = "";
    this.#doubles = 0;
    this.#tail = "\n";
    this.#items = "";
  }

  /** Takes text without line breaks. */
  add(text: string): void {
    if (text === "") return;
    if (this.#items !== undefined) {
      this.#items += text;
      if (!listItems.test(this.#items)) this.#items = undefined;
    }
    if (this.fresh) {
      const blanks = /^[ \t]*/.exec(text)?.[0] ?? "";
      for (const blank of blanks) this.indent += blank === "\t" ? 4 : 1;
      if (blanks.length < text.length) {
        this.fresh = false;
        if (this.indent >= 4 || text[blanks.length] === ">") this.#shown = true;
      }
    }
    if (this.#quoteEnd !== "" && text.includes(this.#quoteEnd)) this.#quoteEnd = "";
    for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) this.#doubles++;
    this.#tail = (this.#tail + text).slice(-2);
  }

  /** A string mark shown as text; its quote is none. */
  addMark(mark: string): void {
    if (this.fresh && this.indent >= 4) this.#shown = true;
    this.fresh = false;
    this.#items = undefined;
    this.#tail = mark.slice(-2);
  }

  /** Takes a run of backticks: opens or closes inline code. */
  addTicks(run: string): void {
    this.add(run);
    if (this.ticks === 0) this.ticks = run.length;
    else if (this.ticks === run.length) this.ticks = 0;
  }

  /**
   * Whether a token that comes here is shown, not meant: in a quotation, a block quote, indented code or inline code.
   * @param rest the text from the token on, to look for the end of inline code; "more" when that is needed to decide
   */
  shows(rest: string, ended: boolean): boolean | "more" {
    if (this.#shown || this.#quoteEnd !== "") return true;
    if (this.fresh && this.indent >= 4) return true;
    if (this.ticks > 0) {
      if (this.previous === "`") return true;
      const end = /[`\n]/.exec(rest.slice(0, lookahead))?.[0];
      if (end === "`") return true;
      if (end === undefined && !ended && rest.length < lookahead) return "more";
    }
    const end = this.#openQuote();
    if (end === "") return false;
    this.#quoteEnd = end;
    return true;
  }

  /** The end of the quotation that the character before opened. */
  #openQuote(): string {
    const previous = this.previous;
    if (previous === '"') return this.#doubles % 2 === 1 ? '"' : "";
    if (previous === "'") return /[\p{L}\p{N}.,!?]/u.test(this.#tail.at(-2) ?? "") ? "" : "'";
    return { "“": "”", "‘": "’", "«": "»", "„": "“" }[previous] ?? "";
  }
}

/** The marks of one list item, or of some in one another. */
const listItems = /^ {0,3}(?:(?:[-*+]|\d{1,9}(?:[.)]|$))(?: {1,4}|$)){0,4}$/;

/** How far inline code is looked through for its end. */
export const lookahead = 1000;

/** Whether a token between these characters reads as a word of the sentence: "ends with <eos>." */
export function isMention(previous: string, next: string | undefined): boolean {
  return " ([{\"'“‘".includes(previous) && next !== undefined && /[\s.,;:!?)\]}"'’”]/.test(next);
}

import { closesString, quoteAt, stringMarks, wrappedMarks } from "./strings.ts";

export type ScanOptions = {
  /** Tokens that end the call wherever they stand outside a string, e.g. "<tool_call|>". */
  closers: readonly string[];
  /** The token that opens such a call: inside a string it takes the next closer there with it. */
  opener?: string;
  /** Python's strings: opened by any quote, closed by the first unescaped one, also triple; `#` comments. */
  python?: boolean;
  /** Only a closer ends it, not the bracket that balances the first; stops behind each line outside brackets too. */
  untilCloser?: boolean;
};

/** `at`: how far the text was taken. "closer": one of the closers begins at `at`. "line": a line ended before `at`. */
export type Scan = { at: number; found: "more" | "balanced" | "closer" | "line" };

type InString = { end: string; mark: boolean };

/** White space after a quote beyond this many characters no longer delays the decision whether it closes its string. */
const quoteLookahead = 64;

/** More closers inside strings than these are not remembered. */
const mostLateClosers = 64;

/**
 * Finds where a call's body ends, taking the text in any pieces and each character once. It knows strings (between
 * marks, double and single quotes) so that what is inside them ends nothing.
 */
export class LooseScanner {
  readonly #options: ScanOptions;
  readonly #python: boolean;
  readonly #longestCloser: number;
  #depth = 0;
  #lists = 0;
  #round = false;
  #string: InString | undefined;
  /** A value may begin here: after an opening bracket, a comma or a separator. */
  #valueStart = true;
  #comment = false;
  #taken = 0;
  /** Openers inside the open string that wait for their closer. */
  #openersInString = 0;
  readonly #lateClosers: number[] = [];

  constructor(options: ScanOptions) {
    this.#options = options;
    this.#python = options.python ?? false;
    this.#longestCloser = Math.max(0, ...options.closers.map(({ length }) => length));
  }

  /**
   * Where the call may have ended after all, if it is unreadable or the text ended inside a string: the positions, from
   * the start of the scan, of closers inside strings that no opener there accounts for.
   */
  get lateClosers(): readonly number[] {
    return this.#lateClosers;
  }

  scan(text: string, from: number, ended: boolean): Scan {
    const scan = this.#scan(text, from, ended);
    this.#taken += scan.at - from;
    return scan;
  }

  #scan(text: string, from: number, ended: boolean): Scan {
    let at = from;
    while (at < text.length) {
      const next = this.#string ? this.#inside(text, at, from, ended, this.#string) : this.#outside(text, at, ended);
      if (typeof next !== "number") return next;
      if (next === at) return { at, found: "more" };
      at = next;
    }
    return { at, found: "more" };
  }

  /** One step inside a string; the same position means: more text is needed. */
  #inside(text: string, at: number, from: number, ended: boolean, string: InString): number {
    const stop = this.#stopIn(text, at, string);
    if (stop < 0) return text.length;
    if (text[stop] === "\\" && !string.mark) return stop + 2 <= text.length ? stop + 2 : ended ? text.length : stop;
    if (text.startsWith(string.end, stop)) {
      const end = stop + string.end.length;
      const closes = string.mark || this.#python ? true : this.#closes(text, end, ended);
      if (closes === "more") return stop;
      if (closes) {
        this.#string = undefined;
        this.#openersInString = 0;
        // A server may have put a string mark between quotes: both end here.
        return string.mark && text[end] === '"' ? end + 1 : end;
      }
      return stop + 1;
    }
    if (!ended && string.end.startsWith(text.slice(stop))) return stop;
    const closer = this.#closerAt(text, stop, ended);
    if (closer === "more") return stop;
    if (closer) this.#sawCloser(this.#taken + stop - from);
    const opener = this.#options.opener;
    if (opener !== undefined && text.startsWith(opener, stop)) this.#openersInString++;
    else if (opener !== undefined && !ended && opener.startsWith(text.slice(stop))) return stop;
    return stop + 1;
  }

  #sawCloser(at: number): void {
    if (this.#openersInString > 0) this.#openersInString--;
    else if (this.#lateClosers.length < mostLateClosers) this.#lateClosers.push(at);
  }

  #stopIn(text: string, at: number, string: InString): number {
    const stops = string.mark ? /[<[\n]/g : string.end.startsWith('"') ? /[\\"<[\n]/g : /[\\'<[\n]/g;
    stops.lastIndex = at;
    return stops.exec(text)?.index ?? -1;
  }

  #closes(text: string, end: number, ended: boolean): boolean | "more" {
    let next = end;
    while (next < text.length && next - end < quoteLookahead && /\s/.test(text[next] ?? "")) next++;
    if (next - end === quoteLookahead) return true;
    if (next === text.length && !ended) return "more";
    if (text[next] === "<" && next + 1 === text.length && !ended) return "more";
    return closesString(text, next);
  }

  #outside(text: string, at: number, ended: boolean): number | Scan {
    const char = text[at] ?? "";
    this.#comment &&= char !== "\n";
    if (this.#comment || (char === "#" && this.#python)) {
      const end = text.indexOf("\n", at);
      this.#comment = end < 0;
      return end < 0 ? text.length : end;
    }
    if ("<[\n`~".includes(char)) {
      const closer = this.#closerAt(text, at, ended);
      if (closer === "more") return at;
      if (closer) return { at, found: "closer" };
    }
    if (char === "\n" && this.#options.untilCloser === true && this.#depth === 0) return { at: at + 1, found: "line" };
    if (char === "<") return this.#atMark(text, at, ended);
    if (char === '"' || char === "'") return this.#atQuote(text, at, char, ended);
    if (char === "{" || char === "[" || (char === "(" && (this.#python || this.#depth === 0 || this.#round))) {
      if (this.#depth === 0) this.#round = char === "(";
      this.#depth++;
      if (char === "[") this.#lists++;
      this.#valueStart = true;
    } else if (char === "]" && this.#lists === 0 && !this.#python) {
      // One too many: it closes no list.
      this.#valueStart = false;
    } else if (char === "}" || char === "]" || (char === ")" && (this.#python || this.#round))) {
      this.#depth--;
      if (char === "]") this.#lists--;
      this.#valueStart = false;
      if (this.#depth <= 0 && !this.#options.untilCloser) return { at: at + 1, found: "balanced" };
    } else if (char === ":" || char === "," || char === "=") {
      this.#valueStart = true;
    } else if (!/\s/.test(char)) {
      this.#valueStart = false;
    }
    return at + 1;
  }

  #atMark(text: string, at: number, ended: boolean): number {
    const mark = stringMarks.find((each) => text.startsWith(each, at));
    if (mark === undefined) {
      if (!ended && stringMarks.some((each) => each.startsWith(text.slice(at)))) return at;
      this.#valueStart = false;
      return at + 1;
    }
    // A mark where no value can begin is a stray one.
    if (this.#valueStart && !this.#python) this.#string = { end: mark, mark: true };
    this.#valueStart = false;
    return at + mark.length;
  }

  #atQuote(text: string, at: number, quote: string, ended: boolean): number {
    if (!this.#python && !this.#valueStart) return at + 1;
    if (!ended && text.length - at < 3 && text.slice(at) === quote.repeat(text.length - at)) return at;
    const end = quoteAt(text, at);
    if (this.#python || end.length > 1) {
      this.#valueStart = false;
      this.#string = { end, mark: false };
      return at + end.length;
    }
    if (quote === '"') {
      // The quote that a server put around a string mark.
      const rest = text.slice(at + 1, at + 9);
      const marks = wrappedMarks(this.#options.opener !== undefined);
      if (!ended && rest.length < 8 && marks.some((mark) => mark.startsWith(rest))) return at;
      if (marks.some((mark) => rest.startsWith(mark))) return at + 1;
    }
    this.#valueStart = false;
    this.#string = { end: quote, mark: false };
    return at + 1;
  }

  #closerAt(text: string, at: number, ended: boolean): "more" | boolean {
    if (this.#options.closers.some((closer) => text.startsWith(closer, at))) return true;
    if (ended || text.length - at >= this.#longestCloser) return false;
    const rest = text.slice(at);
    return this.#options.closers.some((closer) => closer.startsWith(rest)) ? "more" : false;
  }
}

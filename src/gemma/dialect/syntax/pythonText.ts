import type { JsonObject } from "../../../model/message.ts";
import { maxDepth } from "../values/literals.ts";
import { unescapePython } from "./pythonStrings.ts";
import { setKey } from "../values/strings.ts";

/** The source is no call, or its arguments are no literals. */
export class NotACall extends Error {}

const word = /[A-Za-z_][\w]*(?:\.[A-Za-z_]\w*)*/y;
const keyword = /([A-Za-z_]\w*)\s*=(?!=)/y;
const numeral =
  /[+-]?(?:0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)/y;
const constants = new Map(
  Object.entries<boolean | null>({
    True: true,
    False: false,
    None: null,
    true: true,
    false: false,
    null: null,
  }),
);

/** Python source, read from `at` on: literals, lists of anything, words. Methods throw NotACall on anything else. */
export class PythonText {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Passes `name=` of an argument, and gives the name. */
  keyword(): string | undefined {
    keyword.lastIndex = this.at;
    const name = keyword.exec(this.text)?.[1];
    if (name === undefined) return undefined;
    this.at = keyword.lastIndex;
    this.skip(true);
    return name;
  }

  value(depth: number): unknown {
    if (depth > maxDepth) throw new NotACall();
    const char = this.text[this.at];
    if (char === "{") return this.dictionary(depth);
    if (char === "[" || char === "(") {
      const items: unknown[] = [];
      const commas = this.list(char === "[" ? "]" : ")", () => items.push(this.value(depth + 1)));
      return char === "(" && items.length === 1 && commas === 0 ? items[0] : items;
    }
    const text = this.#strings();
    if (text !== undefined) return text;
    numeral.lastIndex = this.at;
    const number = numeral.exec(this.text)?.[0];
    if (number !== undefined && !/[\w.]/.test(this.text[numeral.lastIndex] ?? "")) {
      this.at = numeral.lastIndex;
      const sign = number.startsWith("-") ? -1 : 1;
      const value = Number(number.replaceAll("_", "").replace(/^[+-]/, "")) * sign;
      if (!Number.isFinite(value)) throw new NotACall();
      return value;
    }
    const name = this.word();
    const constant = constants.get(name);
    if (constant !== undefined) return constant;
    throw new NotACall();
  }

  dictionary(depth: number): JsonObject {
    const result: JsonObject = {};
    if (this.text[this.at] !== "{") throw new NotACall();
    this.list("}", () => {
      const key = this.value(depth + 1);
      if (typeof key === "object" && key !== null) throw new NotACall();
      this.skip(true);
      if (this.text[this.at] !== ":") throw new NotACall();
      this.at++;
      this.skip(true);
      setKey(result, String(key), this.value(depth + 1));
    });
    return result;
  }

  /** Items between the bracket here and `close`, separated by commas; gives the number of commas. */
  list(close: string, item: () => void): number {
    let commas = 0;
    this.at++;
    for (this.skip(true); this.text[this.at] !== close; this.skip(true)) {
      if (this.at >= this.text.length) throw new NotACall();
      item();
      this.skip(true);
      if (this.text[this.at] === ",") {
        this.at++;
        commas++;
      } else if (this.text[this.at] !== close) throw new NotACall();
    }
    this.at++;
    return commas;
  }

  /** String literals, adjacent ones joined; undefined where none begins. Bytes and formatted strings are no literals. */
  #strings(): string | undefined {
    let joined: string | undefined;
    const prefix = /([rRuUbBfF]{0,2})("""|'''|"|')/y;
    for (;;) {
      prefix.lastIndex = this.at;
      const found = prefix.exec(this.text);
      if (!found) return joined;
      const kind = (found[1] ?? "").toLowerCase();
      const quote = found[2] ?? "";
      const start = prefix.lastIndex;
      const end = this.#stringEnd(start, quote);
      const raw = this.text.slice(start, end);
      if (kind.includes("b") || (kind.includes("f") && /[{}]/.test(raw))) throw new NotACall();
      if (quote.length === 1 && /(?<!\\)\n/.test(raw)) throw new NotACall();
      joined = (joined ?? "") + (kind.includes("r") ? raw : unescapePython(raw));
      this.at = end + quote.length;
      this.skip(true);
    }
  }

  #stringEnd(start: number, quote: string): number {
    for (let at = start; at < this.text.length; at++) {
      if (this.text[at] === "\\") at++;
      else if (this.text.startsWith(quote, at)) return at;
    }
    throw new NotACall();
  }

  /** The position behind the bracket that balances the one at `open`, strings skipped. */
  balanced(open: number): number {
    let depth = 0;
    for (let at = open; at < this.text.length; at++) {
      const char = this.text[at] ?? "";
      if ("([{".includes(char)) depth++;
      else if (")]}".includes(char) && --depth === 0) return at + 1;
      else if (char === '"' || char === "'") {
        const quote = this.text.startsWith(char.repeat(3), at) ? char.repeat(3) : char;
        at = this.#stringEnd(at + quote.length, quote) + quote.length - 1;
      }
    }
    throw new NotACall();
  }

  word(): string {
    word.lastIndex = this.at;
    const found = word.exec(this.text)?.[0];
    if (found === undefined) throw new NotACall();
    this.at = word.lastIndex;
    return found;
  }

  lineEnd(): number {
    const end = this.text.indexOf("\n", this.at);
    return end < 0 ? this.text.length : end;
  }

  /** Passes blanks, comments and, inside brackets, line breaks. */
  skip(lines: boolean): void {
    for (;;) {
      const char = this.text[this.at];
      if (char === "#") this.at = this.lineEnd();
      else if (char === " " || char === "\t" || (lines && (char === "\n" || char === "\r"))) this.at++;
      else return;
    }
  }
}

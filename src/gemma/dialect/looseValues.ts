import type { JsonObject } from "../../model/message.ts";
import { literal, longestLiteral, Malformed, wantsText, withoutNextKey } from "./literals.ts";
import { closesString, decodeQuoted, markAt, quoteAt, setKey, skipSpace, stripMarks, wrappedMarks } from "./strings.ts";
import { propertySchema, schemaTypes, type LooseSchema } from "./toolIndex.ts";

export type LooseOptions = {
  /** What the value should be; decides whether bare words stay text. */
  schema?: LooseSchema | undefined;
  /** Reads a native call's body: single-quoted values are taken literally, as Gemma writes regular expressions so. */
  native?: boolean;
  /** The text was ended by a closing token, not cut: brackets and the last string mark may be missing at its end. */
  closed?: boolean;
};

/** Nesting beyond this is no sensible call; it also bounds the recursion. */
export const maxDepth = 64;

const simpleKey = /\s*([A-Za-z_]\w*)\s*[:=]/y;
const anyKey = /\s*(?:"[^"\n]{0,100}"|'[^'\n]{1,100}'|[\p{L}_][\p{L}\p{N}_ .-]{0,100}?)\s*[:=]/uy;
/**
 * Reads one value that models write in place of JSON: keys bare, quoted or between string marks, `=` for `:`, bare words,
 * single quotes, trailing commas, Python's literals. Valid JSON gives what JSON.parse gives.
 */
class Reader {
  readonly #text: string;
  readonly #native: boolean;
  readonly #closed: boolean;
  #at = 0;
  /** Lists that are open. */
  #lists = 0;

  constructor(text: string, options: LooseOptions) {
    this.#text = text;
    this.#native = options.native ?? false;
    this.#closed = options.closed ?? false;
  }

  whole(schema: LooseSchema | undefined): unknown {
    const value = this.#value(schema, undefined, "", 0);
    if (skipSpace(this.#text, this.#at) < this.#text.length) throw new Malformed();
    return value;
  }

  #value(schema: LooseSchema | undefined, parent: LooseSchema | undefined, close: string, depth: number): unknown {
    if (depth > maxDepth) throw new Malformed();
    const start = this.#at;
    this.#at = skipSpace(this.#text, start);
    const char = this.#text[this.#at];
    if (char === "{" || (char === "(" && depth === 0)) return this.#object(schema, char === "{" ? "}" : ")", depth);
    if (char === "[") return this.#array(schema, depth);
    const mark = this.#wrappedMark();
    if (mark) return this.#marked(mark, schema, depth);
    if (char === '"' || char === "'") {
      const text = this.#quoted(quoteAt(this.#text, this.#at));
      const after = markAt(this.#text, this.#at);
      if (after && closesString(this.#text, skipSpace(this.#text, this.#at + after.length))) this.#at += after.length;
      return text;
    }
    this.#at = start;
    return this.#bare(schema, parent, close);
  }

  #object(schema: LooseSchema | undefined, close: string, depth: number): JsonObject {
    const object: JsonObject = {};
    let before: string | undefined;
    this.#at++;
    for (;;) {
      this.#skipCommas();
      if (this.#ends(close)) return object;
      const key = this.#key();
      if (this.#native && before !== undefined) setKey(object, before, withoutNextKey(object[before], key));
      before = key;
      const value = this.#value(propertySchema(schema, key), schema, close, depth + 1);
      setKey(object, key, value);
      this.#separated(schema);
    }
  }

  #array(schema: LooseSchema | undefined, depth: number): unknown[] {
    const items = schema?.items as LooseSchema | undefined;
    const array: unknown[] = [];
    this.#at++;
    this.#lists++;
    for (;;) {
      this.#skipCommas();
      if (this.#ends("]")) {
        this.#lists--;
        return array;
      }
      array.push(this.#value(items, undefined, "]", depth + 1));
      this.#at = skipSpace(this.#text, this.#at);
      if (!",]}".includes(this.#text[this.#at] ?? "") && !markAt(this.#text, this.#at)) throw new Malformed();
    }
  }

  /** At the closing bracket, which is passed, or where a closing token stood in its place. */
  #ends(close: string): boolean {
    const char = this.#text[this.#at];
    if (char === close) {
      this.#at++;
      return true;
    }
    if (char !== undefined && !"}])".includes(char)) return false;
    if (this.#closed) return true;
    throw new Malformed();
  }

  #skipCommas(): void {
    this.#at = skipSpace(this.#text, this.#at);
    while (this.#text[this.#at] === ",") this.#at = skipSpace(this.#text, this.#at + 1);
  }

  /** After a value comes a comma or the end; a comma may be missing only before what is certainly a key. */
  #separated(schema: LooseSchema | undefined): void {
    this.#at = skipSpace(this.#text, this.#at);
    // A bracket that closes no list is one too many.
    while (this.#lists === 0 && this.#text[this.#at] === "]") this.#at = skipSpace(this.#text, this.#at + 1);
    const char = this.#text[this.#at];
    if (char === undefined || ",}])".includes(char)) return;
    if (char === '"') return;
    simpleKey.lastIndex = this.#at;
    const key = simpleKey.exec(this.#text)?.[1];
    if (key === undefined) throw new Malformed();
    if (!propertySchema(schema, key) && !this.#text.endsWith("<escape>", this.#at)) throw new Malformed();
  }

  #key(): string {
    const key = this.#keyText();
    this.#at = skipSpace(this.#text, this.#at);
    const separator = this.#text[this.#at];
    if (separator !== ":" && separator !== "=") throw new Malformed();
    this.#at++;
    return key;
  }

  #keyText(): string {
    const mark = this.#wrappedMark();
    if (mark) return this.#until(mark);
    const char = this.#text[this.#at];
    if (char === '"' || char === "'") return this.#quoted(char);
    const bare = /[^:={}[\],<]+/y;
    bare.lastIndex = this.#at;
    const key = (bare.exec(this.#text)?.[0] ?? "").trim();
    if (key === "") throw new Malformed();
    this.#at = bare.lastIndex;
    return key;
  }

  /** Passes a string mark, and a quote around it that a server put there; gives the mark. */
  #wrappedMark(): string | undefined {
    const quoted = this.#text[this.#at] === '"';
    const start = quoted ? this.#at + 1 : this.#at;
    const mark = markAt(this.#text, start);
    if (mark === undefined || (quoted && !wrappedMarks(this.#native).includes(mark))) return undefined;
    this.#at = start + mark.length;
    return mark;
  }

  #until(mark: string): string {
    const end = this.#text.indexOf(mark, this.#at);
    if (end < 0) throw new Malformed();
    const text = this.#text.slice(this.#at, end);
    this.#at = end + mark.length;
    if (this.#text[this.#at] === '"') this.#at++;
    return text;
  }

  #marked(mark: string, schema: LooseSchema | undefined, depth: number): unknown {
    const structural = (at: number): boolean => closesString(this.#text, skipSpace(this.#text, at));
    if (this.#text.startsWith(mark, this.#at) && !structural(this.#at + mark.length)) this.#at += mark.length;
    let text: string;
    if (this.#closed && !this.#text.includes(mark, this.#at)) {
      text = this.#unclosed(depth);
    } else {
      text = this.#until(mark);
      if (this.#text.startsWith(mark, this.#at) && structural(this.#at + mark.length)) this.#at += mark.length;
    }
    // FunctionGemma encloses numbers too; Gemma 4 never does.
    if (mark !== "<escape>" || schemaTypes(schema).length > 0) return text;
    const value = literal(text);
    return value === undefined ? text : value;
  }

  /** A string whose end mark is missing before the closing token: all but the brackets that are open. */
  #unclosed(depth: number): string {
    let end = this.#text.trimEnd().length;
    for (let open = depth; open > 0 && end > this.#at && "}])".includes(this.#text[end - 1] ?? ""); open--) end--;
    const text = this.#text.slice(this.#at, end);
    this.#at = end;
    return text;
  }

  #quoted(quote: string): string {
    const start = this.#at + quote.length;
    for (let at = start; at < this.#text.length; at++) {
      if (this.#text[at] === "\\") at++;
      else if (this.#text.startsWith(quote, at) && closesString(this.#text, skipSpace(this.#text, at + quote.length))) {
        const raw = this.#text.slice(start, at);
        this.#at = at + quote.length;
        if (quote === "'" && this.#native) return raw.replaceAll("\\'", "'");
        return stripMarks(decodeQuoted(raw, quote));
      }
    }
    throw new Malformed();
  }

  /** A bare word or raw text: up to the bracket that closes, or a comma before the next key. */
  #bare(schema: LooseSchema | undefined, parent: LooseSchema | undefined, close: string): unknown {
    const start = this.#at;
    let open = 0;
    let at = start;
    for (; at < this.#text.length; at++) {
      const char = this.#text[at] ?? "";
      if (char === "{" || char === "[") open++;
      else if (char === "}" || char === "]" || (char === ")" && close === ")")) {
        if (open === 0) break;
        open--;
      } else if (char === "," && open === 0 && (close === "]" || this.#ended(start, at, schema, parent))) break;
      else if (char === "<") {
        const mark = markAt(this.#text, at);
        if (mark !== undefined && close !== "") return this.#withoutOpening(start, at, mark);
      }
    }
    if (at === this.#text.length && close !== "" && !this.#closed) throw new Malformed();
    const raw = this.#text.slice(start, at);
    this.#at = at;
    if (raw.trim() === "") {
      if (close === "]" || close === "") throw new Malformed();
      return "";
    }
    if (!this.#native && raw.trimStart().startsWith("`")) return betweenBackticks(raw.trim());
    const text = raw.trim().includes("\n") ? raw : raw.trim();
    if (wantsText(schema) && text !== "null" && text !== "None") return text;
    const value = literal(text);
    return value === undefined ? text : value;
  }

  /** A string whose opening mark is missing: its end mark stands at `at`, and what may follow a value behind that. */
  #withoutOpening(start: number, at: number, mark: string): string {
    const end = at + mark.length;
    if (at === start || !closesString(this.#text, skipSpace(this.#text, end))) throw new Malformed();
    this.#at = end;
    return this.#text.slice(start, at).trimStart();
  }

  /** Whether the comma at `at` ends the bare value that began at `start`. */
  #ended(start: number, at: number, schema: LooseSchema | undefined, parent: LooseSchema | undefined): boolean {
    const short = at - start < longestLiteral && !wantsText(schema);
    if (short && literal(this.#text.slice(start, at).trim()) !== undefined) return true;
    return this.#keyFollows(at + 1, schema, parent);
  }

  /** Whether a key begins at `at`; after raw text of a declared string only a declared key ends it. */
  #keyFollows(at: number, schema: LooseSchema | undefined, parent: LooseSchema | undefined): boolean {
    const end = skipSpace(this.#text, at);
    if (end === this.#text.length || "}])".includes(this.#text[end] ?? "") || markAt(this.#text, end)) return true;
    anyKey.lastIndex = at;
    const found = anyKey.exec(this.#text)?.[0];
    if (found === undefined) return false;
    if (!wantsText(schema)) return true;
    return propertySchema(parent, found.slice(0, -1).replaceAll(/["']/g, "").trim()) !== undefined;
  }
}

/** JavaScript's own string, which a model may write in place of JSON's. */
function betweenBackticks(raw: string): string {
  const text = /^`([^`\\]*)`$/.exec(raw)?.[1];
  if (text === undefined) throw new Malformed();
  return text;
}

/** The value that `text` holds from its first to its last character, or undefined where it cannot be read. */
export function parseLoose(text: string, options: LooseOptions = {}): { value: unknown } | undefined {
  try {
    return { value: new Reader(text, options).whole(options.schema) };
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

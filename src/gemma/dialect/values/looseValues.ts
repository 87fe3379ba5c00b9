import type { JsonObject } from "../../../model/message.ts";
import { endsInLoneQuote, hasBrokenEdge, withoutInnerMarks } from "./brokenMarks.ts";
import { closedByMark, foreignString } from "./foreignMarks.ts";
import { literal, Malformed, maxDepth } from "./literals.ts";
import { withoutNextKey, closedBeforeKey, hasOpenQuote, holdsNextKey, provesKey, unclosedString } from "./unclosed.ts";
import { swallowsMarks } from "./shownMarks.ts";
import { closesString, decodeQuoted, markAt, quoteAt, setKey, skipSpace, stripMarks, wrappedMarks } from "./strings.ts";
import { isRequired, propertySchema, schemaTypes, wantsText, type LooseSchema, type Place } from "./schema.ts";
import { bareEnds, mayEnd } from "./valueEnds.ts";

export type LooseOptions = {
  /** What the value should be; decides whether bare words stay text. */
  schema?: LooseSchema | undefined;
  /** Reads a native call's body: single-quoted values are taken literally, as Gemma writes regular expressions so. */
  native?: boolean;
  /** The text was ended by a closing token, not cut: brackets and the last string mark may be missing at its end. */
  closed?: boolean;
};

const simpleKey = /\s*([A-Za-z_]\w*)\s*[:=]/y;
/**
 * Reads one value that models write in place of JSON: keys bare, quoted or between string marks, `=` for `:`, bare words,
 * quotes of other kinds, broken marks, trailing commas, Python's literals. Valid JSON gives what JSON.parse gives. What
 * can be read in two ways is malformed.
 */
class Reader {
  readonly #text: string;
  readonly #native: boolean;
  readonly #closed: boolean;
  #at = 0;
  /** Lists that are open. */
  #lists = 0;
  /** The string before had no end mark: the key that comes must prove by its value that it is one. */
  #unproven = false;

  constructor(text: string, options: LooseOptions) {
    this.#text = text;
    this.#native = options.native ?? false;
    this.#closed = options.closed ?? false;
  }

  whole(schema: LooseSchema | undefined): unknown {
    const value = this.#value({ schema, parent: undefined, given: new Set(), inList: false, close: "", depth: 0 });
    if (skipSpace(this.#text, this.#at) < this.#text.length) throw new Malformed();
    return value;
  }

  #value(place: Place): unknown {
    const { schema, depth } = place;
    if (depth > maxDepth) throw new Malformed();
    const start = this.#at;
    this.#at = skipSpace(this.#text, start);
    const char = this.#text[this.#at];
    if (char === "{" || (char === "(" && depth === 0)) return this.#object(schema, char === "{" ? "}" : ")", depth);
    if (char === "[") return this.#array(schema, depth);
    const mark = this.#wrappedMark();
    if (mark) return this.#marked(mark, place);
    const quoted = char === '"' || char === "'" ? this.#quoted(quoteAt(this.#text, this.#at)) : undefined;
    if (quoted !== undefined) {
      const after = markAt(this.#text, this.#at);
      // With quotes in the text, the mark behind the last may be the end of the string.
      if (after && this.#native && quoted.includes(char ?? "")) throw new Malformed();
      if (after && closesString(this.#text, skipSpace(this.#text, this.#at + after.length))) this.#at += after.length;
      return quoted;
    }
    const foreign = foreignString(this.#text, this.#at, true, (at) => mayEnd(this.#text, at, place));
    if (foreign === "unclear") throw new Malformed();
    if (foreign) {
      this.#at = foreign.end;
      return foreign.text;
    }
    this.#at = start;
    return this.#bare(place);
  }

  #object(schema: LooseSchema | undefined, close: string, depth: number): JsonObject {
    const object: JsonObject = {};
    const given = new Set<string>();
    let before: string | undefined;
    this.#at++;
    for (;;) {
      this.#skipCommas();
      if (this.#ends(close)) return object;
      const key = this.#key();
      if (this.#native && before !== undefined) setKey(object, before, withoutNextKey(object[before], key));
      before = key;
      given.add(key);
      const unproven = this.#unproven;
      this.#unproven = false;
      const quoted = /["'“”„‘’«`<]/.test(this.#text[skipSpace(this.#text, this.#at)] ?? "");
      const own = propertySchema(schema, key);
      const value = this.#value({ schema: own, parent: schema, given, inList: false, close, depth: depth + 1 });
      if (unproven && !provesKey(value, own, isRequired(schema, key), quoted)) throw new Malformed();
      setKey(object, key, value);
      this.#separated(schema);
    }
  }

  #array(schema: LooseSchema | undefined, depth: number): unknown[] {
    const items = schema?.items as LooseSchema | undefined;
    const around = { schema: items, parent: undefined, given: new Set<string>(), inList: true };
    const array: unknown[] = [];
    this.#at = skipSpace(this.#text, this.#at + 1);
    this.#lists++;
    for (;;) {
      if (this.#ends("]")) {
        this.#lists--;
        return array;
      }
      array.push(this.#value({ ...around, close: "]", depth: depth + 1 }));
      this.#at = skipSpace(this.#text, this.#at);
      const char = this.#text[this.#at] ?? "";
      // One comma, no more: between two a value is missing.
      if (char === ",") this.#at = skipSpace(this.#text, this.#at + 1);
      else if (!"]}".includes(char) && !markAt(this.#text, this.#at)) throw new Malformed();
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
    if (char === undefined || ',}])"'.includes(char)) return;
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
    if (char === '"' || char === "'") {
      const quoted = this.#quoted(char);
      if (quoted === undefined) throw new Malformed();
      return quoted;
    }
    const foreign = foreignString(this.#text, this.#at, false, (at) => /^\s*[:=]/.test(this.#text.slice(at, at + 9)));
    if (foreign === "unclear") throw new Malformed();
    if (foreign) this.#at = foreign.end;
    if (foreign) return foreign.text;
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

  #marked(mark: string, place: Place): unknown {
    const structural = (at: number): boolean => closesString(this.#text, skipSpace(this.#text, at));
    if (this.#text.startsWith(mark, this.#at) && !structural(this.#at + mark.length)) this.#at += mark.length;
    const start = this.#at;
    let text: string;
    if (this.#closed && !this.#text.includes(mark, start)) {
      text = this.#unclosed(place);
    } else {
      text = this.#until(mark);
      if (this.#text.startsWith(mark, this.#at) && structural(this.#at + mark.length)) this.#at += mark.length;
      const closed = structural(this.#at) ? undefined : closedBeforeKey(text, place);
      if (closed) {
        this.#at = start + closed.length;
        return closed.text;
      }
      if (this.#native && holdsNextKey(text, this.#text.slice(this.#at, this.#at + 160), place)) throw new Malformed();
    }
    // FunctionGemma encloses numbers too; Gemma 4 never does.
    if (mark !== "<escape>" || schemaTypes(place.schema).length > 0) return text;
    const value = literal(text);
    return value === undefined ? text : value;
  }

  /** A string whose end mark is missing before the closing token: all but the brackets that are open, or up to a key. */
  #unclosed(place: Place): string {
    let end = this.#text.trimEnd().length;
    for (let open = place.depth; open > 0 && end > this.#at && "}])".includes(this.#text[end - 1] ?? ""); open--) end--;
    const found = unclosedString(this.#text, this.#at, end, place);
    if (!found) throw new Malformed();
    this.#at = found.end;
    this.#unproven = found.nextKey !== undefined;
    return found.text;
  }

  /** The string between the quote here and the one that closes it; undefined, where none does. */
  #quoted(quote: string): string | undefined {
    const start = this.#at + quote.length;
    for (let at = start; at < this.#text.length; at++) {
      if (this.#text[at] === "\\") at++;
      else if (this.#text.startsWith(quote, at) && closesString(this.#text, skipSpace(this.#text, at + quote.length))) {
        const raw = this.#text.slice(start, at);
        if (this.#native && hasOpenQuote(raw, quote)) continue;
        if (this.#native && closedByMark(this.#text, start, at)) return undefined;
        this.#at = at + quote.length;
        if (quote === "'" && this.#native) return raw.replaceAll("\\'", "'");
        const decoded = stripMarks(decodeQuoted(raw, quote));
        const text = this.#native ? withoutInnerMarks(decoded) : decoded;
        if (text === undefined || (this.#native && swallowsMarks(text))) throw new Malformed();
        return text;
      }
    }
    return undefined;
  }

  /** A bare word or raw text: up to the bracket that closes, or a comma before the next key. */
  #bare(place: Place): unknown {
    const { schema, close } = place;
    const start = this.#at;
    let open = 0;
    let at = start;
    for (; at < this.#text.length; at++) {
      const char = this.#text[at] ?? "";
      if (char === "{" || char === "[") open++;
      else if (char === "}" || char === "]" || (char === ")" && close === ")")) {
        if (open === 0) break;
        open--;
      } else if (char === "," && open === 0 && (close === "]" || bareEnds(this.#text, start, at, place))) break;
      else if (char === "<") {
        const mark = markAt(this.#text, at);
        if (mark !== undefined && close !== "") return this.#withoutOpening(start, at, mark);
      }
    }
    if (at === this.#text.length && close !== "" && !this.#closed) throw new Malformed();
    const raw = this.#text.slice(start, at);
    this.#at = at;
    if (raw.trim() === "" || /^[ \t]*```/.test(raw)) throw new Malformed();
    const text = raw.trim().includes("\n") ? raw : raw.trim();
    const given = wantsText(schema) && text !== "null" && text !== "None" ? undefined : literal(text);
    if (given !== undefined) return given;
    if (this.#native && (endsInLoneQuote(raw.trim()) || hasBrokenEdge(raw.trim()))) throw new Malformed();
    return text;
  }

  /** A string whose opening mark is missing: its end mark stands at `at`, and what may follow a value behind that. */
  #withoutOpening(start: number, at: number, mark: string): string {
    const end = at + mark.length;
    if (at === start || !closesString(this.#text, skipSpace(this.#text, end))) throw new Malformed();
    this.#at = end;
    return this.#text.slice(start, at).trimStart();
  }
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

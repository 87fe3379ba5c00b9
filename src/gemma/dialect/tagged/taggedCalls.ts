import type { JsonObject } from "../../../model/message.ts";
import type { WrittenCall } from "../syntax/callKeys.ts";
import { parseLoose } from "../values/looseValues.ts";
import { setKey, skipSpace } from "../values/strings.ts";
import { isRequired, propertyNames, type LooseSchema } from "../values/schema.ts";
import type { ToolIndex } from "../tools/toolIndex.ts";
import { closingTag, isCallTag, openTag, type OpenTag } from "./elements.ts";
import {
  attributeArguments,
  isContainer,
  isKeyElement,
  namesTool,
  parameterOf,
  toolOf,
  valueElements,
} from "./taggedNames.ts";

/** The text is no call; `open`: only because something in it has no end, so that more text may make it one. */
class NoCall extends Error {
  readonly open: boolean;
  constructor(open = false) {
    super();
    this.open = open;
  }
}

const bareName = /[\w.:/-]{1,128}(?=\s|<|\{)/y;

/**
 * Reads calls that are written in tags: `<function=read_file><parameter=path>a.ts</parameter></function>`,
 * `<invoke name="read_file"><parameter name="path">…`, `<read_file><path>…`, with any elements for calls around. All of the
 * text must be that, each parameter declared and given once. A last closing tag of what is around a whole call may be missing.
 * @returns "open" where a value has no end yet, "no" where nothing behind the text can make it calls
 */
export function taggedCalls(text: string, tools: ToolIndex): WrittenCall[] | "open" | "no" {
  try {
    return new Reader(text, tools).whole();
  } catch (error) {
    if (error instanceof NoCall) return error.open ? "open" : "no";
    throw error;
  }
}

class Reader {
  readonly #text: string;
  readonly #tools: ToolIndex;
  #at = 0;
  /** Closing tags of the elements that are open, the innermost last. */
  readonly #open: string[] = [];

  constructor(text: string, tools: ToolIndex) {
    this.#text = text;
    this.#tools = tools;
  }

  whole(): WrittenCall[] {
    const tag = this.#tag();
    const calls = this.#callsIn(tag);
    if (skipSpace(this.#text, this.#at) < this.#text.length) throw new NoCall();
    return calls;
  }

  /** The tag here, which is passed. */
  #tag(): OpenTag {
    const tag = openTag(this.#text, this.#at, true);
    if (tag === undefined || tag === "more") throw new NoCall();
    this.#at = tag.end;
    return tag;
  }

  #skip(): void {
    this.#at = skipSpace(this.#text, this.#at);
  }

  /** Passes the closing tag of the innermost element; true also where one around it is closed in its place. */
  #closes(): boolean {
    const own = this.#open.at(-1) ?? "";
    if (this.#text.startsWith(own, this.#at)) {
      this.#at += own.length;
      return true;
    }
    return this.#open.some((each) => this.#text.startsWith(each, this.#at));
  }

  #callsIn(tag: OpenTag): WrittenCall[] {
    const tool = toolOf(tag, this.#tools);
    if (tool !== undefined) return [this.#call(tool, tag)];
    if (!isCallTag(tag) || tag.closed) throw new NoCall();
    const calls: WrittenCall[] = [];
    this.#open.push(closingTag(tag));
    for (;;) {
      this.#skip();
      const over = this.#at === this.#text.length;
      if (over || this.#closes()) {
        if (calls.length === 0) throw new NoCall();
        this.#open.pop();
        return calls;
      }
      if (this.#text[this.#at] === "<") {
        const child = this.#tag();
        if (toolOf(child, this.#tools) !== undefined || !namesTool(child)) calls.push(...this.#callsIn(child));
        else calls.push(this.#behindName(this.#known(this.#textTo(child).trim())));
      } else {
        bareName.lastIndex = this.#at;
        const name = this.#known(bareName.exec(this.#text)?.[0] ?? "");
        this.#at = bareName.lastIndex;
        calls.push(this.#behindName(name));
      }
    }
  }

  #known(name: string): string {
    const tool = this.#tools.meant(name);
    if (tool === undefined) throw new NoCall();
    return tool;
  }

  /** The text of an element that holds nothing else. */
  #textTo(tag: OpenTag): string {
    const close = closingTag(tag);
    const end = this.#text.indexOf(close, this.#at);
    if (end < 0 || tag.closed) throw new NoCall(!tag.closed);
    const text = this.#text.slice(this.#at, end);
    this.#at = end + close.length;
    return text;
  }

  /** The call whose name stood in an element or alone: its arguments go on to the end of the element around. */
  #behindName(name: string): WrittenCall {
    const written: JsonObject = {};
    this.#arguments(written, this.#tools.schema(name), false);
    return { name, arguments: written };
  }

  #call(name: string, tag: OpenTag): WrittenCall {
    const schema = this.#tools.schema(name);
    const written: JsonObject = {};
    for (const [key, value] of attributeArguments(tag, schema)) setKey(written, key, value);
    if (!tag.closed) {
      this.#open.push(closingTag(tag));
      this.#arguments(written, schema, true);
      this.#open.pop();
    }
    const needsNone = propertyNames(schema).every((key) => !isRequired(schema, key));
    if (Object.keys(written).length === 0 && !needsNone) throw new NoCall();
    return { name, arguments: written };
  }

  /** Reads arguments up to the closing tag of the innermost element, which is passed if it is the call's own. */
  #arguments(written: JsonObject, schema: LooseSchema | undefined, own: boolean): void {
    for (;;) {
      this.#skip();
      if (this.#text.startsWith("</", this.#at)) {
        if (own ? !this.#closes() : !this.#text.startsWith(this.#open.at(-1) ?? "", this.#at)) throw new NoCall();
        return;
      }
      if (this.#text[this.#at] === "{") this.#json(written);
      else this.#argument(written, schema, this.#tag());
    }
  }

  /** Arguments as a JSON object, up to the next closing tag. */
  #json(written: JsonObject): void {
    const close = this.#open.at(-1) ?? "";
    const end = this.#text.indexOf(close, this.#at);
    const value = end < 0 ? undefined : parseLoose(this.#text.slice(this.#at, end))?.value;
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw new NoCall(true);
    for (const [key, each] of Object.entries(value)) this.#set(written, key, each);
    this.#at = end;
  }

  #argument(written: JsonObject, schema: LooseSchema | undefined, tag: OpenTag): void {
    const key = parameterOf(tag, schema);
    if (key !== undefined) {
      if (tag.closed) throw new NoCall();
      this.#set(written, key, plainValue(this.#value(tag, schema)));
    } else if (isContainer(tag) && !tag.closed) {
      this.#open.push(closingTag(tag));
      this.#arguments(written, schema, true);
      this.#open.pop();
    } else if (isKeyElement(tag)) {
      const name = parameterOf({ ...tag, name: this.#textTo(tag).trim(), attributes: new Map() }, schema);
      this.#skip();
      const value = this.#tag();
      if (name === undefined || !valueElements.includes(value.name)) throw new NoCall();
      this.#set(written, name, plainValue(this.#value(value, schema)));
    } else throw new NoCall();
  }

  #set(written: JsonObject, key: string, value: unknown): void {
    if (Object.hasOwn(written, key)) throw new NoCall();
    setKey(written, key, value);
  }

  /** The raw text up to the closing tag behind which the call goes on: the text may show such a tag itself. */
  #value(tag: OpenTag, schema: LooseSchema | undefined): string {
    const close = closingTag(tag);
    for (let end = this.#text.indexOf(close, this.#at); end >= 0; end = this.#text.indexOf(close, end + 1)) {
      const behind = skipSpace(this.#text, end + close.length);
      if (!this.#goesOn(behind, schema)) continue;
      const text = this.#text.slice(this.#at, end);
      this.#at = end + close.length;
      return text;
    }
    throw new NoCall(true);
  }

  #goesOn(at: number, schema: LooseSchema | undefined): boolean {
    if (this.#open.some((each) => this.#text.startsWith(each, at))) return true;
    const next = openTag(this.#text, at, true);
    return next !== undefined && next !== "more" && (parameterOf(next, schema) !== undefined || isKeyElement(next));
  }
}

/** A value without the line breaks with which it stands on lines of its own, and without the frame of raw text. */
function plainValue(raw: string): string {
  const framed = /^\s*<!\[CDATA\[([^]*)\]\]>\s*$/.exec(raw)?.[1];
  const first = /^\r?\n/.exec(raw)?.[0].length ?? 0;
  return framed ?? (first > 0 ? raw.slice(first).replace(/\r?\n[ \t]*$/, "") : raw);
}

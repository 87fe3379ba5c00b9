import type { JsonObject } from "../../model/message.ts";
import { coerceArguments } from "./coerce.ts";
import type { DialectEvent } from "./events.ts";
import type { WrittenCall } from "./jsonCall.ts";
import type { ToolIndex } from "./toolIndex.ts";

/** As much of the text before a possible call as is judged. */
const remembered = 600;

/**
 * Collects the events of an answer. White space at the end of a text is held until something follows it: before a call it
 * is dropped, between texts it stays. After a call, and after a thought that opens the answer, white space is dropped.
 */
export class Output {
  readonly #tools: ToolIndex;
  #events: DialectEvent[] = [];
  #space = "";
  #thoughtSpace = "";
  #thinking = false;
  #trim = false;
  #recent = "";
  #started = false;

  constructor(tools: ToolIndex) {
    this.#tools = tools;
  }

  /** The end of the text so far. */
  get recent(): string {
    return this.#recent;
  }

  /** Nothing but white space and thoughts has come yet. */
  get untouched(): boolean {
    return !this.#started;
  }

  text(text: string): void {
    this.#thinking = false;
    if (this.#trim && this.#space === "") text = text.trimStart();
    const end = text.trimEnd().length;
    if (end === 0) {
      this.#space += text;
      return;
    }
    const delta = this.#space + text.slice(0, end);
    this.#space = text.slice(end);
    this.#trim = false;
    this.#started = true;
    this.#recent += delta;
    if (this.#recent.length > 8 * remembered) this.#recent = this.#recent.slice(-remembered);
    this.#push({ type: "text", delta });
  }

  thought(text: string): void {
    if (!this.#thinking) text = text.trimStart();
    if (text === "") return;
    this.#thinking = true;
    const end = text.trimEnd().length;
    if (end > 0) this.#push({ type: "thought", delta: this.#thoughtSpace + text.slice(0, end) });
    this.#thoughtSpace = end > 0 ? text.slice(end) : this.#thoughtSpace + text;
  }

  thoughtEnds(): void {
    this.#thinking = false;
    this.#thoughtSpace = "";
    if (this.untouched) this.dropSpace();
  }

  call(written: WrittenCall): void {
    const name = this.#tools.find(written.name) ?? written.name;
    const fitted: JsonObject = coerceArguments(written.arguments, this.#tools.schema(name));
    this.#begin({ type: "tool-call", name, arguments: fitted });
  }

  incomplete(raw: string, name?: string): void {
    const known = name === undefined ? undefined : (this.#tools.find(name) ?? name);
    this.#begin({ type: "incomplete-call", ...(known !== undefined && known !== "" && { name: known }), raw });
  }

  /** Drops the white space that precedes or follows a token which is not shown. */
  dropSpace(): void {
    this.#space = "";
    this.#trim = true;
  }

  /** The events since the last take; with `ended`, white space that was held too. */
  take(ended: boolean): DialectEvent[] {
    if (ended && this.#space !== "" && !this.#trim) this.#push({ type: "text", delta: this.#space });
    if (ended) this.#space = "";
    const events = this.#events;
    this.#events = [];
    return events;
  }

  #begin(event: DialectEvent): void {
    this.thoughtEnds();
    this.dropSpace();
    this.#started = true;
    this.#recent = "";
    this.#events.push(event);
  }

  #push(event: DialectEvent & { type: "text" | "thought" }): void {
    const last = this.#events.at(-1);
    if (last?.type === event.type && "delta" in last) last.delta += event.delta;
    else this.#events.push(event);
  }
}

import type { DialectEvent } from "../events.ts";
import type { WrittenCall } from "../syntax/callKeys.ts";

/** As much of the text before a possible call as is judged. */
const remembered = 600;

/**
 * Collects the events of an answer. White space at the end of a text is held until something follows it: between texts it
 * stays. Of the white space on both sides of a call between two texts that of one side stays, in front of the second text,
 * so that words do not run into each other and a line stays a line; elsewhere it is dropped, as it is after a thought that
 * opens the answer.
 */
export class Output {
  readonly #fit: (written: WrittenCall) => WrittenCall;
  #events: DialectEvent[] = [];
  #space = "";
  #thoughtSpace = "";
  #thinking = false;
  #trim = false;
  #recent = "";
  #started = false;
  #said = false;
  /** The white space that parts the text before a call from the text behind it; undefined where no text came before. */
  #gap: string | undefined;

  /** @param fit gives a call as its tool wants it: the declared name, arguments fitted to the schema */
  constructor(fit: (written: WrittenCall) => WrittenCall) {
    this.#fit = fit;
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
    if (this.#trim && this.#space === "") {
      const trimmed = text.trimStart();
      this.behindCall(text.slice(0, text.length - trimmed.length));
      text = trimmed;
    }
    const end = text.trimEnd().length;
    if (end === 0) {
      this.#space += text;
      return;
    }
    const delta = (this.#gap ?? "") + this.#space + text.slice(0, end);
    this.#space = text.slice(end);
    this.#gap = undefined;
    this.#trim = false;
    this.#started = true;
    this.#said = true;
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
    this.#begin({ type: "tool-call", ...this.#fit(written) });
  }

  incomplete(raw: string, name?: string): void {
    const known = name === undefined ? undefined : this.#fit({ name, arguments: {} }).name;
    this.#begin({ type: "incomplete-call", ...(known !== undefined && known !== "" && { name: known }), raw });
  }

  /** Takes the white space behind a call, that of the other side is weighed against. */
  behindCall(space: string): void {
    if (this.#gap !== undefined) this.#gap = parting(this.#gap, space);
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
    if (this.#said) this.#gap = parting(this.#gap ?? "", this.#space);
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

/**
 * Of two stretches of white space the one that parts more: the one with more line breaks, else the longer. Where the
 * second begins a line, that line's indentation stays.
 */
function parting(a: string, b: string): string {
  const breaks = (space: string): number => space.split("\n").length;
  if (breaks(b) > breaks(a) || (breaks(b) === breaks(a) && b.length > a.length)) return b;
  const indent = /\n([ \t]+)$/.exec(b)?.[1];
  return indent === undefined ? a : a.slice(0, a.lastIndexOf("\n") + 1) + indent;
}

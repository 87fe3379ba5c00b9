import { wordsBehind } from "../../markdown/cues.ts";
import { pieceLength, type TagsBegun } from "../block.ts";
import { mayBeExample } from "../decisions.ts";
import type { Flow, Mode } from "../flow.ts";
import type { WrittenCall } from "../../syntax/callKeys.ts";
import { markerAt } from "../../syntax/markers.ts";
import { taggedCalls } from "../../tagged/taggedCalls.ts";

/** More closing tags of the outermost element are not tried. */
const mostTries = 16;

/** A block that was read to its end; without calls where they cannot be run. */
type Read = { calls: WrittenCall[] | undefined; text: string };

/** Reads calls in tags, from the outermost element's opening tag to its end. What is none is given back as text. */
export class TagBlock implements Mode {
  readonly #flow: Flow;
  readonly #options: TagsBegun;
  readonly #close: string;
  readonly #mayBeExample: boolean;
  #parts: string[] = [];
  #tail = "";
  #length = 0;
  #tries = 0;
  /** Where the outermost element seemed to end first. */
  #seeming: number | undefined;
  #read: Read | undefined;

  constructor(flow: Flow, options: TagsBegun) {
    this.#flow = flow;
    this.#options = options;
    this.#close = `</${options.root}>`;
    this.#mayBeExample = mayBeExample(flow.introduction());
  }

  consume(work: string, at: number, ended: boolean): number {
    if (this.#read) return this.#behind(this.#read, work, at, ended);
    const end = Math.min(work.length, at + pieceLength);
    const chunk = work.slice(at, end);
    const window = this.#tail + chunk;
    const base = this.#length - this.#tail.length;
    this.#parts.push(chunk);
    this.#length += chunk.length;
    for (let from = 0; this.#tries < mostTries;) {
      const found = window.indexOf(this.#close, from);
      if (found < 0) break;
      from = found + this.#close.length;
      if (this.#try(base + from)) return end;
    }
    if (ended && end === work.length) this.#end();
    this.#tail = window.slice(1 - this.#close.length);
    return end;
  }

  #whole(): string {
    const text = this.#parts.join("");
    this.#parts = [text];
    return text;
  }

  /** Tries to read all up to `end`; what stands behind is given back. False, where its end may stand further on. */
  #try(end: number): boolean {
    this.#tries++;
    const whole = this.#whole();
    const text = whole.slice(0, end);
    const calls = taggedCalls(text, this.#flow.tools);
    this.#seeming ??= end;
    if (calls === "open") return false;
    this.#flow.pushBack(whole.slice(end));
    this.#read = { calls: calls === "no" ? undefined : calls, text };
    return true;
  }

  /** No end was found that makes it readable. */
  #end(): void {
    const whole = this.#whole();
    const text = whole.replace(stopsAtEnd, "");
    const calls = taggedCalls(text, this.#flow.tools);
    if (typeof calls !== "string") {
      this.#read = { calls, text };
      this.#flow.pushBack(whole.slice(text.length));
      return;
    }
    const end = this.#seeming;
    if (end === undefined || !this.#flow.reread(whole.slice(end))) this.#incomplete(whole);
    else this.#read = { calls: undefined, text: whole.slice(0, end) };
  }

  #incomplete(raw: string): void {
    this.#flow.out.incomplete(raw, this.#options.name);
    this.#flow.afterCall();
  }

  /** What stands behind the block decides whether it was only shown. */
  #behind({ calls, text }: Read, work: string, at: number, ended: boolean): number {
    const behind = wordsBehind(work, at, ended);
    if (behind === "more") return at;
    const marker = behind.next < work.length ? markerAt(work, behind.next, ended) : undefined;
    if (marker === "more") return at;
    if (marker === undefined && (behind.onLine || (this.#mayBeExample && behind.explains))) {
      this.#flow.giveBack(text);
      return at;
    }
    if (!calls) {
      this.#incomplete(text);
      return at;
    }
    for (const call of calls) this.#flow.out.call(call);
    this.#flow.afterCall();
    return at;
  }
}

/** Tokens at which a server should have stopped. */
const stopsAtEnd = /(?:\s{0,64}(?:<turn\|>|<end_of_turn>|<eos>|<\|im_end\|>|<tool_call\|>))+\s{0,64}$/;

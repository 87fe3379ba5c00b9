import type { Flow, Mode, NextCall, Step } from "../flow.ts";
import { cutInEndToken, driftedCloserAt, markerAt, nativeOpener } from "../../syntax/markers.ts";
import { nativeHead } from "../../syntax/nativeHead.ts";
import { skipSpace } from "../../values/strings.ts";

/** Brackets, quotes, string marks and the end of a code block that are one too many. */
const surplus = /(?:[}\])"'`]|<\|"\|>|\s){0,12}/y;
/** Brackets that are one too many, with nothing behind them on their line. */
const brackets = /[}\])]{1,12}[ \t]{0,8}\r?(?=\n)/y;
const maybeBrackets = /^[}\])]{1,12}[ \t]{0,8}\r?$/;

/** Drops what belongs to a call that was read: closing tokens, also doubled ones, surplus brackets, white space. */
export class AfterCall implements Mode {
  readonly #flow: Flow;
  readonly #nextCall: NextCall | undefined;
  #closed = false;
  #begun = false;
  /** The white space since the call or the last thing that belonged to it. */
  #space = "";

  constructor(flow: Flow, nextCall: NextCall | undefined) {
    this.#flow = flow;
    this.#nextCall = nextCall;
  }

  consume(work: string, at: number, ended: boolean): number {
    for (;;) {
      if (!this.#begun && at < work.length) {
        const end = surplusBrackets(work, at, ended);
        if (end === "more") return at;
        this.#begun = true;
        at = end;
      }
      const from = at;
      at = skipSpace(work, at);
      this.#space += work.slice(from, at);
      if (at >= work.length) {
        if (ended) this.#end();
        return at;
      }
      if (ended && cutInEndToken(work, at)) {
        this.#flow.toText();
        return work.length;
      }
      const next = this.#step(work, at, ended);
      if (next === "more") return at;
      if (this.#flow.mode !== this) return next ?? at;
      if (next === undefined) {
        this.#end();
        return at;
      }
      this.#space = "";
      at = next;
    }
  }

  #end(): void {
    this.#flow.out.behindCall(this.#space);
    this.#flow.toText();
  }

  /** Undefined: what stands here belongs to the call no more. */
  #step(work: string, at: number, ended: boolean): Step {
    if (this.#nextCall && !this.#closed) {
      const value = work[at] === "," || work[at] === ";" ? skipSpace(work, at + 1) : at;
      if (value >= work.length && !ended) return "more";
      const next = value < work.length ? this.#nextCall(work, value, ended) : undefined;
      if (next !== undefined) return next;
    }
    surplus.lastIndex = at;
    surplus.test(work);
    const end = surplus.lastIndex;
    if (end >= work.length) return ended ? end : "more";
    const marker = markerAt(work, end, ended);
    if (marker === "more") return "more";
    if (marker?.kind === "end") {
      this.#closed = true;
      return end + marker.text.length;
    }
    const drifted = driftedCloserAt(work, end, ended);
    if (drifted === "more") return "more";
    if (drifted === undefined || drifted === nativeOpener) return undefined;
    if (marker?.kind === "call") {
      // The token of the next call, or a closing one that was written like it.
      const head = nativeHead(work, end + drifted.length, ended);
      if (head === "more" && !ended) return "more";
      if (typeof head === "object") return undefined;
    }
    this.#closed = true;
    return end + drifted.length;
  }
}

/** The position behind brackets right behind the call that nothing follows on their line. */
function surplusBrackets(work: string, at: number, ended: boolean): number | "more" {
  brackets.lastIndex = at;
  if (brackets.test(work)) return brackets.lastIndex;
  if (!maybeBrackets.test(work.slice(at, at + 24))) return at;
  return ended ? work.length : "more";
}

import type { Flow, Mode, NextCall } from "./flow.ts";
import { cutInEndToken, markerAt } from "./markers.ts";
import { skipSpace } from "./strings.ts";

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
      at = skipSpace(work, at);
      if (at >= work.length) {
        if (ended) this.#flow.toText();
        return at;
      }
      if (ended && cutInEndToken(work, at)) {
        this.#flow.toText();
        return work.length;
      }
      const next = this.#step(work, at, ended);
      if (this.#flow.mode !== this || next === at) return next ?? at;
      if (next === undefined) {
        this.#flow.toText();
        return at;
      }
      at = next;
    }
  }

  /** Undefined: what stands here belongs to the call no more. */
  #step(work: string, at: number, ended: boolean): number | undefined {
    if (this.#nextCall && !this.#closed) {
      const value = work[at] === "," || work[at] === ";" ? skipSpace(work, at + 1) : at;
      if (value >= work.length && !ended) return at;
      const next = value < work.length ? this.#nextCall(work, value, ended) : "no";
      if (next === "more") return at;
      if (next !== "no") return next;
    }
    surplus.lastIndex = at;
    surplus.test(work);
    const end = surplus.lastIndex;
    if (end >= work.length) return ended ? end : at;
    const marker = markerAt(work, end, ended);
    if (marker === "prefix") return at;
    if (marker?.kind !== "end") return undefined;
    this.#closed = true;
    return end + marker.text.length;
  }
}

/** The position behind brackets right behind the call that nothing follows on their line. */
function surplusBrackets(work: string, at: number, ended: boolean): number | "more" {
  brackets.lastIndex = at;
  if (brackets.test(work)) return brackets.lastIndex;
  if (!maybeBrackets.test(work.slice(at, at + 24))) return at;
  return ended ? work.length : "more";
}

import type { Flow, Mode } from "./flow.ts";
import { markerAt } from "./markers.ts";
import { skipSpace } from "./strings.ts";

/** Brackets, quotes and string marks that are one too many. */
const surplus = /(?:[}\])"']|<\|"\|>|\s){0,12}/y;

/** Drops what belongs to a call that was read: closing tokens, also doubled ones, surplus brackets, white space. */
export class AfterCall implements Mode {
  readonly #flow: Flow;
  readonly #reopen: (() => Mode) | undefined;
  #closed = false;

  constructor(flow: Flow, reopen: (() => Mode) | undefined) {
    this.#flow = flow;
    this.#reopen = reopen;
  }

  consume(work: string, at: number, ended: boolean): number {
    for (;;) {
      at = skipSpace(work, at);
      if (at >= work.length) {
        if (ended) this.#flow.toText();
        return at;
      }
      const next = this.#step(work, at, ended);
      if (next === at) return at;
      if (next === undefined) {
        if (this.#flow.mode === this) this.#flow.toText();
        return at;
      }
      at = next;
    }
  }

  /** Undefined: what stands here belongs to the call no more. */
  #step(work: string, at: number, ended: boolean): number | undefined {
    if (this.#reopen && !this.#closed) {
      const separator = work[at] === "," || work[at] === ";";
      const value = separator ? skipSpace(work, at + 1) : at;
      if (value >= work.length && !ended) return at;
      if (work[value] === "{" || work[value] === "[") {
        const marker = markerAt(work, value, ended);
        if (marker === "prefix") return at;
        if (marker === undefined) {
          if (separator) return value;
          this.#flow.become(this.#reopen());
          return undefined;
        }
      }
    }
    surplus.lastIndex = at;
    surplus.test(work);
    const end = surplus.lastIndex;
    if (end >= work.length) return ended ? undefined : at;
    const marker = markerAt(work, end, ended);
    if (marker === "prefix") return at;
    if (marker?.kind !== "end") return undefined;
    this.#closed = true;
    return end + marker.text.length;
  }
}

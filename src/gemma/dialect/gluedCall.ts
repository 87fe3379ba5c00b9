import { giveNativeCall } from "./callToken.ts";
import { sentenceAbout } from "./cues.ts";
import type { Flow, Mode } from "./flow.ts";
import { markerAt } from "./markers.ts";
import type { NativeResult } from "./nativeBlock.ts";
import { lookPastSpace } from "./strings.ts";

const label = "call:";

/**
 * What stands behind a call without tokens. One glued to a sentence was one only where the line ends or a token comes; one
 * at a line's beginning is an example where the line goes on with a sentence about it.
 */
export class GluedCall implements Mode {
  readonly #flow: Flow;
  readonly #result: NativeResult;
  readonly #beginsLine: boolean;

  constructor(flow: Flow, result: NativeResult, beginsLine: boolean) {
    this.#flow = flow;
    this.#result = result;
    this.#beginsLine = beginsLine;
  }

  consume(work: string, at: number, ended: boolean): number {
    const next = lookPastSpace(work, at);
    const more = next >= work.length;
    if (more && !ended) return at;
    const marker = more ? undefined : markerAt(work, next, ended);
    const start = work.slice(next, next + label.length);
    if (marker === "prefix" || (!ended && start !== label && label.startsWith(start))) return at;
    const over = more || work.slice(at, next).includes("\n") || start === label;
    const about = over || !this.#beginsLine ? !over : next > at && sentenceAbout(work, next, ended);
    if (about === "more") return at;
    if (!about || (marker && marker.kind !== "string")) giveNativeCall(this.#flow, this.#result);
    else this.#flow.giveBack(this.#result.raw);
    return at;
  }
}

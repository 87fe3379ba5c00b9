import { sentenceAbout } from "../../markdown/cues.ts";
import { frameEnd } from "./frame.ts";
import type { Flow, Mode } from "../flow.ts";
import { driftedCloserAt, markerAt } from "../../syntax/markers.ts";
import type { NativeResult } from "../block.ts";
import { lookPastSpace } from "../../values/strings.ts";

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
    if (this.#beginsLine) {
      const end = frameEnd(work, at, ended);
      if (end === "more") return at;
      const behind = lookPastSpace(work, end);
      // Emphasis and a list's mark are a document's too.
      if (/^[-*+_(\d]/.test(this.#result.raw) && behind < work.length) {
        const token = markerAt(work, behind, ended) ?? driftedCloserAt(work, behind, ended);
        if (token === "more") return at;
        if (token === undefined) {
          this.#flow.giveBack(this.#result.raw);
          return at;
        }
      }
      if (end > at) {
        this.#flow.took(this.#result, "token");
        return end;
      }
    }
    const next = lookPastSpace(work, at);
    const more = next >= work.length;
    if (more && !ended) return at;
    const marker = more ? undefined : markerAt(work, next, ended);
    const start = work.slice(next, next + label.length);
    if (marker === "more" || (!ended && start !== label && label.startsWith(start))) return at;
    const over = more || work.slice(at, next).includes("\n") || start === label;
    const about = over || !this.#beginsLine ? !over : next > at && sentenceAbout(work, next, ended);
    if (about === "more") return at;
    if (!about || (marker && marker.kind !== "string")) this.#flow.took(this.#result, "token");
    else this.#flow.giveBack(this.#result.raw);
    return at;
  }
}

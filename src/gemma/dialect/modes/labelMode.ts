import type { Flow, Mode } from "../calls/flow.ts";
import { markerAt } from "../syntax/markers.ts";
import { lookPastSpace } from "../values/strings.ts";
import { behindLabel } from "./thoughtLabel.ts";

/** Stands right behind a thought: a channel's name that leads the answer is dropped. */
export class LabelMode implements Mode {
  readonly #flow: Flow;

  constructor(flow: Flow) {
    this.#flow = flow;
  }

  consume(work: string, at: number, ended: boolean): number {
    const start = lookPastSpace(work, at);
    if (start >= work.length && !ended) return at;
    const marker = markerAt(work, start, ended);
    if (marker === "more") return at;
    // The thought's end comes doubled.
    if (marker?.kind === "thought-end") return start + marker.text.length;
    const end = behindLabel(work, start, ended);
    if (end === "more") return at;
    this.#flow.toText();
    // White space before the label goes with it.
    return end > start ? end : at;
  }
}

import type { Mode } from "../calls/flow.ts";

/** The model went on with somebody else's turn: nothing of it is shown. */
export class OverMode implements Mode {
  consume(work: string): number {
    return work.length;
  }
}

import type { Trouble } from "../faults/faultOf.ts";

/** A trouble on its way from the wire to where it is judged; `begun`: some of the answer had been given out. */
export class TroubleError extends Error {
  readonly trouble: Trouble;
  readonly begun: boolean;
  constructor(trouble: Trouble, begun: boolean) {
    super(trouble.at);
    this.trouble = trouble;
    this.begun = begun;
  }
}

import type { StreamFault } from "../faults/faultOf.ts";

/** A trouble on its way from the wire to where it is judged; `begun`: some of the answer had been given out. */
export class StreamFaultError extends Error {
  readonly trouble: StreamFault;
  readonly begun: boolean;
  constructor(trouble: StreamFault, begun: boolean) {
    super(trouble.at);
    this.trouble = trouble;
    this.begun = begun;
  }
}

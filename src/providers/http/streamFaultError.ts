import type { StreamFault } from "../faults/faultOf.ts";

/** A stream fault on its way to where it is judged; `begun`: part of the answer was emitted. */
export class StreamFaultError extends Error {
  readonly trouble: StreamFault;
  readonly begun: boolean;
  constructor(trouble: StreamFault, begun: boolean) {
    super(trouble.at);
    this.trouble = trouble;
    this.begun = begun;
  }
}

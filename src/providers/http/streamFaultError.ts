import type { StreamFault } from "../faults/faultOf.ts";

/** A stream fault as an Error. `begun`: part of the answer was emitted. */
export class StreamFaultError extends Error {
  readonly fault: StreamFault;
  readonly begun: boolean;
  constructor(fault: StreamFault, begun: boolean) {
    super(fault.at);
    this.fault = fault;
    this.begun = begun;
  }
}

import { untilStopped } from "../../model/untilStopped.ts";

/** Runs work one after the other, in the order in which it came. Who is stopped while it waits never begins. */
export class OneAtATime {
  private last: Promise<unknown> = Promise.resolve();

  async run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const before = this.last;
    const own = untilStopped(before, signal).then(work);
    this.last = Promise.allSettled([before, own]);
    return own;
  }
}

/** How fast a download goes, over the last seconds. */

type Point = { at: number; bytes: number };

const windowMs = 5000;

export class Rate {
  #points: Point[];
  readonly #now: () => number;

  /** `bytes`: those that existed before. `now`: a clock in ms. */
  constructor(bytes: number, now: () => number = () => performance.now()) {
    this.#now = now;
    this.#points = [{ at: now(), bytes }];
  }

  /** The state at `receivedBytes`, of `totalBytes` if known. */
  progress(
    receivedBytes: number,
    totalBytes: number | undefined,
  ): { receivedBytes: number; totalBytes?: number; bytesPerSecond: number; secondsLeft?: number } {
    const at = this.#now();
    this.#points.push({ at, bytes: receivedBytes });
    // The oldest point stays just outside the window, so that there is always a span to measure.
    while (this.#points.length > 2 && at - (this.#points[1]?.at ?? at) >= windowMs) this.#points.shift();
    const first = this.#points[0] ?? { at, bytes: receivedBytes };
    const seconds = (at - first.at) / 1000;
    const bytesPerSecond = seconds > 0 ? Math.max(0, receivedBytes - first.bytes) / seconds : 0;
    if (totalBytes === undefined) return { receivedBytes, bytesPerSecond };
    const left = { receivedBytes, totalBytes, bytesPerSecond };
    return bytesPerSecond > 0 ? { ...left, secondsLeft: (totalBytes - receivedBytes) / bytesPerSecond } : left;
  }
}

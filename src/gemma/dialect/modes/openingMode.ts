import type { Flow, Mode } from "../calls/flow.ts";

/** The first line of a thought whose opening token a server took out. */
const bareThought = /^thought(?::[ \t]{0,8})?\r?\n/;
const maybeBareThought = /^(?:t(?:h(?:o(?:u(?:g(?:h(?:t(?::[ \t]{0,8})?\r?)?)?)?)?)?)?)?$/;

/** The beginning of an answer of a model that was asked to think. */
export class OpeningMode implements Mode {
  readonly #flow: Flow;

  constructor(flow: Flow) {
    this.#flow = flow;
  }

  consume(work: string, at: number, ended: boolean): number {
    const start = work.slice(at, at + 24);
    if (bareThought.test(start)) {
      this.#flow.think();
      return at;
    }
    if (!ended && maybeBareThought.test(start)) return at;
    this.#flow.toText();
    return at;
  }
}

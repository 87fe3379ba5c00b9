import type { Flow, Mode } from "./flow.ts";
import { ThoughtMode } from "./thoughtMode.ts";

/** The first line of a thought whose opening token a server took out. */
const bareThought = "thought\n";

/** The beginning of an answer of a model that was asked to think. */
export class OpeningMode implements Mode {
  readonly #flow: Flow;

  constructor(flow: Flow) {
    this.#flow = flow;
  }

  consume(work: string, at: number, ended: boolean): number {
    const start = work.slice(at, at + bareThought.length);
    if (start === bareThought) {
      this.#flow.become(new ThoughtMode(this.#flow));
      return at;
    }
    if (!ended && bareThought.startsWith(start)) return at;
    this.#flow.toText();
    return at;
  }
}

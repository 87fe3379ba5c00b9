import type { ModelFault } from "../../model/modelError.ts";
import { canAnotherAnswer } from "./fallback.ts";
import type { Answerer, StandIn } from "./policy.ts";

type Opens = (signal: AbortSignal) => Promise<Answerer>;

/** Who answers in one turn: the chosen model, then those that stand in for it. Each is set up when it is needed. */
export class Staff {
  readonly #chosen: Opens;
  readonly #standIns: StandIn[];
  #current: StandIn | undefined;
  #answerer: Answerer | undefined;

  constructor(chosen: Opens, standIns: readonly StandIn[]) {
    this.#chosen = chosen;
    this.#standIns = [...standIns];
  }

  /** Who answers now. Throws ModelError when it cannot be had. */
  async answerer(signal: AbortSignal): Promise<Answerer> {
    this.#answerer ??= this.#current ? await this.#current.answerer(signal) : await this.#chosen(signal);
    return this.#answerer;
  }

  /** The model that is set up now, as a person calls it; empty while there is none. */
  get answered(): string {
    return this.#answerer?.model.info.label ?? "";
  }

  /** The model whose turn it is, as a person calls it. */
  get label(): string {
    const known = this.#answerer?.model.info ?? this.#current;
    return known ? nameOf(known) : "The chosen model";
  }

  /** Who could answer in place of the current model after that fault. */
  next(fault: ModelFault): StandIn | undefined {
    const provider = this.#answerer?.model.info.provider ?? this.#current?.provider;
    return this.#standIns.find((each) => canAnotherAnswer(fault, each.provider !== provider));
  }

  /** Hands over to a stand-in; those before it in the list are passed over for the rest of the turn. */
  handOver(to: StandIn): void {
    this.#standIns.splice(0, this.#standIns.indexOf(to) + 1);
    this.#current = to;
    this.#answerer = undefined;
  }

  /** The person has chosen anew: whoever is the chosen one now is asked next. */
  chooseAnew(): void {
    this.#current = undefined;
    this.#answerer = undefined;
  }
}

/** A model and who serves it: the same model may be had in several places. */
export const nameOf = ({ label, provider }: { label: string; provider: string }): string => `${label} (${provider})`;

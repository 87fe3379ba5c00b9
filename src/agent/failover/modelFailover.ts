import type { Model } from "../../model/model.ts";
import type { ModelFault } from "../../model/modelError.ts";
import { canAnotherAnswer } from "./fallback.ts";

type Opens<Answerer> = (signal: AbortSignal) => Promise<Answerer>;
/** A model that may answer in place of the chosen one: what a user calls it, who serves it, and how it is set up. */
type Fallback<Answerer> = { label: string; provider: string; answerer: Opens<Answerer> };

/** Who answers now. `name`: as the user has it. */
export type Opened<Answerer> = { answerer: Answerer; name: string };

/** Who answers in one turn: the chosen model, then its fallback models. Each is set up when it is needed. */
export class ModelFailover<Answerer extends { model: Model }> {
  readonly #chosen: Opens<Answerer>;
  readonly #fallbackModels: Fallback<Answerer>[];
  #current: Fallback<Answerer> | undefined;
  #answerer: Answerer | undefined;

  constructor(chosen: Opens<Answerer>, fallbackModels: readonly Fallback<Answerer>[]) {
    this.#chosen = chosen;
    this.#fallbackModels = [...fallbackModels];
  }

  /** Who answers now. Throws ModelError when it cannot be had. */
  async answerer(signal: AbortSignal): Promise<Answerer> {
    this.#answerer ??= this.#current ? await this.#current.answerer(signal) : await this.#chosen(signal);
    return this.#answerer;
  }

  /** The model that is set up now, as a user calls it; empty while there is none. */
  get answered(): string {
    return this.#answerer?.model.info.label ?? "";
  }

  /** The fallback model whose turn it is, as the settings have it. */
  get fallbackName(): string | undefined {
    return this.#current && nameOf(this.#current);
  }

  /** The model whose turn it is, as a user calls it. */
  get label(): string {
    const known = this.#answerer?.model.info ?? this.#current;
    return known ? nameOf(known) : "The chosen model";
  }

  /** Who could answer in place of the current model after that fault. */
  next(fault: ModelFault): Fallback<Answerer> | undefined {
    const provider = this.#answerer?.model.info.provider ?? this.#current?.provider;
    return this.#fallbackModels.find((each) => canAnotherAnswer(fault, each.provider !== provider));
  }

  /** Hands over to a fallback model; those before it in the list are passed over for the rest of the turn. */
  handOver(to: Fallback<Answerer>): void {
    this.#fallbackModels.splice(0, this.#fallbackModels.indexOf(to) + 1);
    this.#current = to;
    this.#answerer = undefined;
  }

  /** The user has chosen anew: whoever is the chosen one now is asked next. */
  chooseAnew(): void {
    this.#current = undefined;
    this.#answerer = undefined;
  }
}

/** A model and who serves it: the same model may be had in several places. */
export const nameOf = ({ label, provider }: { label: string; provider: string }): string => `${label} (${provider})`;

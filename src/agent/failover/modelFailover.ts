import type { Model } from "../../model/model.ts";
import type { ModelFault } from "../../model/modelError.ts";
import { canAnotherAnswer } from "./fallback.ts";

type Opens<Profile> = (signal: AbortSignal) => Promise<Profile>;
/** A model that may answer instead of the chosen one: its display name, its provider's name, and how it is set up. */
type Fallback<Profile> = { label: string; provider: string; profile: Opens<Profile> };

/** The profile in use. `name`: the model's name as the settings show it. */
export type Opened<Profile> = { profile: Profile; name: string };

/** The model in use during one turn: the chosen one, then its fallback models. Each is set up when it is needed. */
export class ModelFailover<Profile extends { model: Model }> {
  readonly #chosen: Opens<Profile>;
  readonly #fallbackModels: Fallback<Profile>[];
  #current: Fallback<Profile> | undefined;
  #profile: Profile | undefined;

  constructor(chosen: Opens<Profile>, fallbackModels: readonly Fallback<Profile>[]) {
    this.#chosen = chosen;
    this.#fallbackModels = [...fallbackModels];
  }

  /** The profile in use. Throws ModelError if the model can't be set up. */
  async profile(signal: AbortSignal): Promise<Profile> {
    this.#profile ??= this.#current ? await this.#current.profile(signal) : await this.#chosen(signal);
    return this.#profile;
  }

  /** The display name of the model that is set up; empty if there is none. */
  get openedLabel(): string {
    return this.#profile?.model.info.label ?? "";
  }

  /** The fallback model in use, named as in the settings; undefined if it is the chosen model. */
  get fallbackName(): string | undefined {
    return this.#current && nameOf(this.#current);
  }

  /** The display name of the model in use, with its provider. */
  get label(): string {
    const known = this.#profile?.model.info ?? this.#current;
    return known ? nameOf(known) : "The chosen model";
  }

  /** The fallback model that may answer after this fault; undefined if there is none. */
  next(fault: ModelFault): Fallback<Profile> | undefined {
    const provider = this.#profile?.model.info.provider ?? this.#current?.provider;
    return this.#fallbackModels.find((each) => canAnotherAnswer(fault, each.provider !== provider));
  }

  /** Switches to a fallback model. Those before it in the list are skipped for the rest of the turn. */
  fallBackTo(to: Fallback<Profile>): void {
    this.#fallbackModels.splice(0, this.#fallbackModels.indexOf(to) + 1);
    this.#current = to;
    this.#profile = undefined;
  }

  /** Returns to the chosen model, which the user may have changed. */
  reset(): void {
    this.#current = undefined;
    this.#profile = undefined;
  }
}

/** A model with its provider, because several providers may serve the same model. */
export const nameOf = ({ label, provider }: { label: string; provider: string }): string => `${label} (${provider})`;

import type { Ask, AskKind, AskOf } from "./ask.ts";
import type { ApprovalDecision } from "../transcript/turnEvent.ts";
import { canonical } from "./canonical.ts";

/** An effect that nobody allowed; its message is written for the model. */
export class ConsentError extends Error {}

type Allowed = Extract<ApprovalDecision, { type: "allowed" }>;

let give: <K extends AskKind>(ask: AskOf<K>) => { consent: Consent<K>; end(): void };

/**
 * The user's consent to one thing that one call asked for, given by a click or by a rule. Every port that has an effect
 * takes one, so a tool that asked for nothing can't call it. Only `withConsent` makes one. It holds while that call runs,
 * for exactly what was asked, once.
 */
export class Consent<K extends AskKind = AskKind> {
  readonly #ask: AskOf<K>;
  #isOpen = true;

  private constructor(ask: AskOf<K>) {
    this.#ask = ask;
  }

  static {
    give = (ask) => {
      const consent = new Consent(ask);
      return { consent, end: () => void (consent.#isOpen = false) };
    };
  }

  /** Throws ConsentError unless the consent is for exactly this and still holds. What has an effect calls it first. */
  static use<K extends AskKind>(consent: Consent<K>, ask: AskOf<K>): void {
    if (!(#ask in consent)) throw new ConsentError("Nobody allowed this. Nothing was done.");
    if (!consent.#isOpen) throw new ConsentError("What was allowed is over. Nothing more was done.");
    if (!isSame(consent.#ask, ask)) throw new ConsentError("This is not what was allowed. Nothing was done.");
    consent.#isOpen = false;
  }
}

/** What asks, and runs with the consent to it and no other. */
export type Asking<R, T, K extends AskKind = AskKind> = {
  [P in K]: { asks: AskOf<P>; run(running: R, consent: Consent<P>): Promise<T> };
}[K];

/**
 * Runs what was allowed, with the consent to it, which ends with the run and with a stop. The agent's loop alone calls this (a lint rule
 * holds it), with the word of the user or the policy that allowed exactly this ask.
 */
export async function withConsent<R extends { signal: AbortSignal }, T, K extends AskKind>(
  _allowed: Allowed,
  asking: Asking<R, T, K>,
  running: R,
): Promise<T> {
  const { consent, end } = give<K>(asking.asks);
  running.signal.addEventListener("abort", end);
  try {
    running.signal.throwIfAborted();
    return await asking.run(running, consent);
  } finally {
    running.signal.removeEventListener("abort", end);
    end();
  }
}

function isSame(a: Ask, b: Ask): boolean {
  if (a.kind !== "edit" || b.kind !== "edit") return canonical(a) === canonical(b);
  return a.change.path === b.change.path && a.change.before === b.change.before && a.change.after === b.change.after;
}

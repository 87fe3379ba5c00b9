import type { Ask, AskKind, AskOf } from "./ask.ts";
import type { ApprovalDecision, FileOperation, FilePlace } from "../transcript/turnEvent.ts";
import { canonical } from "./canonical.ts";

/** An effect without consent; the message is for the model. */
export class ConsentError extends Error {}

type Allowed = Extract<ApprovalDecision, { type: "allowed" }>;

let give: <K extends AskKind>(ask: AskOf<K>) => { consent: Consent<K>; end(): void };

/**
 * The user's consent to one thing that one call asked for, given by a click or a rule. Every port with an effect takes
 * one, so a tool that asked for nothing can't call it. Only `withConsent` creates one. It holds once, while the call
 * runs, for exactly what was asked.
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

  /** Throws ConsentError unless the consent is for exactly this and still holds. Ports call it before an effect. */
  static use<K extends AskKind>(consent: Consent<K>, ask: AskOf<K>): void {
    if (!(#ask in consent)) throw new ConsentError("Nobody allowed this. Nothing was done.");
    if (!consent.#isOpen) throw new ConsentError("What was allowed is over. Nothing more was done.");
    if (!isSame(consent.#ask, ask)) throw new ConsentError("This is not what was allowed. Nothing was done.");
    consent.#isOpen = false;
  }
}

/** A plan that asks, and runs only with consent to exactly that. */
export type Asking<R, T, K extends AskKind = AskKind> = {
  [P in K]: { asks: AskOf<P>; run(running: R, consent: Consent<P>): Promise<T> };
}[K];

/**
 * Runs what was allowed, with a consent that ends with the run or a stop. Only the agent's loop calls this (enforced by
 * a lint rule), after the user or the policy allowed exactly this ask.
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

/** Whether two asks are for the same thing. */
export function isSame(a: Ask, b: Ask): boolean {
  if (a.kind === "files" && b.kind === "files")
    return canonical(a.operations.map(exact)) === canonical(b.operations.map(exact));
  if (a.kind !== "edit" || b.kind !== "edit") return canonical(a) === canonical(b);
  return a.change.path === b.change.path && a.change.before === b.change.before && a.change.after === b.change.after;
}

/** An operation without the paths that it is only judged by. */
function exact(operation: FileOperation): unknown {
  const path = (place: FilePlace) => place.path;
  switch (operation.type) {
    case "write": {
      const { path, before, after } = operation.change;
      return { type: "write", path, before, after };
    }
    case "move": {
      const { from, to, files } = operation;
      return { type: "move", from: path(from), to: path(to), files: files?.map(path) };
    }
    case "delete": {
      const { place, bytes, digest, files } = operation;
      return { type: "delete", path: path(place), bytes, digest, files: files?.map(path) };
    }
    case "make-folder":
      return { type: "make-folder", path: path(operation.place) };
  }
}

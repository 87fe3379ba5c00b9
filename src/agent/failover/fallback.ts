import type { ModelFault } from "../../model/modelError.ts";

/**
 * Whether to fall back to another model after a failure before any output. Not if the user stopped it, the question is
 * at fault (moderation, length), or the answer was empty.
 * @param elsewhere the other model has another provider, where a refused key or a strange answer doesn't matter
 */
export function canAnotherAnswer(fault: ModelFault, elsewhere: boolean): boolean {
  switch (fault.kind) {
    case "rate-limit":
    case "unavailable":
    case "not-found":
    case "credit":
    case "model-missing":
    case "model-file":
    case "memory":
    case "engine":
      return true;
    case "auth":
    case "protocol":
    case "settings":
      return elsewhere;
    case "account":
      return elsewhere || fault.whole !== true;
    case "overflow":
      return fault.perTime === true;
    case "refused":
    case "empty":
    case "budget":
    case "aborted":
      return false;
  }
}

import type { ModelFault } from "../../model/modelError.ts";

/**
 * Whether another model may be asked in place of one that failed before any output. What the user stopped, what lies
 * in the question (moderation, its length) and an empty answer are no reason to ask someone else.
 * @param elsewhere the other model is another provider's: a refused key or a strange answer says nothing of it
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

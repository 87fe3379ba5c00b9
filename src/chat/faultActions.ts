import type { ModelFault } from "../model/modelError.ts";

/** The actions that a card offers; the host runs them. */
export const faultActions = [
  "retry",
  "continue",
  "new-chat",
  "ask-differently",
  "another-way",
  "try-now",
  "switch-model",
  "set-key",
  "set-up",
  "choose-model",
  "open-settings",
  "show-log",
] as const;
export type FaultAction = (typeof faultActions)[number];

export const faultActionLabels: Record<FaultAction, string> = {
  retry: "Try again",
  continue: "Continue",
  "set-key": "Set key",
  "set-up": "Set up a model",
  "choose-model": "Choose another model",
  "open-settings": "Open settings",
  "show-log": "Show log",
  "new-chat": "New chat",
  "ask-differently": "Ask differently",
  "another-way": "Try another way",
  "try-now": "Try now",
  "switch-model": "Switch model…",
};

/** The actions for a turn that ended in a loop. */
export const loopActions: readonly FaultAction[] = ["another-way", "choose-model", "continue", "ask-differently"];

/** What the model is told by "another-way". */
export const anotherWay =
  "You repeat yourself without getting further. Take another way: read the file again, change whole lines by their numbers instead of quoting text, or say what is missing.";

/**
 * The actions for a fault, the likeliest remedy first.
 * @param begun the turn has part of an answer, which may be continued
 */
export function actionsFor(fault: ModelFault, begun: boolean): readonly FaultAction[] {
  const actions = remediesOf(fault);
  const mayGoOn = begun && actions.includes("retry") && fault.kind !== "aborted";
  return mayGoOn ? actions.flatMap((action) => (action === "retry" ? ["continue", "retry"] : [action])) : actions;
}

function remediesOf(fault: ModelFault): readonly FaultAction[] {
  switch (fault.kind) {
    case "auth":
      return ["set-key", "retry", "set-up"];
    case "account":
    case "credit":
      return ["choose-model", "retry"];
    case "rate-limit":
      return fault.lasting === true ? ["choose-model", "retry"] : ["retry", "choose-model"];
    case "overflow":
      return ["new-chat", "choose-model", "open-settings"];
    case "not-found":
      return ["choose-model", "open-settings"];
    case "unavailable":
      return ["retry", "set-up", "open-settings"];
    case "refused":
      return ["choose-model"];
    case "protocol":
      return ["retry", "open-settings", "show-log"];
    case "empty":
      return ["retry", "choose-model"];
    case "model-missing":
    case "model-file":
      return ["set-up", "retry"];
    case "memory":
      return ["choose-model", "retry"];
    case "engine":
      return ["retry", "show-log", "choose-model"];
    case "settings":
      return ["open-settings", "retry"];
    case "budget":
      return ["retry", "choose-model", "open-settings"];
    case "aborted":
      return ["retry"];
  }
}

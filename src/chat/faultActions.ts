import type { ModelFault } from "../model/modelError.ts";

/** The ways out that an error card offers; the host carries them out. */
export const faultActions = [
  "retry",
  "continue",
  "set-key",
  "set-up",
  "choose-model",
  "open-settings",
  "show-log",
  "new-chat",
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
};

/** What to offer for a fault, the likeliest remedy first. */
export function actionsFor(fault: ModelFault): readonly FaultAction[] {
  switch (fault.kind) {
    case "auth":
      return ["set-key", "retry", "set-up"];
    case "credit":
      return ["choose-model", "retry"];
    case "rate-limit":
      return ["retry", "choose-model"];
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

import type { ToHost } from "../../chat/protocol/protocol.ts";

/** Whether a message of the panel opens one of the editor's own boxes. */
export function opensBox(message: ToHost): boolean {
  switch (message.type) {
    case "pick-model":
    case "pick-images":
      return true;
    case "attach":
      return message.what === undefined;
    case "fault-action":
      return message.action === "set-key" || message.action === "choose-model" || message.action === "switch-model";
    default:
      return false;
  }
}

import * as vscode from "vscode";
import { anotherWay, type FaultAction } from "../../chat/faultActions.ts";
import type { Core } from "../core/feature/feature.ts";
import type { ChatController } from "./chatController.ts";
import type { ChatModels } from "./chatModels.ts";

/** The handler of each action on a fault. */
export function remedies(
  { panel, log }: Core,
  chat: ChatController,
  models: ChatModels,
): Readonly<Record<FaultAction, () => unknown>> {
  /** While a request waits for a retry: switches to the fallback model, otherwise to one that the user picks. */
  const switchModel = async (): Promise<void> => {
    const session = await chat.current();
    const isReady = session.retrying?.next !== undefined;
    if (isReady || (await models.pick())) session.wake("switch");
    await panel.refresh();
  };
  return {
    retry: async () => (await chat.current()).retry(),
    continue: async () => (await chat.current()).resume(),
    "another-way": async () => (await chat.current()).resume(anotherWay),
    "new-chat": () => chat.newChat(),
    "ask-differently": () => {
      const question = chat.session?.lastQuestion;
      if (question) panel.post({ type: "compose", text: question.text, chips: question.chips });
    },
    "try-now": () => chat.session?.wake("now"),
    "switch-model": () => panel.refocusing(switchModel),
    "open-settings": openSettings,
    "show-log": () => log.show(),
    ...models.remedies,
  };
}

/** Opens the editor's settings, filtered to Gemma Code. */
export function openSettings(): Thenable<unknown> {
  return vscode.commands.executeCommand("workbench.action.openSettings", "gemma.");
}

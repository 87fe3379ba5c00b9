import { existsSync } from "node:fs";
import * as vscode from "vscode";
import type { App } from "./editor/app.ts";
import type { CommandId } from "./editor/contributes.ts";
import { offerInHovers } from "./editor/explain/hoverLink.ts";
import { codeActionMetadata, codeActions } from "./editor/lightbulb/codeActions.ts";
import { viewId } from "./editor/panel/viewId.ts";
import { pendingPath } from "./editor/review/files/pendingPath.ts";
import { openOnFirstStart } from "./editor/welcome/firstStart.ts";

/**
 * Registers what VS Code needs at start; everything else loads on first use, so the editor's start takes only
 * milliseconds.
 */
export function activate(context: vscode.ExtensionContext): void {
  let loading: Promise<App> | undefined;
  const app = () => (loading ??= import("./editor/app.ts").then(({ createApp }) => createApp(context)));

  // The manifest is generated from the features and already loaded, so their own lists are not needed at start.
  const contributed: readonly { command: CommandId }[] = context.extension.packageJSON.contributes.commands;
  for (const { command } of contributed) {
    const run = async (argument: unknown) => (await app()).run(command, argument);
    context.subscriptions.push(vscode.commands.registerCommand(command, run));
  }
  context.subscriptions.push(
    vscode.window.registerWebviewViewProvider(viewId, {
      resolveWebviewView: async (view) => (await app()).resolveView(view),
    }),
    vscode.languages.registerCodeActionsProvider({ pattern: "**" }, codeActions, codeActionMetadata),
    offerInHovers(),
    vscode.window.registerUriHandler({ handleUri: async (uri) => (await app()).receive(uri) }),
  );
  if (existsSync(pendingPath(context))) void app();
  openOnFirstStart(context);
}

import * as vscode from "vscode";
import { spendingOf } from "../chat/usage/chatUsage.ts";
import { registerActions } from "./actions/register.ts";
import { registerAgent } from "./agent/register.ts";
import { registerAttachments } from "./attachments/register.ts";
import { registerChat } from "./chat/register.ts";
import { registerCode } from "./code/register.ts";
import type { CommandId } from "./contributes.ts";
import type { Core, Run } from "./core/feature/feature.ts";
import { answeringSettings } from "./core/settings/answeringSettings.ts";
import { StatusBar } from "./core/statusBar.ts";
import { virtualTexts } from "./core/virtualTexts.ts";
import { registerExplain } from "./explain/register.ts";
import { FileOperations } from "./files/operations/fileOperations.ts";
import { WorkspaceFiles } from "./files/workspaceFiles.ts";
import { registerModels } from "./models/register.ts";
import { PanelHost } from "./panel/panelHost.ts";
import { PanelView } from "./panel/panelView.ts";
import { registerOpinion } from "./opinion/register.ts";
import { registerRefactor } from "./refactor/register.ts";
import { registerReview } from "./review/register.ts";
import { registerUsage } from "./usage/register.ts";

export type App = {
  run(command: CommandId, argument: unknown): Promise<void>;
  resolveView(view: vscode.WebviewView): void;
  /** Handles a URL that the system opened in the editor: the redirect of a sign-in. */
  receive(uri: vscode.Uri): void;
};

/**
 * Builds everything behind the commands and the view, on the first use of any of them. Passes each feature its ports to
 * others, because no feature imports another.
 */
export function createApp(context: vscode.ExtensionContext): App {
  answeringSettings.open(context.globalState, context.workspaceState);
  const log = vscode.window.createOutputChannel("Gemma Code", { log: true });
  const view = new PanelView(context.extensionUri);
  const panel = new PanelHost(view, log);
  const status = new StatusBar();
  const core: Core = { context, log, panel, status };

  const usage = registerUsage(core);
  const { meter } = usage;
  const models = registerModels(core, { metered: (model, use) => meter.wrap(model, use) });
  const { resolve, inputs } = models;
  const review = registerReview(core);
  const files = new WorkspaceFiles(review.review);
  const refactor = registerRefactor(core, { review: review.review, resolve });
  const actions = registerActions({ refactor: refactor.start, resolve });
  const attachments = registerAttachments(core, { inputs });
  const charactersPerToken = meter.charactersPerToken.bind(meter);
  const agent = registerAgent(core);
  const chat = registerChat(core, {
    models: { ...models.chat, charactersPerToken },
    files,
    changes: new FileOperations(files),
    ...agent.ports,
  });
  const { conversation } = chat;
  meter.chat = () => spendingOf(conversation.transcript);
  const code = registerCode(core, { files, conversation, review: review.open });
  const explain = registerExplain(core, { conversation, refactor: refactor.start });

  const opinion = registerOpinion(core, { conversation, pickOther: models.pickOther });

  const features = [usage, models, review, refactor, actions, attachments, agent, chat, code, explain, opinion];
  const commands: Readonly<Record<CommandId, Run>> = {
    ...usage.commands,
    ...models.commands,
    ...review.commands,
    ...refactor.commands,
    ...actions.commands,
    ...attachments.commands,
    ...chat.commands,
    ...explain.commands,
    ...opinion.commands,
  };
  panel.serve(
    {
      ...usage.panel,
      ...models.panel,
      ...review.panel,
      ...attachments.panel,
      ...agent.panel,
      ...chat.panel,
      ...code.panel,
      ...explain.panel,
    },
    async () => ({ ...(await models.state()), ...review.state(), ...agent.state(), ...chat.state() }),
  );
  context.subscriptions.push(log, view, status, virtualTexts.register(), ...features);
  return {
    run: async (command, argument) => void (await commands[command](argument)),
    resolveView: (resolved) => view.resolve(resolved),
    receive: models.receive,
  };
}

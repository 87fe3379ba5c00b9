import { join } from "node:path";
import * as v from "valibot";
import * as vscode from "vscode";
import type { SubTasks } from "../../agent/ports/subTasks.ts";
import { turnsOf } from "../../agent/transcript/transcript.ts";
import { type Mode, modeSchema } from "../../agent/transcript/turnEvent.ts";
import { exportMarkdown } from "../../chat/exportMarkdown.ts";
import type { ConversationState, ConversationToHost } from "../../chat/protocol/conversation.ts";
import { ChatStore } from "../../chat/store/chatStore.ts";
import { KeptBytes } from "../../chat/store/kept/keptBytes.ts";
import { createTokenEstimator } from "../../gemma/index.ts";
import { withCode } from "../../prompts/code.ts";
import { planPrompt, startPrompt } from "../../prompts/plan.ts";
import { excerptsOf } from "../attachments/attachments.ts";
import type { CommandOf } from "../core/feature/contributes.ts";
import type { Conversation } from "../core/feature/conversation.ts";
import type { Core, Feature } from "../core/feature/feature.ts";
import { agentProfiles } from "./agentProfiles.ts";
import { type AgentPorts, agentTools, displaysOf } from "../agent/agentTools.ts";
import { PromptCommands } from "../agent/instructions/promptCommands.ts";
import { WorkspaceInstructions } from "../agent/instructions/workspaceInstructions.ts";
import { ChosenTools } from "../agent/foreign/chosenTools.ts";
import { pickTools, tellMissing } from "../agent/foreign/pickTools.ts";
import { Checkpoints } from "./checkpoints.ts";
import { ChatController } from "./chatController.ts";
import type { ChatModels } from "./chatModels.ts";
import type { contributes } from "./contributes.ts";
import { pickChat } from "./history.ts";
import { openAttachment, openLink } from "./openLink.ts";
import { notify } from "./notifier.ts";
import { PlanBook } from "./planBook.ts";
import { ProbabilityBook } from "./probabilityBook.ts";
import { openSettings, remedies } from "./remedies.ts";
import { showChange } from "./showChange.ts";
import type { Rule } from "../../agent/approval/rules.ts";
import { exportChatFile, importChatFile } from "./chatFiles.ts";
import { manageCheckpoints } from "./manageCheckpoints.ts";
import { manageConsent } from "./consent/manageConsent.ts";
import { WorkspaceConsent } from "./consent/standingConsent.ts";
import { userCommands } from "./consent/userCommands.ts";
import { openUntitled } from "../core/reading.ts";

const MODE = "gemma.mode";

type Chat = Feature<CommandOf<typeof contributes>, ConversationToHost> & {
  conversation: Conversation;
  state(): ConversationState;
};

/** The chat: questions, the agent, earlier chats, and what the panel shows of an answer. */
export function registerChat(core: Core, ports: { models: ChatModels } & AgentPorts): Chat {
  const { context, panel, log, status } = core;
  const memory = context.workspaceState;
  const store = new ChatStore(vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, "chats").fsPath);
  const storage = (context.storageUri ?? context.globalStorageUri).fsPath;
  const kept = new KeptBytes(join(storage, "checkpoints"));
  const checkpoints = new Checkpoints(kept, log);
  const probabilities = new ProbabilityBook();
  const subTasks: SubTasks = { run: async (task, running) => (await chat.current()).subTask(task, running) };
  const builtIn = agentTools({ ...ports, subTasks });
  const displays = displaysOf(builtIn);
  const chosen = new ChosenTools({ memory, builtIn, foreign: ports.foreign });
  const tools = () => chosen.tools(chat.session?.id ?? "");
  const profiles = agentProfiles({ ...ports, probabilities, builtIn, tools, transcript: () => chat.transcript });

  const consent = new WorkspaceConsent(memory, () => chat.session?.approvals.revoke());
  const instructions = new WorkspaceInstructions();
  const prompts = new PromptCommands(instructions);
  const chat = new ChatController({
    ...profiles,
    store,
    checkpoints,
    log,
    panel,
    consent,
    instructions,
    attention: (why) => void notify(why, () => panel.takeFocus()),
    activity: (state) => status.showActivity(state),
  });
  const ways = remedies(core, chat, ports.models);
  probabilities.onChange(() => void panel.refresh());

  const mode = (): Mode => {
    const stored = v.safeParse(modeSchema, memory.get(MODE));
    return stored.success && vscode.workspace.isTrusted ? stored.output : "ask";
  };
  const setMode = async (chosen: Mode): Promise<void> => {
    await memory.update(MODE, chosen);
    await panel.refresh();
  };
  const plans = new PlanBook({ transcript: () => chat.transcript });

  async function ask({ text, mode: wanted, chips }: Extract<ConversationToHost, { type: "ask" }>): Promise<void> {
    const session = await chat.current();
    // The panel has already cleared the question.
    const putBack = (): void => panel.post({ type: "compose", text, chips });
    const excerpts = await excerptsOf(chips).catch((error: unknown) => {
      putBack();
      throw error;
    });
    const command = text.trimStart().startsWith("/") ? await panel.refocusing(() => prompts.expand(text)) : undefined;
    if (command === "cancelled") return putBack();
    const question = withCode(command?.prompt ?? text, excerpts);
    const mode = command?.onlyAnswers === true || !vscode.workspace.isTrusted ? "ask" : wanted;
    if (mode !== "ask") tellMissing(chosen.newlyMissing(session.id));
    const prompt = mode === "plan" ? planPrompt(question) : question;
    await session.ask({ text, prompt, chips, mode });
  }

  return {
    conversation: chat,
    state: () => ({
      mode: mode(),
      trusted: vscode.workspace.isTrusted,
      tools: displays,
      ...(prompts.all.length > 0 && {
        prompts: prompts.all.map(({ name, description, hint }) => ({ name, description, hint })),
      }),
      probabilities: probabilities.turns,
    }),
    commands: {
      "gemma.openChat": () => panel.compose("", []),
      "gemma.newChat": () => chat.newChat(),
      "gemma.history": async () => {
        const picked = await pickChat(store, (id) => chat.removeChat(id));
        if (picked) await chat.openChat(picked);
        return panel.takeFocus();
      },
      "gemma.openSettings": openSettings,
      "gemma.exportChat": async () => {
        const content = exportMarkdown(chat.transcript);
        const document = await openUntitled(content, "markdown");
        await vscode.window.showTextDocument(document);
      },
      "gemma.exportChatFile": async () => exportChatFile(store, (await chat.current()).id),
      "gemma.importChat": async () => {
        const id = await importChatFile(store);
        if (id !== undefined) await chat.openChat({ id });
      },
      "gemma.manageCheckpoints": () =>
        manageCheckpoints({
          use: () => kept.use(),
          chats: async () => (await store.list()).chats,
          remove: (id) => kept.remove(id),
        }),
      "gemma.manageConsent": () => {
        const inChat = chat.session?.approvals;
        const none = { rules: () => [], revoke: () => undefined };
        const ofChat = inChat ? { rules: () => inChat.chatRules, revoke: (rule?: Rule) => inChat.revoke(rule) } : none;
        return manageConsent({ chat: ofChat, workspace: consent, user: userCommands });
      },
      "gemma.chooseTools": async () => {
        const tokens = createTokenEstimator();
        await pickTools(chosen, (await chat.current()).id, (characters) => tokens.estimate(characters));
      },
      "gemma.showLog": () => log.show(),
      "gemma.stop": () => chat.stop(),
    },
    panel: {
      ready: () => chat.greet(),
      ask,
      "list-commands": async () => {
        await prompts.read();
        await panel.refresh();
      },
      steer: async ({ id, text, chips }) => {
        // Taken at once: a turn that ends meanwhile leaves the message to the panel, which asks it next.
        const prompt = withCode(text, await excerptsOf(chips));
        chat.session?.steer({ id, text, prompt, chips });
      },
      "edit-plan": ({ turnId }) => plans.edit(turnId),
      "start-plan": async ({ turnId }) => {
        const plan = plans.textOf(turnId);
        if (plan === undefined || !vscode.workspace.isTrusted) return;
        await setMode("agent");
        await ask({ type: "ask", text: startPrompt(plan), mode: "agent", chips: [] });
      },
      "continue-with": async ({ hint }) => (await chat.current()).resume(hint),
      stop: () => chat.stop(),
      approve: ({ nonce, decision }) => chat.session?.approvals.settle(nonce, decision),
      answer: ({ nonce, text }) => chat.session?.answer(nonce, text),
      "open-diff": ({ nonce, at }) => showChange(chat.session?.approvals.changeOf(nonce, at)),
      "open-link": ({ href }) => openLink(href),
      "open-attachment": ({ attachment }) => openAttachment(attachment),
      "fault-action": ({ action }) => ways[action](),
      "set-mode": ({ mode }) => setMode(mode),
      "manage-trust": () => vscode.commands.executeCommand("workbench.trust.manage"),
      "choose-result": ({ turnId, index }) => chat.session?.chooseResult(turnId, index),
      "restore-files": async ({ turnId }) => checkpoints.restore(await chat.current(), turnId),
      "redo-restore": async () => checkpoints.redo(await chat.current()),
      "show-probabilities": ({ turnId }) => {
        const turn = turnsOf(chat.transcript).find(({ id }) => id === turnId);
        return turn && probabilities.show(turn.id, turn.model);
      },
    },
    dispose: () => {
      chat.dispose();
      consent.dispose();
      probabilities.dispose();
      plans.dispose();
    },
  };
}

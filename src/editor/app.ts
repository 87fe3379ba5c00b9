import * as vscode from "vscode";
import { type RetryOptions, retryingModel } from "../agent/failover/retryingModel.ts";
import { parseRules } from "../agent/approval/rules.ts";
import type { AgentProfile } from "../agent/failover/policy.ts";
import type { Tool } from "../agent/ports/tool.ts";
import { createFile } from "../agent/tools/files/createFile.ts";
import { editFile } from "../agent/tools/files/editFile.ts";
import { listDir } from "../agent/tools/files/listDir.ts";
import { readFile } from "../agent/tools/files/readFile.ts";
import { searchText } from "../agent/tools/files/searchText.ts";
import type { Mode } from "../agent/transcript/turnEvent.ts";
import type { StandingConsent } from "../chat/session/pendingApprovals.ts";
import { exportMarkdown } from "../chat/exportMarkdown.ts";
import { ChatStore } from "../chat/store/chatStore.ts";
import { spendingOf } from "../chat/usage/chatUsage.ts";
import { createLoopGuard, samplingDefaults, withoutOldThoughts } from "../gemma/index.ts";
import type { Model } from "../model/model.ts";
import { agentSystem, askSystem } from "../prompts/chat.ts";
import { readProxySettings } from "../providers/http/proxies.ts";
import { takingResults } from "../providers/parameters/withDefaults.ts";
import { runAction } from "./actions/actions.ts";
import { ChatController } from "./chat/chatController.ts";
import { ChatView } from "./chat/chatView.ts";
import { chipOf } from "./attachments/chips.ts";
import { pickChat } from "./chat/history.ts";
import { ProbabilityBook } from "./chat/probabilityBook.ts";
import { virtualTexts } from "./core/virtualTexts.ts";
import { Changes } from "./changes.ts";
import { AnswerCode } from "./code/answerCode.ts";
import type { CommandId } from "./contributes.ts";
import { explainChangeQuestion } from "./explain/change.ts";
import { explainProblemQuestion, explainQuestion } from "./explain/explain.ts";
import { explainTerminalQuestion } from "./explain/terminal.ts";
import { folderNames } from "./core/documents.ts";
import { WorkspaceFiles } from "./files/workspaceFiles.ts";
import { Models } from "./models/models.ts";
import { proxySettings } from "./core/proxySettings.ts";
import type { RefactorRequest } from "./refactor/refactors.ts";
import { readParameters, readSettings } from "./core/settings.ts";
import { StatusBar } from "./core/statusBar.ts";
import { shownWait, tellStandIn } from "./core/shownWait.ts";
import { UsageMeter } from "./models/usageMeter.ts";

export type App = {
  run(command: CommandId, args: readonly unknown[]): Promise<void>;
  resolveView(view: vscode.WebviewView): void;
  /** Takes an address that the system opened in the editor: the way back from a sign-in. */
  receive(uri: vscode.Uri): void;
};

/** Builds everything behind the commands and the view; called with the first use of any of them. */
export function createApp(context: vscode.ExtensionContext): App {
  const log = vscode.window.createOutputChannel("Gemma Code", { log: true });
  const usage = vscode.Uri.joinPath(context.globalStorageUri, "usage").fsPath;
  const meter = new UsageMeter({ folder: usage, memory: context.globalState, log });
  const models = new Models(context, log, meter);
  const view = new ChatView(context.extensionUri);
  const probabilities = new ProbabilityBook();
  const status = new StatusBar();
  const answering = async (signal: AbortSignal, wait: RetryOptions["wait"] = shownWait) => {
    const chosen = await models.model(signal, "editor");
    const model = retryingModel(chosen, {
      retries: () => readSettings().retries,
      fallbackModels: () => models.fallbackModels("editor"),
      wait,
      fellBack: tellStandIn,
      random: Math.random,
    });
    return { model, sampling: { ...samplingDefaults(model.info.id), ...readSettings().sampling } };
  };
  const changes = new Changes(context, log, answering);
  const files = new WorkspaceFiles(changes.review);
  const tools = agentTools(files);
  const code: AnswerCode = new AnswerCode(files, {
    review: () => changes.run("gemma.reviewChanges", undefined),
    compose: (text) => chat.compose(text, []),
  });
  readProxySettings(proxySettings);
  const storage = context.storageUri ?? context.globalStorageUri;
  const store = new ChatStore(vscode.Uri.joinPath(storage, "chats").fsPath);
  const chat = new ChatController(view, {
    store,
    log,
    memory: context.workspaceState,
    consent: consentIn(context.workspaceState),
    maxSteps: () => readSettings().maxSteps,
    answerer: async (mode, signal) => {
      const model = await models.model(signal);
      tellDone(mode === "agent" ? "agentAsked" : "asked");
      return answererFor(mode, model);
    },
    policy: (mode) => ({
      retries: readSettings().retries,
      fallbackModels: models.fallbackModels().map(({ label, provider, model }) => ({
        label,
        provider,
        answerer: async (signal) => answererFor(mode, await model(signal)),
      })),
      guard: createLoopGuard,
      history: withoutOldThoughts,
      charactersPerToken: (info) => meter.charactersPerToken(info),
    }),
    panelState: async () => {
      const changedFiles = changes.review.uris.length;
      const more = { ...(changedFiles > 0 && { changedFiles }), probabilities: probabilities.turns };
      return { ...(await models.panelState()), ...more };
    },
    changes: (action) => changes.run(action === "review" ? "gemma.reviewChanges" : `gemma.${action}All`, undefined),
    code: (action, block) => code.use(action, block),
    setup: (choice) => models.setup(choice),
    remedy: (action) => models.remedy(action),
    pickModel: () => models.pick(),
    setThinking: (level) => models.setThinking(level),
    showProbabilities: (turn) => probabilities.show(turn.id, turn.model),
    inputs: models.inputs,
    activity: (state) => status.showActivity(state),
  });
  meter.chat = () => spendingOf(chat.transcript);
  meter.spent = (today) => status.showSpent(today);
  const refresh = async () => {
    await chat.refresh();
    const { model, setup } = await models.panelState();
    status.showModel(model?.label);
    if (model && !setup) tellDone("modelReady");
  };
  models.onChange(() => void refresh());
  changes.onFiles(() => void refresh());
  probabilities.onChange(() => void chat.refresh());
  void refresh();
  context.subscriptions.push(
    log,
    models,
    view,
    status,
    changes,
    code,
    chat,
    probabilities,
    virtualTexts.register(),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("gemma") && void refresh()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void refresh()),
  );

  function answererFor(mode: Mode, model: Model): AgentProfile {
    const { sampling, startWithTool } = readSettings();
    const { responseFormat } = readParameters();
    const format = mode === "ask" && responseFormat ? { responseFormat } : {};
    const whole = { ...samplingDefaults(model.info.id), ...sampling, ...format };
    const kept = probabilities.of(model, () => chat.transcript.open?.id);
    // An answer that goes on where it stopped is one.
    const isNew = () => mode === "ask" && chat.transcript.open?.joins === undefined;
    const asked = takingResults(kept, () => (isNew() ? "several" : "one"));
    return { model: asked, ...partsFor(mode), sampling: whole, startWithTool };
  }

  function partsFor(mode: Mode): { system: string; tools: readonly Tool[] } {
    // A turn of the agent may go on in a workspace that is restricted by now.
    if (mode === "ask" || !vscode.workspace.isTrusted) return { system: askSystem(), tools: [] };
    const names = folderNames();
    return { system: agentSystem(names), tools: names.length > 0 ? tools : [] };
  }

  async function run(command: CommandId, [first]: readonly unknown[]): Promise<void> {
    switch (command) {
      case "gemma.openChat":
        return chat.compose("", []);
      case "gemma.newChat":
        return chat.newChat();
      case "gemma.history": {
        const picked = await pickChat(store, (id) => chat.removeChat(id));
        if (picked) await chat.openChat(picked);
        return chat.takeFocus();
      }
      case "gemma.openSettings":
        return vscode.commands.executeCommand("workbench.action.openSettings", "gemma.");
      case "gemma.exportChat": {
        const content = exportMarkdown(chat.transcript);
        const document = await vscode.workspace.openTextDocument({ content, language: "markdown" });
        await vscode.window.showTextDocument(document);
        return;
      }
      case "gemma.showLog":
        return log.show();
      case "gemma.stop":
        return chat.stop();
      case "gemma.selectModel":
        await models.pick();
        return;
      case "gemma.setUp":
        await models.setup({ type: "search-again" });
        return chat.compose("", []);
      case "gemma.setKey":
        return models.askKey();
      case "gemma.removeKey":
        return models.keys.remove();
      case "gemma.signIn":
        await models.keys.signIn();
        return;
      case "gemma.chooseModelFile":
        return models.setup({ type: "model-file" });
      case "gemma.unloadModel":
        return models.unload();
      case "gemma.showUsage":
        return meter.show();
      case "gemma.showOllama":
        return models.showOllama();
      case "gemma.attachSelection": {
        const editor = vscode.window.activeTextEditor;
        return editor && chat.compose("", [chipOf(editor.document, editor.selection)]);
      }
      case "gemma.attachWebImage":
        return chat.attachWebImage();
      case "gemma.explain": {
        const question = await explainQuestion(first);
        return question && chat.ask(question);
      }
      case "gemma.explainProblem": {
        const question = await explainProblemQuestion(first);
        return question && chat.ask(question);
      }
      case "gemma.explainChange": {
        const question = await explainChangeQuestion();
        return question && chat.ask(question);
      }
      case "gemma.explainTerminal": {
        const question = await explainTerminalQuestion();
        return question && chat.ask(question);
      }
      case "gemma.simplify":
      case "gemma.extractFunction":
      case "gemma.renameForClarity":
      case "gemma.addTypes":
      case "gemma.addDocs":
      case "gemma.writeTests":
      case "gemma.fixProblem":
        return runAction(command, first, answering);
      case "gemma.refactor":
        return changes.refactor(refactorRequest(first));
      case "gemma.keepRefactor":
      case "gemma.undoRefactor":
      case "gemma.stopRefactor":
      case "gemma.followUpRefactor":
      case "gemma.askNow":
      case "gemma.switchNow":
      case "gemma.keepHunk":
      case "gemma.undoHunk":
      case "gemma.keepFile":
      case "gemma.undoFile":
      case "gemma.keepAll":
      case "gemma.undoAll":
      case "gemma.reviewChanges":
        return changes.run(command, first);
    }
  }

  return { run, resolveView: (resolved) => view.resolve(resolved), receive: (uri) => models.keys.receive(uri) };
}

/** Tells the walkthrough that one of its steps was done. */
function tellDone(step: "modelReady" | "asked" | "agentAsked"): void {
  void vscode.commands.executeCommand("setContext", `gemma.${step}`, true);
}

function agentTools(files: WorkspaceFiles): readonly Tool[] {
  return [readFile(files), listDir(files), searchText(files), editFile(files), createFile(files)];
}

function consentIn(memory: vscode.Memento): StandingConsent {
  const key = "gemma.alwaysAllowed";
  const rules = () => parseRules(memory.get(key));
  return { rules, add: (rule) => void memory.update(key, [...rules(), rule]) };
}

/** What a keybinding, another command or a test says beforehand: an instruction alone, or a whole request. */
function refactorRequest(argument: unknown): RefactorRequest {
  if (typeof argument === "string") return { instruction: argument };
  return typeof argument === "object" && argument !== null && "instruction" in argument
    ? (argument as RefactorRequest)
    : {};
}

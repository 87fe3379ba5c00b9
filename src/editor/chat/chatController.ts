import * as vscode from "vscode";
import { unlinked } from "../core/unlinked.ts";
import { emptyTranscript, type Transcript, type Turn, turnsOf } from "../../agent/transcript/transcript.ts";
import type { Chip, Mode, TurnEvent } from "../../agent/transcript/turnEvent.ts";
import { blockAt, type CodeAction, type CodeBlockText } from "../../chat/codeBlocks.ts";
import type { ConversationAction, FaultAction } from "../../chat/faultActions.ts";
import type { ImageFile } from "../../chat/protocol/attachments.ts";
import type { PanelState, ToHost } from "../../chat/protocol/protocol.ts";
import { ChatSession, type Question, type SessionPorts } from "../../chat/session/session.ts";
import type { ChatStore, ChatSummary } from "../../chat/store/chatStore.ts";
import type { ThinkingLevel } from "../../model/thinking.ts";
import { withCode } from "../../prompts/code.ts";
import type { ChatView } from "./chatView.ts";
import { askForWebImage, Attachments, isAttaching } from "../attachments/attachments.ts";
import { excerptsOf } from "../attachments/chips.ts";
import { opensBox } from "./opensBox.ts";
import { openAttachment, openLink } from "./openLink.ts";
import { showChange } from "./showChange.ts";
import { wordsOf } from "../core/errorWords.ts";
import type { ModelInputs } from "../attachments/modelInputs.ts";
import { followUpQuestion, refactorChip } from "../explain/followUp.ts";
import { findPlaces } from "../explain/places.ts";

/** What the conversation needs of the rest of the editor. */
export type ControllerPorts = Pick<SessionPorts, "answerer" | "policy" | "maxSteps" | "consent"> & {
  store: ChatStore;
  memory: vscode.Memento;
  log: vscode.LogOutputChannel;
  /** All of the panel's state but mode and trust, which are kept here. */
  panelState(): Promise<Omit<PanelState, "mode" | "trusted">>;
  /** What becomes of all that Gemma changed in files. */
  changes(action: Extract<ToHost, { type: "changes" }>["action"]): Promise<void>;
  setup(choice: Extract<ToHost, { type: "setup" }>["choice"]): Promise<void>;
  /** Puts an answer's code where the user wants it. */
  code(action: CodeAction, block: CodeBlockText): Promise<void>;
  /** Ways out of a fault that are not the conversation's own. */
  remedy(action: Exclude<FaultAction, ConversationAction>): Promise<void>;
  /** Whether the user took a model. */
  pickModel(): Promise<boolean>;
  setThinking(level: ThinkingLevel | undefined): Promise<void>;
  showProbabilities(turn: Pick<Turn, "id" | "model">): Promise<void>;
  /** What the model in use takes beside text. */
  inputs: ModelInputs;
  /** Hears whether Gemma works or waits, for the status bar. */
  activity(state: { running: boolean; approvals: number }): void;
};

const MODE = "gemma.mode";

/** One panel, one conversation at a time: turns what the user does into what the session does. */
export class ChatController implements vscode.Disposable {
  private readonly view: ChatView;
  private readonly ports: ControllerPorts;
  private readonly attachments: Attachments;
  private session: ChatSession | undefined;
  private opening: Promise<ChatSession> | undefined;
  /** What to put into the composer once the panel is there. */
  private draft: { text: string; chips: readonly Chip[]; images?: readonly ImageFile[] } | undefined;
  private panelReady = false;

  constructor(view: ChatView, ports: ControllerPorts) {
    this.view = view;
    this.ports = ports;
    this.attachments = new Attachments({ post: (message) => view.post(message), inputs: ports.inputs });
    view.onMessage((message) => {
      const received = this.receive(message).catch((error: unknown) => this.report(error));
      if (opensBox(message)) void received.then(() => this.takeFocus());
    });
  }

  /** Asks in the panel, which is brought to the front; resolves when the answer ended. */
  async ask(question: Question): Promise<void> {
    await vscode.commands.executeCommand("gemma.chat.focus");
    await (await this.current()).ask(question);
  }

  async stop(): Promise<void> {
    await this.session?.stop();
  }

  async newChat(): Promise<void> {
    await this.open(this.ports.store.newId(), emptyTranscript);
    this.view.post({ type: "focus" });
  }

  async openChat(chat: ChatSummary): Promise<void> {
    const { transcript, lost } = await this.ports.store.read(chat.id);
    if (lost > 0) this.ports.log.warn(`${lost} unreadable lines of a chat were passed over.`);
    await this.open(chat.id, transcript);
  }

  /** Brings the focus back to the composer, which the editor's own boxes leave to the code. */
  async takeFocus(): Promise<void> {
    await vscode.commands.executeCommand("gemma.chat.focus");
    this.view.post({ type: "focus" });
  }

  /** Forgets a chat; the one on screen gives way to a new one. */
  async removeChat(id: string): Promise<void> {
    if (this.session?.id === id) await this.newChat();
    await this.ports.store.remove(id);
  }

  get transcript(): Transcript {
    return this.session?.transcript ?? emptyTranscript;
  }

  /** Asks for the web address of an image, which goes into the composer. */
  async attachWebImage(): Promise<void> {
    const image = await askForWebImage().catch((error: unknown) => this.report(error));
    if (image) await this.compose("", [], [image]);
  }

  async compose(text: string, chips: readonly Chip[], images: readonly ImageFile[] = []): Promise<void> {
    this.draft = { text, chips, images };
    await vscode.commands.executeCommand("gemma.chat.focus");
    if (this.panelReady) this.postDraft();
  }

  /** Tells the panel what changed around the conversation: model, set-up, engine. */
  async refresh(): Promise<void> {
    const state = await this.ports.panelState();
    const trusted = vscode.workspace.isTrusted;
    this.view.post({ type: "state", state: { ...state, trusted, mode: trusted ? this.mode : "ask" } });
  }

  dispose(): void {
    void this.session?.dispose();
  }

  private get mode(): Mode {
    return this.ports.memory.get<Mode>(MODE) === "agent" ? "agent" : "ask";
  }

  private async receive(message: ToHost): Promise<void> {
    if (isAttaching(message)) return this.attachments.receive(message);
    switch (message.type) {
      case "ready":
        return this.greet();
      case "ask":
        return this.askFromPanel(message);
      case "stop":
        return this.stop();
      case "approve":
        return this.session?.approvals.settle(message.nonce, message.decision);
      case "open-diff":
        return showChange(this.session?.approvals.changeOf(message.nonce));
      case "open-link":
        return openLink(message.href);
      case "open-attachment":
        return openAttachment(message.chip);
      case "code": {
        const block = blockAt(this.transcript, message.place);
        return block && this.ports.code(message.action, block);
      }
      case "follow-up": {
        const question = followUpQuestion(message, this.transcript);
        return question && (await this.current()).ask(question);
      }
      case "refactor-chip":
        return refactorChip(message.chip);
      case "find-places":
        return this.view.post({ type: "places", ...(await findPlaces(message, this.transcript)) });
      case "fault-action":
        return this.remedy(message.action);
      case "setup":
        await this.ports.setup(message.choice);
        return this.refresh();
      case "changes":
        return this.ports.changes(message.action);
      case "set-mode":
        await this.ports.memory.update(MODE, message.mode);
        return this.refresh();
      case "set-thinking":
        await this.ports.setThinking(message.level);
        return this.refresh();
      case "pick-model":
        await this.ports.pickModel();
        return this.refresh();
      case "manage-trust":
        return vscode.commands.executeCommand("workbench.trust.manage");
      case "choose-result":
        return this.session?.chooseResult(message.turnId, message.index);
      case "show-probabilities": {
        const turn = turnsOf(this.transcript).find(({ id }) => id === message.turnId);
        return turn && this.ports.showProbabilities(turn);
      }
      case "show-usage":
        return vscode.commands.executeCommand("gemma.showUsage");
    }
  }

  private async greet(): Promise<void> {
    const session = await this.current();
    this.panelReady = true;
    session.flushPanel();
    this.view.post({ type: "restored", chatId: session.id, transcript: session.transcript });
    await this.refresh();
    this.postDraft();
  }

  private async askFromPanel({ text, mode, chips }: Extract<ToHost, { type: "ask" }>): Promise<void> {
    const session = await this.current();
    const excerpts = await excerptsOf(chips).catch((error: unknown) => {
      // The panel has let go of the question by now: it comes back to where it was written.
      this.view.post({ type: "compose", text, chips });
      throw error;
    });
    const prompt = withCode(text, excerpts);
    await session.ask({ text, prompt, chips, mode: vscode.workspace.isTrusted ? mode : "ask" });
  }

  private async remedy(action: FaultAction): Promise<void> {
    switch (action) {
      case "retry":
        return (await this.current()).retry();
      case "continue":
        return (await this.current()).resume();
      case "new-chat":
        return this.newChat();
      case "ask-differently": {
        const question = this.session?.lastQuestion;
        return question && this.view.post({ type: "compose", text: question.text, chips: question.chips });
      }
      case "try-now":
        return this.session?.wake("now");
      case "switch-model":
        return this.switchModel();
      default:
        await this.ports.remedy(action);
        return this.refresh();
    }
  }

  /** While a request waits to be sent again: to the model that stands ready, else to the one the user picks. */
  private async switchModel(): Promise<void> {
    const session = await this.current();
    const isReady = session.retrying?.next !== undefined;
    if (isReady || (await this.ports.pickModel())) session.wake("switch");
    await this.refresh();
  }

  /** The conversation on screen: the last one of this workspace at first. */
  private current(): Promise<ChatSession> {
    if (this.session) return Promise.resolve(this.session);
    this.opening ??= this.reopen();
    return this.opening;
  }

  private async reopen(): Promise<ChatSession> {
    const last = await this.ports.store.current();
    const read = last ? await this.ports.store.read(last).catch(() => undefined) : undefined;
    return (this.session = this.makeSession(
      read ? last! : this.ports.store.newId(),
      read?.transcript ?? emptyTranscript,
    ));
  }

  private async open(id: string, transcript: Transcript): Promise<void> {
    await this.session?.dispose();
    const session = (this.session = this.makeSession(id, transcript));
    this.view.post({ type: "restored", chatId: session.id, transcript });
    await this.ports.store.setCurrent(id);
    await this.refresh();
  }

  private makeSession(id: string, transcript: Transcript): ChatSession {
    const { answerer, policy, maxSteps, consent, store, log } = this.ports;
    return new ChatSession(id, transcript, {
      answerer,
      policy,
      maxSteps,
      consent,
      post: (events: readonly TurnEvent[]) => this.view.post({ type: "events", chatId: id, events }),
      append: async (events) => {
        await store.append(id, events);
        if (events.some((event) => event.type === "asked")) await store.setCurrent(id);
      },
      storeFailed: (error) => log.error(`The chat could not be saved: ${error instanceof Error ? error.message : ""}`),
      changed: (state) => {
        this.view.showWaiting(state.approvals);
        this.ports.activity(state);
      },
    });
  }

  private postDraft(): void {
    const { text, chips, images = [] } = this.draft ?? {};
    if (text !== undefined && chips) this.view.post({ type: "compose", text, chips });
    if (images.length > 0) this.view.post({ type: "images", files: images });
    this.draft = undefined;
    this.view.post({ type: "focus" });
  }

  private report(error: unknown): void {
    const message = wordsOf(error);
    this.ports.log.error(message);
    void vscode.window.showErrorMessage(`Gemma Code: ${unlinked(message)}`);
  }
}

import type * as vscode from "vscode";
import { emptyTranscript, type Transcript } from "../../agent/transcript/transcript.ts";
import { type Activity, type Attention, attentionFor } from "../../chat/session/attention.ts";
import { ChatSession, type Question, type SessionPorts } from "../../chat/session/session.ts";
import type { ChatRead } from "../../chat/store/chatFile.ts";
import { type ChatStore, type ChatSummary, LARGEST_CHAT } from "../../chat/store/chatStore.ts";
import type { Checkpoints } from "./checkpoints.ts";
import type { Conversation } from "../core/feature/conversation.ts";
import type { Panel } from "../core/feature/panel.ts";
import { inform } from "../show/notices.ts";

export type ControllerPorts = Pick<SessionPorts, "profile" | "policy" | "maxSteps" | "consent" | "instructions"> & {
  store: ChatStore;
  checkpoints: Pick<Checkpoints, "effects" | "copy" | "remove" | "prune">;
  log: vscode.LogOutputChannel;
  panel: Panel;
  /** Called when something is worth a look, for a user who looks elsewhere. */
  attention(why: Attention): void;
  /** Called when the number of running answers and waiting approvals changes. */
  activity(state: { running: boolean; approvals: number }): void;
};

/** What is put on screen: a chat as read, or a copy of one that another window writes to. */
type Opened = Pick<ChatRead, "transcript" | "closing"> & { copyOf?: string };

/** The chat on screen, one at a time; at first the last one of this workspace. */
export class ChatController implements Conversation, vscode.Disposable {
  private readonly ports: ControllerPorts;
  private open: ChatSession | undefined;
  private opening: Promise<ChatSession> | undefined;

  constructor(ports: ControllerPorts) {
    this.ports = ports;
  }

  get transcript(): Transcript {
    return this.open?.transcript ?? emptyTranscript;
  }

  /** Its session; undefined until the panel or a question has opened it. */
  get session(): ChatSession | undefined {
    return this.open;
  }

  /** Its session, opened if necessary. */
  current(): Promise<ChatSession> {
    if (this.open) return Promise.resolve(this.open);
    this.opening ??= this.reopen();
    return this.opening;
  }

  async ask(question: Question, from: "editor" | "panel"): Promise<void> {
    if (from === "editor") await this.ports.panel.show();
    await (await this.current()).ask(question);
  }

  async stop(): Promise<void> {
    await this.open?.stop();
  }

  async newChat(): Promise<void> {
    await this.put(this.ports.store.newId(), { transcript: emptyTranscript });
    this.ports.panel.post({ type: "focus" });
  }

  /** Puts a chat on screen. One that another window writes to goes on here as a copy, once something is asked. */
  async openChat({ id }: Pick<ChatSummary, "id">): Promise<void> {
    if (this.open?.id === id) return;
    const { store } = this.ports;
    const isOurs = await store.locks.take(id);
    const read = await store.read(id);
    this.tell(read);
    if (isOurs) return this.put(id, read);
    void inform("This chat is open in another window. If you ask something here, it goes on as a copy.");
    const copy = store.newId();
    await this.ports.checkpoints.copy(id, copy);
    await this.put(copy, { ...read, copyOf: id });
  }

  /** Deletes a chat; if it is on screen, a new one replaces it. One of another window stays. */
  async removeChat(id: string): Promise<void> {
    const { store, checkpoints } = this.ports;
    if (this.open?.id === id) await this.newChat();
    if (!(await store.locks.take(id))) return void inform("This chat is open in another window. Close it there first.");
    await store.remove(id);
    await checkpoints.remove(id);
    await store.locks.release(id);
  }

  /** Sends a newly opened panel everything that it shows. */
  async greet(): Promise<void> {
    const session = await this.current();
    session.flushPanel();
    this.ports.panel.post({ type: "restored", chatId: session.id, transcript: session.transcript });
    await this.ports.panel.greet();
  }

  dispose(): void {
    void this.open?.dispose();
    // At once, because this process may not live to the end of the turn.
    if (this.open) this.ports.store.locks.releaseNow(this.open.id);
  }

  private async reopen(): Promise<ChatSession> {
    const { store } = this.ports;
    const last = await store.current();
    // The chat of another window of this workspace stays there.
    const isOurs = last !== undefined && (await store.locks.takeSoon(last));
    const read = isOurs ? await store.read(last).catch(() => undefined) : undefined;
    if (read) this.tell(read);
    const id = read ? last! : store.newId();
    const session = this.makeSession(id, read ?? { transcript: emptyTranscript });
    this.tidy();
    return (this.open = session);
  }

  /** Says what of a chat's file is not shown. */
  private tell({ lost, isCut }: { lost: number; isCut: boolean }): void {
    if (lost > 0) this.ports.log.warn(`${lost} unreadable lines of a chat were passed over.`);
    const most = LARGEST_CHAT / (1024 * 1024);
    if (isCut)
      void inform(`This chat is larger than ${most} MB, so its newest part is shown. Its file keeps the rest.`);
  }

  private async put(id: string, opened: Opened): Promise<void> {
    const { store, panel } = this.ports;
    const before = this.open;
    await before?.dispose();
    const session = (this.open = this.makeSession(id, opened));
    if (before && before.id !== id) await store.locks.release(before.id);
    panel.post({ type: "restored", chatId: session.id, transcript: opened.transcript });
    await store.setCurrent(id);
    await this.ports.panel.refresh();
  }

  private tidy(): void {
    const { checkpoints, log } = this.ports;
    void checkpoints.prune().catch((error: unknown) => log.warn(`Old files were not removed: ${String(error)}`));
  }

  private makeSession(id: string, { transcript, closing, copyOf }: Opened): ChatSession {
    const { profile, policy, maxSteps, consent, instructions, store, checkpoints, log, panel } = this.ports;
    void store.locks.take(id);
    let prepared: Promise<void> | undefined;
    const prepare = async (): Promise<void> => {
      if (copyOf !== undefined) await store.copy(copyOf, id);
      if (closing) await store.append(id, [closing]);
    };
    let before: Activity = { running: false, approvals: 0 };
    const session = new ChatSession(id, transcript, {
      profile,
      policy,
      maxSteps,
      consent,
      ...(instructions && { instructions }),
      effects: checkpoints.effects(id),
      synced: () => store.synced(id),
      post: (events) => panel.post({ type: "events", chatId: id, events }),
      append: async (events) => {
        await (prepared ??= prepare());
        await store.append(id, events);
        if (events.some((event) => event.type === "asked")) await store.setCurrent(id);
      },
      storeFailed: (error) => log.error(`The chat could not be saved: ${error instanceof Error ? error.message : ""}`),
      changed: (state) => {
        panel.showWaiting(state.approvals);
        this.ports.activity(state);
        const why = attentionFor(before, state, session.transcript.settled.at(-1)?.outcome);
        before = state;
        if (why) this.ports.attention(why);
      },
    });
    return session;
  }
}
